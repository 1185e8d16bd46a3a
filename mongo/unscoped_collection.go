package mongo

import (
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/document"
)

// unscopedCollection reads the documents of all companies, for migrations, verification, repair and the operator. No request uses it.
type unscopedCollection struct{ documents *driver.Collection }

func (s *Store) unscoped(name string) unscopedCollection {
	return unscopedCollection{s.database.Collection(name)}
}

// after returns the documents whose _id is above a bound, in the order of _id and at most batchSize of them.
func (c unscopedCollection) after(ctx context.Context, lastID string) ([]bson.Raw, error) {
	findOptions := options.Find().SetSort(ascending(idField)).SetLimit(batchSize)
	return c.find(ctx, bson.D{{Key: idField, Value: bson.D{{Key: "$gt", Value: lastID}}}}, findOptions)
}

// getMany returns documents by their _id. It omits IDs that no document has.
func (c unscopedCollection) getMany(ctx context.Context, ids []string) (map[string]bson.Raw, error) {
	byID := make(map[string]bson.Raw, len(ids))
	for chunk := range slices.Chunk(ids, maxLookup) {
		raws, err := c.find(ctx, bson.D{{Key: idField, Value: bson.D{{Key: "$in", Value: chunk}}}}, options.Find())
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

func (c unscopedCollection) find(ctx context.Context, filter bson.D, findOptions *options.FindOptionsBuilder) (raws []bson.Raw, err error) {
	cursor, err := c.documents.Find(ctx, filter, findOptions)
	if err != nil {
		return nil, failure("reading "+c.documents.Name(), err)
	}
	defer func() { err = errors.Join(err, cursor.Close(ctx)) }()
	for cursor.Next(ctx) {
		raws = append(raws, slices.Clone(cursor.Current))
	}
	if err := cursor.Err(); err != nil {
		return nil, failure("reading "+c.documents.Name(), err)
	}
	return raws, nil
}

// getUnscoped returns a document of any company: for a secret by its hash, and for the operator. It returns
// document.ErrAbsent if there is none.
func (c *Collection[T, F]) getUnscoped(ctx context.Context, filter bson.D) (*T, error) {
	raw, err := read(ctx, c.stored.reach, func() (bson.Raw, error) { return c.stored.documents.FindOne(ctx, filter).Raw() })
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, c.failure(err)
	}
	return c.decode(raw)
}
