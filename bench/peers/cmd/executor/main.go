// Command executor serves Accessgraph on gqlgen's own executor, for the comparison: the same handler, resolvers and store,
// and generated.NewExecutableSchema in place of query plans.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/api"
	"accessgraph/graph/generated"
	"accessgraph/internal/app"
	"accessgraph/internal/config"
	"accessgraph/internal/logging"
	"accessgraph/mongo"
)

func main() {
	config.SparingCollector() // as Accessgraph has it
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "executor:", err)
		os.Exit(1)
	}
}

// run serves PEER_LISTEN from the store at MONGODB_URI until the process is ended.
func run(ctx context.Context) error {
	lines := logging.NewWriter(os.Stderr, logging.Lines)
	logger := zerolog.New(lines).With().Timestamp().Logger()
	metrics := api.NewMetrics("bench")
	store, err := mongo.Open(ctx, mongo.Options{URI: os.Getenv("MONGODB_URI"), Logger: logger, Observe: metrics.StoreCommand})
	if err != nil {
		return err
	}
	limits, err := limitsOf(os.Getenv("PEER_POINTS"))
	if err != nil {
		return errors.Join(err, store.Close(ctx))
	}
	product, err := app.New(app.Options{
		Store: store, Executor: generated.NewExecutableSchema, Logger: logger, Version: "bench", Clock: time.Now, Limits: limits, Metrics: metrics,
		OnLoopback: true,
	})
	if err != nil {
		return errors.Join(err, store.Close(ctx))
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", os.Getenv("PEER_LISTEN"))
	if err != nil {
		return errors.Join(fmt.Errorf("listening: %w", err), product.Close(ctx))
	}
	server := api.NewServer(listener.Addr().String(), product.Handler, product.Limits, logger)
	return server.Serve(product.LimitConnections(listener))
}

// limitsOf returns the limits with as many points for an application as the comparison needs.
func limitsOf(points string) (api.Limits, error) {
	var number int
	if _, err := fmt.Sscan(points, &number); err != nil {
		return api.Limits{}, fmt.Errorf("reading PEER_POINTS: %w", err)
	}
	return api.DefaultLimits().With(map[string]int{"pointsPerApplicationAndMinute": number})
}
