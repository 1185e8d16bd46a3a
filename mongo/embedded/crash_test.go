package embedded_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/archive"
	"accessgraph/mongo/embedded"
	"accessgraph/mongo/storetest"
)

// crashKills is how often the store is killed. Every fifth time it is killed while it opens.
var crashKills = flag.Int("crash.kills", 10, "how often a process is killed that writes to the store; the gate kills more")

const crashWorkers = 8

// victim is the process that TestNothingAcknowledgedIsLostByACrash kills: it writes and exports, and prints what was
// acknowledged.
func victim(folder string) error {
	store, err := embedded.Open(folder, embedded.Options{})
	if err != nil {
		return err
	}
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(store))
	if err != nil {
		return err
	}
	database, ctx := client.Database("test"), context.Background()
	if err := only(database.Collection("left").Indexes().CreateOne(ctx, mongo.IndexModel{Keys: d("worker", 1, "tags", 1, "_id", 1)})); err != nil {
		return err
	}
	var mu sync.Mutex
	acknowledge := func(line string) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = fmt.Fprintln(os.Stdout, line)
	}
	acknowledge("ready")
	failed := make(chan error)
	start := rand.Int64()
	for worker := range crashWorkers {
		go func() {
			for at := 0; ; at++ {
				id := fmt.Sprintf("%d-%d-%d", worker, start, at)
				if err := oneOfAll(ctx, database, worker, id); err != nil {
					failed <- err
				}
				acknowledge("both " + id)
				change := d("$set", d("tags", bson.A{"changed", at}, "changed", true))
				if err := only(database.Collection("left").UpdateOne(ctx, d("_id", id), change)); err != nil {
					failed <- err
				}
				acknowledge("changed " + id)
			}
		}()
	}
	go func() {
		for {
			if err := export(ctx, database); err != nil {
				failed <- err
			}
		}
	}()
	return <-failed
}

// export reads everything in one snapshot, into an archive that nobody keeps.
func export(ctx context.Context, database *mongo.Database) error {
	return inTransaction(ctx, database, func(ctx context.Context) error {
		writer, err := archive.NewWriter(io.Discard, database.Name(), nil)
		for _, name := range []string{"left", "right", "counters"} {
			if err == nil {
				_, err = writer.Write(name, archive.Documents(ctx, database.Collection(name)))
			}
		}
		return err
	})
}

// oneOfAll writes to three collections in one transaction.
func oneOfAll(ctx context.Context, database *mongo.Database, worker int, id string) error {
	return inTransaction(ctx, database, func(ctx context.Context) error {
		if err := only(database.Collection("left").InsertOne(ctx, d("_id", id, "worker", worker, "tags", bson.A{"a", "b"}))); err != nil {
			return err
		}
		if err := only(database.Collection("right").InsertOne(ctx, d("_id", id))); err != nil {
			return err
		}
		counters := database.Collection("counters")
		counted, err := counters.UpdateOne(ctx, d("_id", worker), d("$inc", d("n", 1)))
		if err == nil && counted.MatchedCount == 0 {
			err = only(counters.InsertOne(ctx, d("_id", worker, "n", 1)))
		}
		return err
	})
}

func TestNothingAcknowledgedIsLostByACrash(t *testing.T) {
	folder := storetest.Folder(t)
	acknowledged := map[string]string{}
	total := 0
	for kill := range *crashKills {
		lines := 0
		if kill%5 > 0 { // else it is killed while it opens the store
			lines = 1 + rand.IntN(120)
		}
		total += crash(t, "victim", folder, lines, acknowledged)
		checkAfterCrash(t, folder, acknowledged)
	}
	t.Logf("%d kills, %d acknowledged writes, 0 lost", *crashKills, total)
}

// crash starts a process, kills it after some lines, and adds what it had acknowledged.
func crash(t *testing.T, role, folder string, lines int, acknowledged map[string]string) int {
	victim := exec.CommandContext(t.Context(), os.Args[0])
	victim.Env = append(os.Environ(), roleOfProcess+"="+role, folderOfProcess+"="+folder)
	output, err := victim.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, victim.Start())
	reader := bufio.NewReader(output)
	count := 0
	for read := 0; ; read++ {
		if read == lines {
			require.NoError(t, victim.Process.Kill())
		}
		line, err := reader.ReadString('\n')
		if err != nil { // also a line that was cut short
			break
		}
		var what, id string
		if _, err := fmt.Sscan(line, &what, &id); err == nil {
			acknowledged[id] = what
			count++
		}
	}
	require.Error(t, victim.Wait())
	require.Equal(t, -1, victim.ProcessState.ExitCode(), "it ended by itself")
	return count
}

// checkAfterCrash looks for every acknowledged write, for halves of transactions, and into every index.
func checkAfterCrash(t *testing.T, folder string, acknowledged map[string]string) {
	store, err := embedded.Open(folder, embedded.Options{})
	require.NoError(t, err)
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(store))
	require.NoError(t, err)
	database := client.Database("test")
	left, right := everything(t, database, "left"), everything(t, database, "right")
	require.Len(t, right, len(left))
	perWorker := map[int32]int32{}
	for id, doc := range left {
		require.Contains(t, right, id)
		perWorker[doc["worker"].(int32)]++
	}
	for worker, doc := range everything(t, database, "counters") {
		require.Equal(t, perWorker[worker.(int32)], doc["n"])
	}
	for id, what := range acknowledged {
		require.Contains(t, left, id, "an acknowledged write is lost")
		if what == "changed" {
			require.Equal(t, true, left[id]["changed"], "an acknowledged change is lost")
		}
	}
	require.NoError(t, verified(t.Context(), store))
	require.NoError(t, client.Disconnect(t.Context()))
	require.NoError(t, store.Close())
}

func everything(t *testing.T, database *mongo.Database, name string) map[any]bson.M {
	cursor, err := database.Collection(name).Find(t.Context(), d())
	require.NoError(t, err)
	var docs []bson.M
	require.NoError(t, cursor.All(t.Context(), &docs))
	found := map[any]bson.M{}
	for _, doc := range docs {
		found[doc["_id"]] = doc
	}
	return found
}
