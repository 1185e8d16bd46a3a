package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// VerifyDocuments goes through all documents and reports each problem: a document that cannot be read or is not in its
// present form, a claim or a counter that does not fit the documents, and a reference that leads nowhere. It reads a batch
// at a time, each at one moment, so that the store may be used meanwhile. It returns how many documents it has read, and
// fails only when it could not go on.
func (s *Store) VerifyDocuments(ctx context.Context, report func(Problem)) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	total := 0
	work := &inspection{
		store: s, checkReferences: true,
		onProblem: func(problem Problem, _ bool) { report(problem) },
		onProgress: func(_ string, documents int, last bool) {
			if last {
				total += documents
			}
		},
	}
	if _, err := work.run(ctx, checkpoint{}); err != nil {
		return total, fmt.Errorf("verifying the store: %w", err)
	}
	return total, nil
}

// RepairDocuments makes derived fields, claims and counters anew from the documents. It reports each problem, with whether
// it was repaired, and returns how many were not; what VerifyDocuments reports of references is left as it is. The store
// may be used meanwhile. It fails with ErrLocked while another process migrates or repairs the store.
func (s *Store) RepairDocuments(ctx context.Context, report func(problem Problem, repaired bool)) (unsettled int, err error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	err = s.withLock(ctx, "repair", func(ctx context.Context, _ string) error {
		work := s.newRepair(Progress{})
		work.onProblem = report
		work.onProgress = func(string, int, bool) {}
		unsettled, err = work.run(ctx, checkpoint{})
		if err != nil {
			return fmt.Errorf("repairing the store: %w", err)
		}
		return s.recordUnsettled(ctx, unsettled)
	})
	return unsettled, err
}

// recordUnsettled keeps how many documents a migration has still to settle.
func (s *Store) recordUnsettled(ctx context.Context, unsettled int) error {
	change := bson.D{{Key: "$set", Value: bson.D{{Key: unsettledField, Value: unsettled}}}}
	_, err := s.collection(storeTable()).update(ctx, withID(noCompany, versionID), change)
	return err
}
