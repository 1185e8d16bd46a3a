package archive

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// sourceBatch is how many documents are asked for at a time: few enough that a slow taker comes back before the store
// lets go what it reads.
const sourceBatch = 1000

// Documents yields all documents of a collection in the order of their _id. The context's session decides which state
// of it is read: in one with snapshot reads, several collections are of the same moment.
func Documents(ctx context.Context, of *mongo.Collection) iter.Seq2[bson.Raw, error] {
	return func(yield func(bson.Raw, error) bool) {
		how := options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetBatchSize(sourceBatch)
		cursor, err := of.Find(ctx, bson.D{}, how)
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = cursor.Close(ctx) }() // what was read was read
		for cursor.Next(ctx) {
			if !yield(cursor.Current, nil) {
				return
			}
		}
		if err := cursor.Err(); err != nil {
			yield(nil, err)
		}
	}
}
