package embedded_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/integrity"
	"accessgraph/mongo/storetest"
)

// eachServer runs a test on the embedded store, and on the deployment in MONGODB_URI when it is set. Each gets a
// database that nothing else uses.
func eachServer(t *testing.T, test func(*testing.T, *mongo.Database)) {
	t.Run("embedded", func(t *testing.T) {
		t.Parallel()
		test(t, newStore(t).database)
	})
	if uri := os.Getenv("MONGODB_URI"); uri != "" {
		t.Run("MongoDB", func(t *testing.T) {
			t.Parallel()
			// A snapshot outside of a transaction is of what a majority has: each write waits for it.
			client := connect(t, options.Client().ApplyURI(uri).SetReadConcern(readconcern.Local()).SetWriteConcern(writeconcern.Majority()))
			database := client.Database("conformance_" + bson.NewObjectID().Hex())
			t.Cleanup(func() { require.NoError(t, database.Drop(context.Background())) })
			test(t, database)
		})
	}
}

// majorVersion is that of MongoDB, and 0 for the embedded store, which has none.
func majorVersion(t *testing.T, database *mongo.Database) int {
	t.Helper()
	var about struct {
		VersionArray []int `bson:"versionArray"`
	}
	err := database.RunCommand(t.Context(), d("buildInfo", 1)).Decode(&about)
	if database.Name() == embeddedDatabase {
		requireCode(t, err, 59)
		return 0
	}
	require.NoError(t, err)
	return about.VersionArray[0]
}

// embeddedDatabase is the name of the one that tests have in a store of their own.
const embeddedDatabase = "test"

// running is a store with a client of it.
type running struct {
	folder   string
	store    *embedded.Store
	client   *mongo.Client
	database *mongo.Database
}

func newStore(t *testing.T) *running {
	return openStore(t, storetest.Folder(t), embedded.Options{})
}

func openStore(t *testing.T, folder string, limits embedded.Options) *running {
	limits.Logger = zerolog.New(zerolog.NewTestWriter(t))
	store, err := embedded.Open(folder, limits)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	client := connect(t, options.Client().ApplyURI(embedded.URI).SetDialer(store))
	return &running{folder, store, client, client.Database(embeddedDatabase)}
}

func connect(t *testing.T, opts *options.ClientOptions) *mongo.Client {
	client, err := mongo.Connect(opts.SetServerSelectionTimeout(5 * time.Second))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Disconnect(context.Background())) })
	return client
}

// requireCode checks the code of a refusal and, when words are given, that its message has them.
func requireCode(t *testing.T, err error, code int, words ...string) {
	t.Helper()
	var refused mongo.ServerError
	require.ErrorAs(t, err, &refused)
	require.True(t, refused.HasErrorCode(code), "wanted the code %d, got: %v", code, err)
	for _, word := range words {
		require.Contains(t, strings.ToLower(err.Error()), strings.ToLower(word))
	}
}

// requireOneOf checks that a refusal has one of the codes that versions of MongoDB give it.
func requireOneOf(t *testing.T, err error, codes ...int) {
	t.Helper()
	var refused mongo.ServerError
	require.ErrorAs(t, err, &refused)
	require.True(t, slices.ContainsFunc(codes, refused.HasErrorCode), "wanted one of the codes %v, got: %v", codes, err)
}

// find returns the _ids of the documents that a query gives, in order.
func find(t *testing.T, from *mongo.Collection, filter any, opts ...options.Lister[options.FindOptions]) []any {
	t.Helper()
	cursor, err := from.Find(t.Context(), filter, opts...)
	require.NoError(t, err)
	found := []bson.M{}
	require.NoError(t, cursor.All(t.Context(), &found))
	ids := []any{}
	for _, doc := range found {
		ids = append(ids, doc["_id"])
	}
	return ids
}

func createIndex(t *testing.T, on *mongo.Collection, keys bson.D) {
	t.Helper()
	_, err := on.Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: keys})
	require.NoError(t, err)
}

func insert(t *testing.T, into *mongo.Collection, docs ...any) {
	t.Helper()
	_, err := into.InsertMany(t.Context(), docs)
	require.NoError(t, err)
}

// d is a document of names and values in turn.
func d(pairs ...any) bson.D {
	doc := bson.D{}
	for at := 0; at < len(pairs); at += 2 {
		doc = append(doc, bson.E{Key: pairs[at].(string), Value: pairs[at+1]})
	}
	return doc
}

// limitsOfTests leave room for tests that keep many transactions open.
func limitsOfTests() embedded.Options {
	return embedded.Options{TransactionLife: time.Hour}
}

// verified is the first problem of a store.
func verified(ctx context.Context, store *embedded.Store) error {
	var first error
	err := store.Verify(ctx, func(problem integrity.Problem) {
		if first == nil {
			first = fmt.Errorf("%w: %s", embedded.ErrDamaged, problem)
		}
	})
	return errors.Join(err, first)
}
