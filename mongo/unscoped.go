package mongo

import (
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// everything reads the documents of every company: for migrations, verification and repair, which are nobody's request.
type unscopedCollection struct{ documents *driver.Collection }

func (s *Store) unscoped(name string) unscopedCollection {
	return unscopedCollection{s.database.Collection(name)}
}

// after returns at most so many documents in the order of their _id, from the first one above a position.
func (e unscopedCollection) after(ctx context.Context, position string, limit int) ([]bson.Raw, error) {
	how := options.Find().SetSort(ascending(idField)).SetLimit(int64(limit))
	return e.find(ctx, bson.D{{Key: idField, Value: bson.D{{Key: "$gt", Value: position}}}}, how)
}

// byID returns documents by their _ids, without those that do not exist.
func (e unscopedCollection) getMany(ctx context.Context, ids []string) (map[string]bson.Raw, error) {
	byID := make(map[string]bson.Raw, len(ids))
	for some := range slices.Chunk(ids, maxLookup) {
		raws, err := e.find(ctx, bson.D{{Key: idField, Value: bson.D{{Key: "$in", Value: some}}}}, options.Find())
		if err != nil {
			return nil, err
		}
		for _, raw := range raws {
			if documentID, ok := raw.Lookup(idField).StringValueOK(); ok {
				byID[documentID] = raw
			}
		}
	}
	return byID, nil
}

func (e unscopedCollection) find(ctx context.Context, filter bson.D, how *options.FindOptionsBuilder) (raws []bson.Raw, err error) {
	cursor, err := e.documents.Find(ctx, filter, how)
	if err != nil {
		return nil, failure("reading "+e.documents.Name(), err)
	}
	defer func() { err = errors.Join(err, cursor.Close(ctx)) }()
	for cursor.Next(ctx) {
		raws = append(raws, slices.Clone(cursor.Current))
	}
	if err := cursor.Err(); err != nil {
		return nil, failure("reading "+e.documents.Name(), err)
	}
	return raws, nil
}
