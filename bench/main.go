// Command bench measures the embedded store and prints ratios that were taken in one run: what the wire costs over the
// bare engine, and how the cost of an operation grows with the number of documents.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/engine"
)

func main() {
	large := flag.Int("documents", 1_000_000, "documents of the large store")
	folder := flag.String("folder", "", "where to put the stores (default: a temporary folder)")
	span := flag.Duration("span", 3*time.Second, "how long each measurement lasts")
	flag.Parse()
	if err := run(context.Background(), *folder, *large, *span); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// results are operations per second, or seconds of CPU per operation, by name.
type results map[string]float64

func run(ctx context.Context, folder string, large int, span time.Duration) error {
	parent, err := os.MkdirTemp(folder, "b")
	if err != nil {
		return err
	}
	defer os.RemoveAll(parent)
	small := 1000
	measured := map[int]results{}
	for _, documents := range []int{small, large} {
		if measured[documents], err = measure(ctx, filepath.Join(parent, fmt.Sprint(documents)), documents, span); err != nil {
			return fmt.Errorf("measuring with %d documents: %w", documents, err)
		}
	}
	report(measured[small], measured[large], small, large)
	return nil
}

// measure fills a store and times it through the driver; then it does the same to a bare engine.
func measure(ctx context.Context, folder string, documents int, span time.Duration) (results, error) {
	found := results{}
	throughDriver, bare := filepath.Join(folder, "d"), filepath.Join(folder, "e")
	if err := withStore(ctx, throughDriver, func(database *mongo.Database) error { return fill(ctx, database, documents) }); err != nil {
		return nil, err
	}
	start := time.Now()
	err := withStore(ctx, throughDriver, func(database *mongo.Database) error {
		found["open"] = time.Since(start).Seconds()
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		found["heap"] = float64(memory.HeapAlloc)
		return measureDriver(ctx, database, documents, span, found)
	})
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(bare, 0o700); err != nil {
		return nil, err
	}
	opened, err := engine.Open(filepath.Join(bare, "bare.db"), time.Second)
	if err != nil {
		return nil, err
	}
	if err := measureEngine(ctx, opened, documents, span, found); err != nil {
		return nil, err
	}
	return found, opened.Close()
}

func withStore(ctx context.Context, folder string, use func(*mongo.Database) error) error {
	store, err := embedded.Open(folder, embedded.Options{})
	if err != nil {
		return err
	}
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(store))
	if err != nil {
		return err
	}
	if err := use(client.Database("bench")); err != nil {
		return err
	}
	if err := client.Disconnect(ctx); err != nil {
		return err
	}
	return store.Close()
}

func report(small, large results, smallCount, largeCount int) {
	fmt.Printf("%-34s %12d %12d %9s   %s\n", "documents", smallCount, largeCount, "growth", "wanted")
	line := func(name, unit string, wanted string) {
		fmt.Printf("%-34s %12.0f %12.0f %8.2fx   %s\n", name+", "+unit, small[name], large[name], small[name]/large[name], wanted)
	}
	line("get", "/s", "at most 2x")
	line("page of 50", "/s", "at most 2x")
	line("commits, 1 writer", "/s", "at most 3x")
	line("commits, 64 writers", "/s", "at most 3x")
	line("engine: get", "/s", "")
	line("engine: commits, 1 writer", "/s", "")
	line("engine: commits, 64 writers", "/s", "")
	for _, writers := range []string{"1 writer", "64 writers"} {
		fmt.Printf("driver to engine, commits, %-11s %8.0f %% %8.0f %%   at least 70 %%\n", writers,
			100*small["commits, "+writers]/small["engine: commits, "+writers], 100*large["commits, "+writers]/large["engine: commits, "+writers])
	}
	micro := func(seconds float64) float64 { return seconds * 1e6 }
	fmt.Printf("CPU of a get over the engine's, µs %12.1f %12.1f             at most 25\n",
		micro(small["cpu: get"]-small["cpu: engine get"]), micro(large["cpu: get"]-large["cpu: engine get"]))
	fmt.Printf("opening, ms                        %12.1f %12.1f             under 200\n", small["open"]*1e3, large["open"]*1e3)
	fmt.Printf("heap after opening, MiB            %12.1f %12.1f             under 100\n", small["heap"]/(1<<20), large["heap"]/(1<<20))
}
