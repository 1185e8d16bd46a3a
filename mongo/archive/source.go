package archive

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// sourceBatch is the batch size of reads. It is small enough that a slow consumer asks for the next batch before the store
// closes the cursor.
const sourceBatch = 1000

// Documents yields all documents of a collection in the order of their _id. If the context has a session with snapshot reads,
// all collections are read from the same snapshot.
func Documents(ctx context.Context, collection *mongo.Collection) iter.Seq2[bson.Raw, error] {
	return find(ctx, collection, bson.D{}, options.Find())
}

// Readable yields the documents after an _id, or all documents if it is the zero value, and omits those that the embedded store
// cannot read. It must not be used with MongoDB, where it omits the documents of shards that do not respond.
func Readable(ctx context.Context, collection *mongo.Collection, afterID bson.RawValue) iter.Seq2[bson.Raw, error] {
	filter := bson.D{}
	if !afterID.IsZero() {
		filter = bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: afterID}}}}
	}
	return find(ctx, collection, filter, options.Find().SetAllowPartialResults(true))
}

func find(
	ctx context.Context, collection *mongo.Collection, filter bson.D, findOptions *options.FindOptionsBuilder,
) iter.Seq2[bson.Raw, error] {
	return func(yield func(bson.Raw, error) bool) {
		cursor, err := collection.Find(ctx, filter, findOptions.SetSort(bson.D{{Key: "_id", Value: 1}}).SetBatchSize(sourceBatch))
		if err != nil {
			yield(nil, err)
			return
		}
		defer func() { _ = cursor.Close(ctx) }() // the documents were read
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
