package test

import (
	"context"
	"flag"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
)

var floodRequests = flag.Int64("flood.requests", 2_000, "how many requests without a key are sent in the flood; the gate sends more")

// worstKeyless is about the dearest request that is answered without a key: introspection with long names, just below the
// limit on cost.
func worstKeyless() string {
	var text strings.Builder
	text.WriteString(`{"query":"{`)
	long := strings.Repeat("x", 110)
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		text.WriteString(name + long + ": __schema {types {kind name " + name + long + ": description fields {name description args {name description type {kind name}} type {kind name ofType {name}}} inputFields {name description} enumValues {name description}}} ")
	}
	return text.String() + `}"}`
}

// TestFloodWithoutAKey_ShutsNobodyOut sends the worst request without a key on 8 connections, over and over, while an
// application works: all that it sends is carried out, and the flood is mostly refused.
func TestFloodWithoutAKey_ShutsNobodyOut(t *testing.T) {
	const tolerated = 20 // requests refused for one that is answered
	w := newWorld(t)
	single := client{url: w.admin.url}.post(t, worstKeyless())
	require.Empty(t, single.Errors, "%.300s", single.raw)
	require.Greater(t, len(single.raw), 1_000_000)

	ctx, end := context.WithCancel(t.Context())
	defer end()
	var answered, refused atomic.Int64
	var flood sync.WaitGroup
	for range 8 {
		flood.Go(func() {
			for ctx.Err() == nil {
				switch w.floodOnce(ctx, t) {
				case http.StatusOK:
					answered.Add(1)
				case http.StatusTooManyRequests:
					refused.Add(1)
				}
				if answers := answered.Load(); answers*tolerated > *floodRequests || answers+refused.Load() >= *floodRequests {
					end()
				}
			}
		})
	}
	carriedOut := 0
	for ctx.Err() == nil {
		w.admin.must(t, "{ accesses(first: 50) { nodes { id firstName roleAccount { id role { name } } } } }", nil)
		w.admin.mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Works on"})
		carriedOut += 2
	}
	flood.Wait()
	t.Logf("%d requests of the application, all carried out; of the flood, %d answered and %d refused", carriedOut, answered.Load(), refused.Load())
	require.Greater(t, refused.Load(), tolerated*answered.Load())
	require.Greater(t, carriedOut, 20)
}

// floodOnce returns the status of one request of the flood; 0 when it was cut off at the flood's end.
func (w *world) floodOnce(ctx context.Context, t *testing.T) int {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, w.admin.url, strings.NewReader(worstKeyless()))
	if err != nil {
		t.Error(err)
		return 0
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0
	}
	if err := response.Body.Close(); err != nil && ctx.Err() == nil {
		t.Error(err)
	}
	return response.StatusCode
}
