package mongo

import (
	"context"
	"fmt"
)

// VerifyDocuments reports each problem among all documents: a document that cannot be read or is not in its present form, a
// claim or a counter that does not match the documents, and a reference to a document that does not exist. It reads the
// documents in batches, each from one snapshot, so that the store may be in use. It returns the number of documents that it
// has read, and fails only if it cannot continue.
func (s *Store) VerifyDocuments(ctx context.Context, report func(Problem)) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	total := 0
	verification := &inspection{
		store: s, checkReferences: true,
		onProblem: func(problem Problem, _ bool) { report(problem) },
		onProgress: func(_ string, documents int, last bool) {
			if last {
				total += documents
			}
		},
	}
	if _, err := verification.run(ctx, checkpoint{}); err != nil {
		return total, fmt.Errorf("verifying the store: %w", err)
	}
	return total, nil
}

// RepairDocuments computes derived fields, claims and counters again from the documents. It reports each problem, and whether
// it was repaired, and returns the number of those that were not. References are not checked. The store may be in use.
// RepairDocuments fails with ErrLocked while another process migrates or repairs the store.
func (s *Store) RepairDocuments(ctx context.Context, report func(problem Problem, repaired bool)) (unsettled int, err error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	err = s.withLock(ctx, "repair", func(ctx context.Context, _ string) error {
		repair := s.newRepair(Progress{})
		repair.onProblem = report
		repair.onProgress = func(string, int, bool) {}
		unsettled, err = repair.run(ctx, checkpoint{})
		if err != nil {
			return fmt.Errorf("repairing the store: %w", err)
		}
		return s.recordUnsettled(ctx, unsettled)
	})
	return unsettled, err
}
