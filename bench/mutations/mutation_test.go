// Package mutations measures the mutations as a client meets them: through the handler, on the embedded store.
package mutations

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/domain/commit"
	"accessgraph/domain/tenant"
	"accessgraph/internal/app"
	"accessgraph/mongo"
)

// product is a running product with a key of its first application.
type product struct {
	handler http.Handler
	key     string
}

// bare is a committer that writes neither audit records nor outcomes: what a mutation would cost without them.
type bare struct{ commit.Committer }

func (b bare) Commit(ctx context.Context, written commit.Commit) error {
	written.AuditRecords, written.Outcome = nil, nil
	return b.Committer.Commit(ctx, written)
}

// newProduct puts the product on an empty store. wrap stands between it and its store's commits.
func newProduct(b *testing.B, wrap func(commit.Committer) commit.Committer) product {
	b.Helper()
	folder, err := os.MkdirTemp("", "ag")
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, os.RemoveAll(folder)) })
	store, err := mongo.Open(b.Context(), mongo.Options{Folder: folder, Logger: zerolog.Nop()})
	require.NoError(b, err)
	application, err := app.New(app.Options{Store: store, Committer: wrap(store), Logger: zerolog.Nop(), Version: "bench", Clock: time.Now, Limits: api.DefaultLimits()})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, application.Close(context.WithoutCancel(b.Context()))) })
	key, err := tenant.NewKey()
	require.NoError(b, err)
	_, err = application.SetUp(b.Context(), key)
	require.NoError(b, err)
	return product{application.Handler, key}
}

// send sends a mutation, with an idempotency key or without one, and returns the data of its answer.
func (p product) send(b *testing.B, document string, input map[string]any, idempotencyKey string) map[string]any {
	b.Helper()
	body, err := json.Marshal(map[string]any{"query": document, "variables": map[string]any{"input": input}})
	require.NoError(b, err)
	request := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", p.key)
	if idempotencyKey != "" {
		request.Header.Set("Idempotency-Key", idempotencyKey)
	}
	recorded := httptest.NewRecorder()
	p.handler.ServeHTTP(recorded, request)
	require.NotContains(b, recorded.Body.String(), `"errors"`)
	var answer struct{ Data map[string]any }
	require.NoError(b, json.Unmarshal(recorded.Body.Bytes(), &answer))
	return answer.Data
}

const (
	createIdentity = `mutation($input: CreateExternalPersonalIdentityInput!) { createExternalPersonalIdentity(input: $input) { externalPersonalIdentity { id } } }`
	createAccess   = `mutation($input: CreateAccessInput!) { createAccess(input: $input) { access { id state version } } }`
)

func (p product) identity(b *testing.B) any {
	b.Helper()
	made := p.send(b, createIdentity, map[string]any{
		"firstName": "Ada", "lastName": "Byron", "emailAddress": "ada@example.com", "managed": true}, "")
	payload, ok := made["createExternalPersonalIdentity"].(map[string]any)["externalPersonalIdentity"].(map[string]any)
	require.True(b, ok)
	return payload["id"]
}

// BenchmarkMutation compares a mutation with an idempotency key and its audit record to the same without either. The two
// take turns, so that whatever else the machine does slows both. The figure is the ratio of their medians.
func BenchmarkMutation(b *testing.B) {
	whole := newProduct(b, func(store commit.Committer) commit.Committer { return store })
	without := newProduct(b, func(store commit.Committer) commit.Committer { return bare{store} })
	input := func(p product) map[string]any {
		return map[string]any{"type": "PRIVATE", "privateId": p.identity(b), "managed": true, "firstName": "Ada", "lastName": "Byron"}
	}
	wholeInput, withoutInput := input(whole), input(without)
	var wholeTimes, withoutTimes durations
	number := 0
	for b.Loop() {
		number++
		key := fmt.Sprint("key-", number)
		wholeTimes.measure(func() { whole.send(b, createAccess, wholeInput, key) })
		withoutTimes.measure(func() { without.send(b, createAccess, withoutInput, "") })
	}
	wholeMedian, withoutMedian := wholeTimes.median(), withoutTimes.median()
	b.ReportMetric(float64(wholeMedian.Microseconds()), "µs/with")
	b.ReportMetric(float64(withoutMedian.Microseconds()), "µs/without")
	b.ReportMetric(float64(wholeMedian)/float64(withoutMedian), "ratio")
}
