package embedded_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/integrity"
	"accessgraph/mongo/storetest"
)

// damages is how many files are damaged, and repairs how many of such files are repaired.
var damages = flag.Int("damages", 250, "how many files are damaged; the gate damages more")

const (
	repairs      = 100
	damageShards = 10
	pageSize     = 4096
)

// smallStore returns the file of a store of some pages of each kind, and what a reader sees in it.
func smallStore(t *testing.T) (file []byte, content string) {
	folder := storetest.Folder(t)
	store, err := embedded.Open(folder, embedded.Options{})
	require.NoError(t, err)
	// Without retries no session is stored, so that the file is always the same.
	client := connect(t, options.Client().ApplyURI(embedded.URI).SetDialer(store).SetRetryWrites(false))
	database := client.Database(embeddedDatabase)
	for _, name := range []string{"doors", "cards"} {
		in := database.Collection(name)
		createIndex(t, in, d("n", 1))
		createIndex(t, in, d("tags", 1, "_id", 1))
		for start := range 4 {
			var docs []any
			for at := range 50 {
				id := fmt.Sprintf("%s-%d-%03d", name, start, at)
				docs = append(docs, d("_id", id, "n", at%7, "tags", bson.A{"all", fmt.Sprint("tag", at%3)}, "text", strings.Repeat("x", at*3)))
			}
			insert(t, in, docs...)
		}
		for at := range 20 { // leaves free pages behind
			require.NoError(t, only(in.DeleteOne(t.Context(), d("_id", fmt.Sprintf("%s-1-%03d", name, at)))))
		}
	}
	content, err = readAll(t.Context(), database)
	require.NoError(t, err)
	require.NoError(t, verified(t.Context(), store))
	require.NoError(t, store.Close())
	file, err = os.ReadFile(filepath.Join(folder, "accessgraph.db"))
	require.NoError(t, err)
	return file, content
}

// readAll reads every collection by _id, document by document, and by each index.
func readAll(ctx context.Context, database *mongo.Database) (string, error) {
	all := sha256.New()
	for _, name := range []string{"doors", "cards"} {
		in := database.Collection(name)
		for _, hint := range []struct{ filter, hint bson.D }{{d(), d("_id", 1)}, {d("n", d("$gte", -1)), d("n", 1)}, {d("tags", d("$gte", "")), d("tags", 1, "_id", 1)}} {
			cursor, err := in.Find(ctx, hint.filter, options.Find().SetHint(hint.hint).SetBatchSize(50))
			if err != nil {
				return "", err
			}
			var docs []bson.Raw
			if err := cursor.All(ctx, &docs); err != nil {
				return "", err
			}
			for _, doc := range docs {
				_, _ = all.Write(doc)
			}
			if len(hint.filter) > 0 {
				continue
			}
			for _, doc := range docs {
				single, err := in.FindOne(ctx, d("_id", doc.Lookup("_id"))).Raw()
				if err != nil || !bytes.Equal(single, doc) {
					return "", fmt.Errorf("by _id %s: %w", doc.Lookup("_id"), err)
				}
			}
		}
	}
	return string(all.Sum(nil)), nil
}

// damage changes a file in one of the ways in which files are damaged, and says how.
func damage(random *rand.Rand, file []byte) ([]byte, string) {
	file = bytes.Clone(file)
	at := random.IntN(len(file))
	switch random.IntN(7) {
	case 0, 1:
		bit := byte(1) << random.IntN(8)
		file[at] ^= bit
		return file, fmt.Sprintf("bit %#x of byte %d flipped", bit, at)
	case 2:
		file[at] = byte(random.Uint32())
		return file, fmt.Sprintf("byte %d overwritten", at)
	case 3:
		end := min(len(file), at+1+random.IntN(64))
		for next := at; next < end; next++ {
			file[next] = byte(random.Uint32())
		}
		return file, fmt.Sprintf("bytes %d to %d overwritten", at, end)
	case 4:
		start := at / pageSize * pageSize
		clear(file[start:min(len(file), start+pageSize)])
		return file, fmt.Sprintf("page %d zeroed", start/pageSize)
	case 5:
		from, to := at/pageSize, random.IntN(len(file)/pageSize)
		copy(file[to*pageSize:(to+1)*pageSize], file[from*pageSize:])
		return file, fmt.Sprintf("page %d written over page %d", from, to)
	default: // the head of a page is where a little damage leads furthest
		at = at/pageSize*pageSize + random.IntN(64)
		file[at] ^= 1 << random.IntN(8)
		return file, fmt.Sprintf("byte %d of page %d changed", at%pageSize, at/pageSize)
	}
}

func TestEveryDamageThatAReaderMeetsIsFound(t *testing.T) {
	whole, content := smallStore(t)
	used := len(bytes.TrimRight(whole, "\x00")) // what follows was never written
	t.Logf("%d pages", used/pageSize+1)
	var refused, met, unmet, cut atomic.Int64
	t.Run("all", func(t *testing.T) {
		for shard := range damageShards {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(14, uint64(shard)))
				folder := storetest.Folder(t)
				for range *damages / damageShards {
					file, how := damage(random, whole[:used])
					length := len(whole)
					if random.IntN(20) == 0 {
						length = random.IntN(used)
						file, how = whole[:length], fmt.Sprintf("cut to %d bytes", length)
						cut.Add(1)
					}
					path := filepath.Join(folder, "accessgraph.db")
					require.NoError(t, os.WriteFile(path, file, 0o600))
					require.NoError(t, os.Truncate(path, int64(length)))
					switch opened, differs := meet(t, folder, content, how); {
					case !opened:
						refused.Add(1)
					case differs:
						met.Add(1)
					default:
						unmet.Add(1)
					}
				}
			})
		}
	})
	t.Logf("%d damages, %d of them cuts: %d refused when opened, %d met by a reader and reported, %d met by no reader",
		*damages, cut.Load(), refused.Load(), met.Load(), unmet.Load())
}

// meet opens a damaged store, reads all of it, verifies it and writes to it. It asserts that what a reader could meet is
// reported, and is told with what to do.
func meet(t *testing.T, folder, content, how string) (opened, differs bool) {
	problems := 0
	count := func(integrity.Problem) { problems++ }
	store, err := embedded.Open(folder, embedded.Options{})
	if err != nil {
		require.ErrorContains(t, err, "run ", how)
		if err := integrity.VerifyFolder(t.Context(), folder, count); err == nil {
			require.Positive(t, problems, "%s: it cannot be opened, and nothing is reported", how)
		}
		return false, true
	}
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(store))
	require.NoError(t, err)
	database := client.Database(embeddedDatabase)
	read, err := readAll(t.Context(), database)
	differs = err != nil || read != content
	require.NoError(t, store.Verify(t.Context(), count), how)
	if differs {
		require.Positive(t, problems, "%s: a reader sees a difference (%v), and nothing is reported", how, err)
	}
	_ = only(database.Collection("doors").InsertOne(t.Context(), d("_id", "new", "n", 3))) // may fail, and must not do more
	require.NoError(t, client.Disconnect(context.Background()))
	require.NoError(t, store.Close(), how)
	return true, differs
}

// TestARepairedStoreIsInOrder repairs a part of the damages of the test above.
func TestARepairedStoreIsInOrder(t *testing.T) {
	whole, _ := smallStore(t)
	used := len(bytes.TrimRight(whole, "\x00"))
	folder := storetest.Folder(t)
	path := filepath.Join(folder, "accessgraph.db")
	require.NoError(t, os.WriteFile(path, whole, 0o600))
	original := documentsOf(t, folder)
	random := rand.New(rand.NewPCG(14, 14))
	repaired, lost, refused := 0, 0, 0
	for range repairs {
		file, how := damage(random, whole[:used])
		if random.IntN(10) == 0 {
			file, how = file[:random.IntN(used)], how+" and cut short"
		}
		require.NoError(t, os.RemoveAll(folder))
		require.NoError(t, os.Mkdir(folder, 0o700))
		require.NoError(t, os.WriteFile(path, file, 0o600))
		done, err := integrity.Repair(t.Context(), folder)
		if err != nil {
			require.ErrorIs(t, err, embedded.ErrDamaged, how)
			left, err := os.ReadFile(path)
			require.NoError(t, err)
			require.True(t, bytes.Equal(file, left), how)
			refused++
			continue
		}
		repaired++
		kept, err := os.ReadFile(done.Original)
		require.NoError(t, err)
		require.True(t, bytes.Equal(file, kept), "%s: the damaged file is kept as it was", how)
		found := documentsOf(t, folder)
		require.Len(t, found, done.Documents, how)
		for id, doc := range found {
			if original[id] != doc {
				require.Contains(t, fmt.Sprint(done.Problems), "last commit", "%s: %s is not as it was", how, id)
			}
		}
		if missing := len(original) - len(found); missing > 0 {
			require.NotEmpty(t, done.Problems, how)
			lost += missing
		}
	}
	t.Logf("%d repaired, with %d of %d documents lost in all, and %d beyond repair", repaired, lost, repaired*len(original), refused)
	require.Greater(t, repaired, refused*5)
}

// documentsOf opens a store, verifies it, and returns its documents by _id.
func documentsOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	store, err := embedded.Open(folder, embedded.Options{})
	require.NoError(t, err)
	require.NoError(t, verified(t.Context(), store))
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(store))
	require.NoError(t, err)
	found := map[string]string{}
	for _, name := range []string{"doors", "cards"} {
		cursor, err := client.Database(embeddedDatabase).Collection(name).Find(t.Context(), d())
		require.NoError(t, err)
		for cursor.Next(t.Context()) {
			found[cursor.Current.Lookup("_id").StringValue()] = string(cursor.Current)
		}
		require.NoError(t, cursor.Err())
	}
	require.NoError(t, client.Disconnect(t.Context()))
	require.NoError(t, store.Close())
	return found
}
