// Command profile writes the profile that the compiler optimizes the program by (default.pgo, read by go build of the module's
// root): where the product spends its time on the operations that servers are compared by.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/pprof"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/bench/peers/workload"
	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/mongo"
)

func main() {
	output := flag.String("output", "default.pgo", "the file to write")
	rounds := flag.Int("rounds", 150, "rounds; each sends 100 requests of a light operation, and fewer of a heavy one")
	flag.Parse()
	if err := run(context.Background(), *output, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "profile:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, output string, rounds int) (err error) {
	folder, err := os.MkdirTemp("", "profile")
	if err != nil {
		return fmt.Errorf("creating a folder for the store: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	product, key, err := open(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, product.Close(ctx)) }()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	server := api.NewServer(listener.Addr().String(), product.Handler, product.Limits, zerolog.Nop())
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	client := workload.Client{HTTP: http.DefaultClient, Endpoint: "http://" + listener.Addr().String() + "/graphql", Key: key}
	if err := record(ctx, client, output, rounds); err != nil {
		return errors.Join(err, server.Close())
	}
	if err := server.Close(); err != nil {
		return fmt.Errorf("stopping the server: %w", err)
	}
	if err := <-served; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// open opens the product on a store of its own, and returns a key that may do everything.
func open(ctx context.Context, folder string) (*app.App, string, error) {
	logger := zerolog.New(io.Discard).With().Timestamp().Logger()
	store, err := mongo.Open(ctx, mongo.Options{Folder: folder, Logger: logger})
	if err != nil {
		return nil, "", fmt.Errorf("opening the store: %w", err)
	}
	limits, err := api.DefaultLimits().With(map[string]int{"pointsPerApplicationAndMinute": 1_000_000_000})
	if err != nil {
		return nil, "", errors.Join(err, store.Close(ctx))
	}
	product, err := app.New(app.Options{
		Store: store, Logger: logger, Version: "profile", Clock: time.Now, Limits: limits, Metrics: api.NewMetrics("profile"),
	})
	if err != nil {
		return nil, "", errors.Join(err, store.Close(ctx))
	}
	key, err := tenant.NewKey()
	if err != nil {
		return nil, "", errors.Join(err, product.Close(ctx))
	}
	if _, err := product.SetUp(ctx, key); err != nil {
		return nil, "", errors.Join(err, product.Close(ctx))
	}
	return product, key, nil
}

// record sends the operations, and writes the profile of what the process does meanwhile. The clients are a part of it, and of
// no package that the program has.
func record(ctx context.Context, client workload.Client, output string, rounds int) (err error) {
	operations, err := workload.Seed(ctx, client, workload.Full())
	if err != nil {
		return err
	}
	file, err := os.Create(output)
	if err != nil {
		return fmt.Errorf("creating the profile: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := pprof.StartCPUProfile(file); err != nil {
		return fmt.Errorf("starting the profile: %w", err)
	}
	defer pprof.StopCPUProfile()
	for round := range rounds {
		for _, operation := range operations {
			for request := range operation.Share {
				if _, err := client.Send(ctx, operation.Bodies[(round+request)%len(operation.Bodies)]); err != nil {
					return fmt.Errorf("round %d, %s: %w", round, operation.Name, err)
				}
			}
		}
	}
	return nil
}
