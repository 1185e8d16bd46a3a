package mongo

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/idempotency"
	"accessgraph/mongo/decoders"
)

const expiresField = "expiresAt"

// IdempotencyRecords returns the collection of idempotency records.
func (s *Store) IdempotencyRecords() *Collection[idempotency.Record, document.Everything] {
	return newCollection(s, idempotencyRecordsDescriptor, decoders.IdempotencyRecord, unfiltered)
}

// putIdempotencyRecord returns the step that inserts the idempotency record of a request, or replaces one that has expired.
// The step loses the race if another request with the same key has committed in the meantime.
func (p *commitPlan) putIdempotencyRecord(outcome *commit.Outcome) (commitStep, error) {
	raw, err := encode(&outcome.Record)
	if err == nil {
		err = checkOwnership(raw, outcome.Record.ID, p.companyID)
	}
	if err != nil {
		return nil, fmt.Errorf("idempotency record: %w", err)
	}
	records := p.store.collection(idempotencyRecordsDescriptor)
	if outcome.InPlaceOf != nil {
		filter := withID(p.companyID, outcome.Record.ID, bson.E{Key: expiresField, Value: *outcome.InPlaceOf})
		return func(ctx context.Context) error { return requireMatch(records.replace(ctx, filter, raw)) }, nil
	}
	return func(ctx context.Context) error {
		err := records.insert(ctx, raw)
		if driver.IsDuplicateKeyError(err) {
			return commit.ErrLostRace
		}
		return err
	}, nil
}

// SweepIdempotencyRecords deletes records of any company that expired before an instant, oldest first and at most limit of
// them, and returns how many it deleted. It does nothing on MongoDB, which deletes them by itself.
func (s *Store) SweepIdempotencyRecords(ctx context.Context, before time.Time, limit int) (int, error) {
	if s.expiresByItself {
		return 0, nil
	}
	records := s.database.Collection(idempotencyRecordsDescriptor.name)
	expired := bson.E{Key: expiresField, Value: bson.D{{Key: "$lt", Value: before}}}
	findOptions := options.Find().SetSort(ascending(expiresField)).SetLimit(int64(limit)).SetProjection(bson.D{{Key: idField, Value: 1}})
	cursor, err := records.Find(ctx, bson.D{expired}, findOptions)
	if err != nil {
		return 0, failure("looking for expired idempotency records", err)
	}
	var documents []bson.D
	if err := cursor.All(ctx, &documents); err != nil {
		return 0, failure("looking for expired idempotency records", err)
	}
	deletions := make([]driver.WriteModel, len(documents))
	for i, doc := range documents {
		// The deletion checks the time again: a request may have replaced the record in the meantime.
		deletions[i] = driver.NewDeleteOneModel().SetFilter(append(doc, expired))
	}
	if len(deletions) == 0 {
		return 0, nil
	}
	result, err := records.BulkWrite(ctx, deletions)
	if err != nil {
		return 0, failure("removing expired idempotency records", err)
	}
	return int(result.DeletedCount), nil
}
