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

func idempotencyRecordsTable() descriptor {
	return descriptor{name: "idempotencyRecords", indexes: []bson.D{idIndex(), ascending(expiresField)}, expires: true}
}

// Outcomes finds what earlier requests with an idempotency key came to.
func (s *Store) Outcomes() *Collection[idempotency.Record, document.Everything] {
	return newCollection(s, idempotencyRecordsTable(), decoders.IdempotencyRecord, unfiltered)
}

// keep inserts the record of a request with an idempotency key, or puts it in the place of one that has expired.
// Another request with the same key that has committed meanwhile has won a race.
func (p *commitPlan) putIdempotencyRecord(kept *commit.Outcome) (commitStep, error) {
	raw, err := encode(&kept.Record)
	if err == nil {
		err = checkOwnership(raw, kept.Record.ID, p.companyID)
	}
	if err != nil {
		return nil, fmt.Errorf("idempotency record: %w", err)
	}
	records := p.store.collection(idempotencyRecordsTable())
	if kept.InPlaceOf != nil {
		filter := withID(p.companyID, kept.Record.ID, bson.E{Key: expiresField, Value: *kept.InPlaceOf})
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

// SweepIdempotencyRecords removes records of any company that expired before an instant, oldest first and at most so
// many, and returns how many there were. It does nothing on MongoDB, which removes them by itself.
func (s *Store) SweepIdempotencyRecords(ctx context.Context, before time.Time, most int) (int, error) {
	if s.expiresByItself {
		return 0, nil
	}
	records := s.database.Collection(idempotencyRecordsTable().name)
	expired := bson.E{Key: expiresField, Value: bson.D{{Key: "$lt", Value: before}}}
	how := options.Find().SetSort(ascending(expiresField)).SetLimit(int64(most)).SetProjection(ascending(idField))
	cursor, err := records.Find(ctx, bson.D{expired}, how)
	if err != nil {
		return 0, failure("looking for expired idempotency records", err)
	}
	var found []bson.D
	if err := cursor.All(ctx, &found); err != nil {
		return 0, failure("looking for expired idempotency records", err)
	}
	removals := make([]driver.WriteModel, len(found))
	for at, record := range found {
		// Guarded again: a request may have put a new record in its place.
		removals[at] = driver.NewDeleteOneModel().SetFilter(append(record, expired))
	}
	if len(removals) == 0 {
		return 0, nil
	}
	removed, err := records.BulkWrite(ctx, removals)
	if err != nil {
		return 0, failure("removing expired idempotency records", err)
	}
	return int(removed.DeletedCount), nil
}
