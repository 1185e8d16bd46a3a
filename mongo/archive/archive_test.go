package archive_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/archive"
	"accessgraph/mongo/embedded"
)

// eachServer runs a test with a maker of empty databases: on the embedded store, and on the deployment in MONGODB_URI
// when it is set.
func eachServer(t *testing.T, test func(*testing.T, func() *mongo.Database)) {
	t.Run("embedded", func(t *testing.T) {
		test(t, func() *mongo.Database {
			store, err := embedded.Open(shortFolder(t), embedded.Options{})
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, store.Close()) })
			return connect(t, options.Client().ApplyURI(embedded.URI).SetDialer(store)).Database("accessgraph")
		})
	})
	if uri := os.Getenv("MONGODB_URI"); uri != "" {
		t.Run("MongoDB", func(t *testing.T) {
			test(t, func() *mongo.Database {
				database := connect(t, options.Client().ApplyURI(uri)).Database("archive_" + bson.NewObjectID().Hex())
				t.Cleanup(func() { require.NoError(t, database.Drop(context.Background())) })
				return database
			})
		})
	}
}

func connect(t *testing.T, opts *options.ClientOptions) *mongo.Client {
	client, err := mongo.Connect(opts)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Disconnect(context.Background())) })
	return client
}

func shortFolder(t *testing.T) string {
	folder, err := os.MkdirTemp("", "a")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	return folder
}

func d(pairs ...any) bson.D {
	doc := bson.D{}
	for at := 0; at < len(pairs); at += 2 {
		doc = append(doc, bson.E{Key: pairs[at].(string), Value: pairs[at+1]})
	}
	return doc
}

func fill(t *testing.T, database *mongo.Database) {
	things := database.Collection("things")
	_, err := things.Indexes().CreateMany(t.Context(), []mongo.IndexModel{{Keys: d("companyId", 1, "_id", 1)}, {Keys: d("tags", -1)}})
	require.NoError(t, err)
	var docs []any
	for at := range 2500 {
		docs = append(docs, d("_id", at, "companyId", "c", "tags", bson.A{at, "x", nil}, "when", bson.DateTime(at), "in", d("z", 1.5, "a", true)))
	}
	_, err = things.InsertMany(t.Context(), docs)
	require.NoError(t, err)
	_, err = database.Collection("claims").InsertOne(t.Context(), d("_id", "one", "bytes", bson.Binary{Data: []byte{1, 2}}, "id", bson.NewObjectID()))
	require.NoError(t, err)
	_, err = database.Collection("empty").Indexes().CreateOne(t.Context(), mongo.IndexModel{Keys: d("a", 1)})
	require.NoError(t, err)
}

// content is all files below a folder.
func content(t *testing.T, folder string) map[string]string {
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		files[entry.Name()] = string(raw)
		return err
	}))
	return files
}

func TestAnArchiveImportedAndExportedAgainIsTheSame(t *testing.T) {
	eachServer(t, func(t *testing.T, empty func() *mongo.Database) {
		first, second := filepath.Join(shortFolder(t), "in", "first"), filepath.Join(shortFolder(t), "second")
		source, target := empty(), empty()
		fill(t, source)
		exported, err := archive.Export(t.Context(), source, first)
		require.NoError(t, err)
		require.Equal(t, archive.Count{Collections: 3, Documents: 2501}, exported)
		info, err := os.Stat(first)
		require.NoError(t, err)
		require.Equal(t, fs.ModeDir|0o700, info.Mode())
		require.Len(t, content(t, first), 6)

		imported, err := archive.Import(t.Context(), target, first)
		require.NoError(t, err)
		require.Equal(t, exported, imported)
		_, err = archive.Export(t.Context(), target, second)
		require.NoError(t, err)
		require.Equal(t, content(t, first), content(t, second))

		_, err = archive.Import(t.Context(), target, first)
		require.ErrorIs(t, err, archive.ErrNotEmpty)
		_, err = archive.Export(t.Context(), target, second)
		require.ErrorIs(t, err, archive.ErrExists)
	})
}

func TestAnExportIsOneSnapshot(t *testing.T) {
	eachServer(t, func(t *testing.T, empty func() *mongo.Database) {
		source, target := empty(), empty()
		stop, stopped := make(chan struct{}), make(chan error)
		pair := func(at int) error {
			session, err := source.Client().StartSession()
			if err != nil {
				return err
			}
			defer session.EndSession(context.Background())
			_, err = session.WithTransaction(t.Context(), func(ctx context.Context) (any, error) {
				if _, err := source.Collection("a").InsertOne(ctx, d("_id", at)); err != nil {
					return nil, err
				}
				return source.Collection("z").InsertOne(ctx, d("_id", at))
			})
			return err
		}
		require.NoError(t, pair(-1))
		go func() {
			for at := 0; ; at++ {
				if err := pair(at); err != nil {
					stopped <- err
					return
				}
				select {
				case <-stop:
					stopped <- nil
					return
				default:
				}
			}
		}()
		folder := filepath.Join(shortFolder(t), "export")
		_, err := archive.Export(t.Context(), source, folder)
		require.NoError(t, err)
		close(stop)
		require.NoError(t, <-stopped)
		files := content(t, folder)
		require.Equal(t, files["a.bson"], files["z.bson"])
		_, err = archive.Import(t.Context(), target, folder)
		require.NoError(t, err)
	})
}

func TestIndexesThatLetDocumentsExpireAreImportedWithoutIt(t *testing.T) {
	store, err := embedded.Open(shortFolder(t), embedded.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	database := connect(t, options.Client().ApplyURI(embedded.URI).SetDialer(store)).Database("test")
	folder := shortFolder(t)
	writeArchive(t, folder, `{"indexes":[{"v":2,"key":{"expiresAt":1},"name":"expiry","expireAfterSeconds":0}],"collectionName":"things","type":"collection","uuid":"x"}`, nil)
	_, err = archive.Import(t.Context(), database, folder)
	require.NoError(t, err)
	listed, err := database.Collection("things").Indexes().ListSpecifications(t.Context())
	require.NoError(t, err)
	require.Len(t, listed, 2)
}

func writeArchive(t *testing.T, folder, metadata string, documents []byte) {
	require.NoError(t, os.MkdirAll(filepath.Join(folder, "db"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "db", "things.metadata.json"), []byte(metadata), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "db", "things.bson"), documents, 0o600))
}

func TestWhatIsNoArchiveIsRefused(t *testing.T) {
	store, err := embedded.Open(shortFolder(t), embedded.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	database := connect(t, options.Client().ApplyURI(embedded.URI).SetDialer(store)).Database("test")
	const plain = `{"indexes":[],"collectionName":"things","type":"collection"}`
	for name, broken := range map[string]func(folder string){
		"nothing":        func(string) {},
		"other files":    func(folder string) { require.NoError(t, os.WriteFile(filepath.Join(folder, "x"), nil, 0o600)) },
		"cut short":      func(folder string) { writeArchive(t, folder, plain, []byte{200, 0, 0, 0, 1}) },
		"cut shorter":    func(folder string) { writeArchive(t, folder, plain, []byte{5, 0}) },
		"a false length": func(folder string) { writeArchive(t, folder, plain, []byte{255, 255, 255, 127, 0}) },
		"no BSON":        func(folder string) { writeArchive(t, folder, plain, []byte{6, 0, 0, 0, 77, 0}) },
		"no JSON":        func(folder string) { writeArchive(t, folder, "{", nil) },
		"another name": func(folder string) {
			writeArchive(t, folder, `{"indexes":[],"collectionName":"../things","type":"collection"}`, nil)
		},
		"a view": func(folder string) {
			writeArchive(t, folder, `{"indexes":[],"collectionName":"things","type":"view"}`, nil)
		},
		"an unknown option": func(folder string) {
			writeArchive(t, folder, `{"indexes":[{"v":2,"key":{"a":1},"name":"a","unique":true}],"collectionName":"things","type":"collection"}`, nil)
		},
		"no metadata": func(folder string) {
			writeArchive(t, folder, plain, nil)
			require.NoError(t, os.Remove(filepath.Join(folder, "db", "things.metadata.json")))
		},
		"no documents": func(folder string) {
			writeArchive(t, folder, plain, nil)
			require.NoError(t, os.Remove(filepath.Join(folder, "db", "things.bson")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := shortFolder(t)
			broken(folder)
			_, err := archive.Import(t.Context(), database, folder)
			require.ErrorIs(t, err, archive.ErrMalformed)
		})
	}
	_, err = archive.Import(t.Context(), database, filepath.Join(shortFolder(t), "none"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}

func TestAFailedExportLeavesNothing(t *testing.T) {
	store, err := embedded.Open(shortFolder(t), embedded.Options{Snapshots: -1})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, store.Close()) })
	database := connect(t, options.Client().ApplyURI(embedded.URI).SetDialer(store)).Database("test")
	fill(t, database)
	parent := shortFolder(t)
	_, err = archive.Export(t.Context(), database, filepath.Join(parent, "export"))
	require.Error(t, err)
	left, err := os.ReadDir(parent)
	require.NoError(t, err)
	require.Empty(t, left)
}
