package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/id"
	"accessgraph/mongo/archive"
)

// HighWaterMark returns the time of the latest change in the store, whichever company it belongs to. This is the time of the
// latest audit record, because every change inserts one. It returns the zero time if nothing was ever changed.
func (s *Store) HighWaterMark(ctx context.Context) (time.Time, error) {
	records := s.collection(auditRecordsDescriptor)
	findOptions := options.FindOne().SetSort(bson.D{{Key: idField, Value: -ascendingOrder}}).SetProjection(bson.D{{Key: idField, Value: 1}})
	raw, err := records.documents.FindOne(ctx, bson.D{}, findOptions).Raw()
	if errors.Is(err, driver.ErrNoDocuments) {
		return time.Time{}, nil
	}
	if err != nil && s.embedded && isInternal(err) {
		return s.latestReadableTime(ctx, records)
	}
	if err != nil {
		return time.Time{}, records.readFailure(err)
	}
	recordID, _ := raw.Lookup(idField).StringValueOK()
	return id.Time(recordID), nil
}

// latestReadableTime returns the time of the latest audit record that can be read. It is for a store whose latest record is
// damaged: such a store can still be exported.
func (s *Store) latestReadableTime(ctx context.Context, records companyCollection) (time.Time, error) {
	latestID := ""
	for raw, err := range archive.Readable(ctx, records.documents, bson.RawValue{}) {
		if err != nil {
			return time.Time{}, records.readFailure(err)
		}
		latestID, _ = raw.Lookup(idField).StringValueOK()
	}
	return id.Time(latestID), nil
}
