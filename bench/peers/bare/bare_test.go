package bare_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/api"
	"accessgraph/bench/peers/bare"
	"accessgraph/bench/peers/workload"
	"accessgraph/domain/tenant"
	"accessgraph/graph/generated"
	"accessgraph/internal/app"
	"accessgraph/mongo"
)

// TestHandler_AnswersAsAccessgraph keeps the comparison meaningful: the bare handler, and Accessgraph on either executor,
// answer each operation alike on one store.
func TestHandler_AnswersAsAccessgraph(t *testing.T) {
	folder, err := os.MkdirTemp("", "p")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	key, err := tenant.NewKey()
	require.NoError(t, err)

	planned := serve(t, key, startApp(t, mongo.Options{Folder: folder}, nil, key))
	operations, err := workload.Seed(t.Context(), planned, workload.Size{Accesses: 3, Roles: 2, Rules: 3, Settings: 2})
	require.NoError(t, err)
	require.Len(t, operations, 5)

	uri := workload.SocketURI(folder)
	gqlgen := serve(t, key, startApp(t, mongo.Options{URI: uri}, generated.NewExecutableSchema, key))
	client, err := driver.Connect(options.Client().ApplyURI(uri))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, client.Disconnect(context.WithoutCancel(t.Context()))) })
	handler := serve(t, key, bare.New(client.Database("accessgraph"), zerolog.Nop()))

	for _, operation := range operations {
		require.NoError(t, operation.CheckEqual(t.Context(), planned, handler))
		require.NoError(t, operation.CheckEqual(t.Context(), planned, gqlgen))
	}
	handler.Key = "accessgraph_unknown"
	_, err = handler.Send(t.Context(), operations[0].Bodies[0])
	require.ErrorIs(t, err, workload.ErrRefused)
}

// startApp puts the product on a store.
func startApp(t *testing.T, stored mongo.Options, executor func(generated.Config) graphql.ExecutableSchema, key string) http.Handler {
	t.Helper()
	stored.Logger = zerolog.Nop()
	store, err := mongo.Open(t.Context(), stored)
	require.NoError(t, err)
	product, err := app.New(app.Options{
		Store: store, Executor: executor, Logger: zerolog.Nop(), Version: "bench", Clock: time.Now, Limits: api.DefaultLimits(),
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, product.Close(context.WithoutCancel(t.Context()))) })
	_, err = product.SetUp(t.Context(), key)
	require.NoError(t, err)
	return product.Handler
}

func serve(t *testing.T, key string, handler http.Handler) workload.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return workload.Client{HTTP: server.Client(), Endpoint: server.URL + "/graphql", Key: key}
}
