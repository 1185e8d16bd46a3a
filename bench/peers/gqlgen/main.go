// Command gqlgen is the peer that stock gqlgen makes, with a data loader.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime/debug"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/rs/zerolog"
	"github.com/vektah/gqlparser/v2/ast"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"peers/gqlgen/generated"
)

// cachedDocuments is the number in gqlgen's guide.
const cachedDocuments = 1000

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // as Accessgraph has it
	}
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "gqlgen:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	client, err := mongo.Connect(options.Client().ApplyURI(os.Getenv("MONGODB_URI")))
	if err != nil {
		return fmt.Errorf("connecting to the store: %w", err)
	}
	if err := client.Ping(ctx, nil); err != nil {
		return fmt.Errorf("reaching the store: %w", err)
	}
	stored := newStore(client)
	graph := handler.New(generated.NewExecutableSchema(generated.Config{Resolvers: &resolver{stored}}))
	graph.AddTransport(transport.POST{})
	graph.SetQueryCache(lru.New[*ast.QueryDocument](cachedDocuments))
	graph.AroundOperations(func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		requestOf(ctx).operationName = graphql.GetOperationContext(ctx).OperationName
		return next(ctx)
	})
	routes := http.NewServeMux()
	routes.Handle("/graphql", around(graph, stored, zerolog.New(os.Stderr).With().Timestamp().Logger()))
	routes.Handle("/metrics", promhttp.Handler())
	server := &http.Server{Addr: os.Getenv("PEER_LISTEN"), Handler: routes, ReadHeaderTimeout: time.Minute}
	return server.ListenAndServe()
}

// around checks the key, gives the request its loaders, and writes the line of the log.
func around(graph http.Handler, stored *store, logger zerolog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		caller, err := stored.authenticate(r.Context(), r.Header.Get("X-API-Key"))
		if err != nil {
			http.Error(w, `{"errors":[{"message":"the API key is not valid"}]}`, http.StatusUnauthorized)
			return
		}
		handled := newRequest(stored, caller)
		graph.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, handled)))
		logger.Info().Dur("durationMilliseconds", time.Since(started)).Str("address", r.RemoteAddr).
			Str("operationName", handled.operationName).Str("applicationId", caller.ID).Msg("request")
	})
}
