package mongo

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/mongo/archive"
)

// ofAnyCompany finds a document without its company: for a secret by its hash, and for the operator. It returns
// document.ErrAbsent when there is none.
func (c *Collection[T, F]) getUnscoped(ctx context.Context, filter bson.D) (*T, error) {
	raw, err := c.stored.documents.FindOne(ctx, filter).Raw()
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, c.failure(err)
	}
	return c.decode(raw)
}

// HighWaterMark returns the latest time that the store tells of itself, whichever company it is of: that of the latest
// audit record, as every change writes one. It is the zero time for a store that nothing was changed in.
func (s *Store) HighWaterMark(ctx context.Context) (time.Time, error) {
	records := s.collection(auditRecordsTable())
	latest := options.FindOne().SetSort(bson.D{{Key: idField, Value: -ascendingOrder}}).SetProjection(bson.D{{Key: idField, Value: 1}})
	raw, err := records.documents.FindOne(ctx, bson.D{}, latest).Raw()
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

// latestReadable is the time of the latest audit record that can be read, in a store whose latest is damaged: such a store can be
// exported all the same.
func (s *Store) latestReadableTime(ctx context.Context, records companyCollection) (time.Time, error) {
	latest := ""
	for raw, err := range archive.Readable(ctx, records.documents, bson.RawValue{}) {
		if err != nil {
			return time.Time{}, records.readFailure(err)
		}
		latest, _ = raw.Lookup(idField).StringValueOK()
	}
	return id.Time(latest), nil
}
