package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/id"
)

const (
	// auditHistoryID is the _id of the store's record of the audit records that it has removed.
	auditHistoryID = "auditHistory"
	beginsAtField  = "beginsAt"
)

// AuditHistory removes audit records of all companies. It implements audit.History.
type AuditHistory struct{ store *Store }

// AuditHistory returns the history of all companies.
func (s *Store) AuditHistory() AuditHistory { return AuditHistory{s} }

// BeginsAt returns the time before which records may have been removed; the zero time if none ever was.
func (h AuditHistory) BeginsAt(ctx context.Context) (time.Time, error) {
	records := h.store.collection(storeDescriptor)
	raw, err := records.first(ctx, withID(noCompany, auditHistoryID))
	if errors.Is(err, driver.ErrNoDocuments) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, records.readFailure(err)
	}
	begin, ok := raw.Lookup(beginsAtField).TimeOK()
	if !ok {
		return time.Time{}, records.unreadable(raw, errors.New("it has no time"))
	}
	return begin, nil
}

// RemoveBefore removes at most limit records from before a time, oldest first, and returns their number. It notes first that the history
// begins at that time.
func (h AuditHistory) RemoveBefore(ctx context.Context, before time.Time, limit int) (int, error) {
	records := h.store.database.Collection(auditRecordsDescriptor.name)
	old := bson.D{{Key: idField, Value: bson.D{{Key: "$lt", Value: id.Floor(id.AuditRecord, before)}}}}
	findOptions := options.Find().SetSort(ascending(idField)).SetLimit(int64(limit)).SetProjection(bson.D{{Key: idField, Value: 1}})
	cursor, err := records.Find(ctx, old, findOptions)
	if err != nil {
		return 0, failure("looking for old audit records", err)
	}
	var documents []bson.D
	if err := cursor.All(ctx, &documents); err != nil {
		return 0, failure("looking for old audit records", err)
	}
	if len(documents) == 0 {
		return 0, nil
	}
	if err := h.recordBegin(ctx, before); err != nil {
		return 0, failure("recording the begin of the audit history", err)
	}
	deletions := make([]driver.WriteModel, len(documents))
	for i, doc := range documents {
		deletions[i] = driver.NewDeleteOneModel().SetFilter(doc)
	}
	result, err := records.BulkWrite(ctx, deletions)
	if err != nil {
		return 0, failure("removing old audit records", err)
	}
	return int(result.DeletedCount), nil
}

// recordBegin notes that the history begins at a time, or later.
func (h AuditHistory) recordBegin(ctx context.Context, begin time.Time) error {
	records := h.store.collection(storeDescriptor)
	update := bson.D{{Key: "$max", Value: bson.D{{Key: beginsAtField, Value: begin}}}}
	exists, err := records.update(ctx, withID(noCompany, auditHistoryID), update)
	if err != nil || exists {
		return err
	}
	raw, err := storeRecord(auditHistoryID, bson.E{Key: beginsAtField, Value: begin})
	if err != nil {
		return err
	}
	if err := records.insert(ctx, raw); !driver.IsDuplicateKeyError(err) {
		return err
	}
	_, err = records.update(ctx, withID(noCompany, auditHistoryID), update) // another process was faster
	return err
}
