package app

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/mongo"
)

// newProduct opens the product on an empty store, and returns the key of its first application.
func newProduct(t testing.TB) (*App, string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "ag")
	require.NoError(t, err)
	store, err := mongo.Open(t.Context(), mongo.Options{Folder: folder, Logger: zerolog.Nop()})
	require.NoError(t, err)
	limits := api.DefaultLimits()
	limits.PointsPerApplication, limits.PointsPerAddress = 1<<40, 1<<40
	product, err := New(Options{Store: store, Logger: zerolog.Nop(), Version: "test", Clock: time.Now, Limits: limits})
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, product.Close(context.WithoutCancel(t.Context())))
		require.NoError(t, os.RemoveAll(folder))
	})
	setup, err := product.SetUp(t.Context(), "")
	require.NoError(t, err)
	return product, setup.GeneratedKey
}

// serve answers a query that reads nothing of the store.
func serve(t testing.TB, product *App, key string) int {
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query":"{ serverInfo { version } }"}`))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", key)
	recorder := httptest.NewRecorder()
	product.Handler.ServeHTTP(recorder, request)
	return recorder.Code
}

// TestAMalformedKeyIsRefusedCheaply measures what anybody can make the server allocate: 7 KB, and 6 KB of the test's own.
func TestAMalformedKeyIsRefusedCheaply(t *testing.T) {
	const requests, mostBytes = 200, 20 << 10
	product, _ := newProduct(t)
	require.Equal(t, http.StatusUnauthorized, serve(t, product, "malformed"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range requests {
		serve(t, product, "malformed")
	}
	runtime.ReadMemStats(&after)
	require.Less(t, (after.TotalAlloc-before.TotalAlloc)/requests, uint64(mostBytes))
}

func BenchmarkAuthenticate(b *testing.B) {
	product, key := newProduct(b)
	for name, find := range map[string]identify{"cached": product.tenants.Authenticate, "store": product.tenants.AuthenticateFresh} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := find(b.Context(), key, nil, "request"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkRequest(b *testing.B) {
	product, key := newProduct(b)
	for name, sent := range map[string]string{"valid key": key, "malformed key": "malformed"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				serve(b, product, sent)
			}
		})
	}
}
