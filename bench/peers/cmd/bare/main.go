// Command bare serves the bare handler of the comparison.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/rs/zerolog"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/bench/peers/bare"
	"accessgraph/internal/config"
)

func main() {
	config.SparingCollector() // as Accessgraph has it
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

// run serves PEER_LISTEN from the store at MONGODB_URI until the process is ended.
func run(ctx context.Context) error {
	client, err := driver.Connect(options.Client().ApplyURI(os.Getenv("MONGODB_URI")))
	if err != nil {
		return fmt.Errorf("connecting to the store: %w", err)
	}
	if err := client.Ping(ctx, nil); err != nil {
		return fmt.Errorf("reaching the store: %w", err)
	}
	routes := http.NewServeMux()
	routes.Handle("/graphql", bare.New(client.Database("accessgraph"), zerolog.New(os.Stderr).With().Timestamp().Logger()))
	routes.HandleFunc("/metrics", bare.ServeMemory)
	server := &http.Server{Addr: os.Getenv("PEER_LISTEN"), Handler: routes, ReadHeaderTimeout: time.Minute}
	return server.ListenAndServe()
}
