package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/erasure"
	"accessgraph/mongo/decoders"
)

// ErasureJobs finds the erasures that are not finished. It implements erasure.Jobs. Next reads all companies, because the background
// job belongs to none.
type ErasureJobs struct{ stored companyCollection }

// ErasureJobs returns the jobs of all companies.
func (s *Store) ErasureJobs() ErasureJobs { return ErasureJobs{s.collection(erasureJobsDescriptor)} }

// Next returns any job, or document.ErrAbsent if none is left.
func (j ErasureJobs) Next(ctx context.Context) (*erasure.Job, error) {
	raw, err := j.stored.documents.FindOne(ctx, bson.D{}).Raw()
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, j.stored.readFailure(err)
	}
	return j.decode(raw)
}

// Get returns a job of a company, or document.ErrAbsent.
func (j ErasureJobs) Get(ctx context.Context, companyID, jobID string) (*erasure.Job, error) {
	raw, err := j.stored.get(ctx, companyID, jobID)
	if err != nil {
		return nil, err
	}
	return j.decode(raw)
}

func (j ErasureJobs) decode(raw bson.Raw) (*erasure.Job, error) {
	if err := j.stored.checkReadable(raw); err != nil {
		return nil, err
	}
	job, err := decoders.Job(raw)
	if err != nil {
		return nil, j.stored.unreadable(raw, err)
	}
	return job, nil
}

// addAuditRewrites adds the step that replaces the changes in audit records, all in one write.
func (p *commitPlan) addAuditRewrites(change commit.Commit) {
	if len(change.AuditRewrites) == 0 {
		return
	}
	updates := make([]driver.WriteModel, len(change.AuditRewrites))
	for i, record := range change.AuditRewrites {
		raw, err := encode(record)
		if err != nil {
			p.addStep(nil, fmt.Errorf("audit record: %w", err))
			return
		}
		update := bson.D{{Key: "$set", Value: bson.D{{Key: "changes", Value: raw.Lookup("changes")}}}}
		updates[i] = driver.NewUpdateOneModel().SetFilter(withID(p.companyID, record.ID).elements).SetUpdate(update)
	}
	stored := p.store.collection(auditRecordsDescriptor)
	p.addStep(func(ctx context.Context) error { return requireMatch(stored.write(ctx, updates)) }, nil)
}
