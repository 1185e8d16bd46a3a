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
	return find(ctx, of, bson.D{}, options.Find())
}

// Readable yields the documents after an _id, or all when it is missing, and leaves out those that the embedded store cannot
// read. MongoDB must not be asked: there it leaves out the documents of shards that do not answer.
func Readable(ctx context.Context, of *mongo.Collection, after bson.RawValue) iter.Seq2[bson.Raw, error] {
	filter := bson.D{}
	if !after.IsZero() {
		filter = bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}}}
	}
	return find(ctx, of, filter, options.Find().SetAllowPartialResults(true))
}

func find(ctx context.Context, of *mongo.Collection, filter bson.D, how *options.FindOptionsBuilder) iter.Seq2[bson.Raw, error] {
	return func(yield func(bson.Raw, error) bool) {
		cursor, err := of.Find(ctx, filter, how.SetSort(bson.D{{Key: "_id", Value: 1}}).SetBatchSize(sourceBatch))
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
