// Command bench measures the embedded store and prints ratios that were taken in one run: what the driver and the wire cost
// over the bare engine with the same group commit, and how the cost of an operation grows with the number of documents.
// All stores are open at the same time and are measured in turns, so that what else the machine does hits all alike.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/internal/config"
	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/engine"
)

// few is the number of documents of the small store.
const few = 1000

func main() {
	config.SparingCollector() // as the server has it
	many := flag.Int("documents", 1_000_000, "documents of the large store")
	folder := flag.String("folder", "", "where to put the stores (default: a temporary folder)")
	span := flag.Duration("span", 500*time.Millisecond, "how long one turn of a measurement lasts")
	flag.Parse()
	if err := run(context.Background(), *folder, *many, *span); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, folder string, many int, span time.Duration) (err error) {
	parent, err := os.MkdirTemp(folder, "b")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(parent)) }()
	var subjects []subject
	for _, documents := range []int{few, many} {
		inside := filepath.Join(parent, fmt.Sprint(documents))
		through, err := openDriver(ctx, filepath.Join(inside, "driver"), documents)
		if err != nil {
			return fmt.Errorf("filling the store with %d documents: %w", documents, err)
		}
		bare, err := openEngine(ctx, filepath.Join(inside, "engine"), documents)
		if err != nil {
			return fmt.Errorf("filling the bare engine with %d documents: %w", documents, err)
		}
		subjects = append(subjects, through, bare)
	}
	for _, measured := range subjects {
		if err := measured.warm(ctx); err != nil {
			return fmt.Errorf("reading everything once: %w", err)
		}
	}
	if err := report(ctx, subjects, many, span); err != nil {
		return err
	}
	for _, measured := range subjects {
		err = errors.Join(err, measured.close(ctx))
	}
	return err
}

// openDriver fills a store, and opens it again to see how long that takes and how much memory it needs.
func openDriver(ctx context.Context, folder string, documents int) (*driver, error) {
	filled, err := connect(folder, documents)
	if err == nil {
		err = filled.fill(ctx)
	}
	if err == nil {
		err = filled.close(ctx)
	}
	if err != nil {
		return nil, err
	}
	before := heap()
	start := time.Now()
	opened, err := connect(folder, documents)
	if err != nil {
		return nil, err
	}
	opened.opening, opened.heap = time.Since(start), heap()-before
	return opened, nil
}

// heap is what is in use, in MiB.
func heap() float64 {
	var memory runtime.MemStats
	runtime.GC()
	runtime.GC() // what pools held goes with the second
	runtime.ReadMemStats(&memory)
	return float64(memory.HeapAlloc) / (1 << 20)
}

func connect(folder string, documents int) (*driver, error) {
	store, err := embedded.Open(folder, embedded.Options{})
	if err != nil {
		return nil, err
	}
	client, err := mongo.Connect(options.Client().ApplyURI(embedded.URI).SetDialer(store))
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	database := client.Database("bench")
	return &driver{
		store: store, database: database, things: database.Collection("things"), audit: database.Collection("audit"), documents: documents,
	}, nil
}

func openEngine(ctx context.Context, folder string, documents int) (*bare, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	opened, err := engine.Open(filepath.Join(folder, "bare.db"), engine.Options{Create: true, Patience: time.Second})
	if err != nil {
		return nil, err
	}
	b := &bare{engine: opened, documents: documents}
	return b, b.fill(ctx)
}

// report measures and prints. The subjects are the driver and the engine, with few and with many documents. CPU comes
// first: later the system would put on disk, beside it, what the commits have written.
func report(ctx context.Context, subjects []subject, many int, span time.Duration) error {
	if err := reportCosts(ctx, subjects); err != nil {
		return err
	}
	if err := reportRates(ctx, subjects, many, span); err != nil {
		return err
	}
	for _, measured := range subjects {
		if through, ok := measured.(*driver); ok {
			fmt.Printf("opening %d documents: %.1f ms, heap %.1f MiB   wanted: under 200 ms, under 100 MiB\n",
				through.documents, float64(through.opening.Microseconds())/1000, through.heap)
		}
	}
	return nil
}

// reportRates prints how often in a second each operation is done.
func reportRates(ctx context.Context, subjects []subject, many int, span time.Duration) error {
	fmt.Printf("%-22s %11s %11s %8s  %11s %11s   %s\n", "a second", fmt.Sprint(few), fmt.Sprint(many), "growth", "engine", "engine", "driver to engine")
	for _, operation := range []struct {
		name, growth, share string
		workers             int
		run                 func(subject, context.Context, int) error
	}{
		{"get by ID", "at most 2x", "", 1, subject.get},
		{"page of 50", "at most 2x", "", 1, subject.page},
		{"commits, 1 writer", "at most 3x", "at least 70 %", 1, subject.commit},
		{"commits, 64 writers", "at most 3x", "at least 70 %", 64, subject.commit},
	} {
		rates, err := inTurns(ctx, subjects, span, operation.workers, operation.run)
		if err != nil {
			return fmt.Errorf("measuring %s: %w", operation.name, err)
		}
		fmt.Printf("%-22s %11.0f %11.0f %7.2fx  %11.0f %11.0f   %.0f %% and %.0f %%   wanted: %s %s\n", operation.name, rates[0].median(), rates[2].median(),
			rates[0].over(rates[2]), rates[1].median(), rates[3].median(), 100*rates[0].over(rates[1]), 100*rates[2].over(rates[3]), operation.growth, operation.share)
	}
	return nil
}

// reportCosts prints what the driver, the wire and the store add to what the engine takes of the CPU.
func reportCosts(ctx context.Context, subjects []subject) error {
	for _, cost := range []struct {
		name, wanted string
		processors   int
		run          func(subject, context.Context, int) error
	}{
		{"CPU of a get, beyond the engine's", "   wanted: at most 25 µs", 1, subject.get},
		{"of a ping, which does nothing", "", 1, subject.ping},
		{"of a get, with idle processors", "", runtime.NumCPU(), subject.get},
	} {
		processorTimes, err := costs(ctx, subjects, cost.processors, cost.run)
		if err != nil {
			return fmt.Errorf("measuring the CPU %s: %w", cost.name, err)
		}
		fmt.Printf("%-34s %6.1f µs and %6.1f µs%s\n", cost.name, processorTimes[0]-processorTimes[1], processorTimes[2]-processorTimes[3], cost.wanted)
	}
	return nil
}
