package api

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

func withMetrics(options *Options) { options.Metrics = NewMetrics("1.2.3") }

// own returns the lines of /metrics that are about Accessgraph, without the parts of histograms that depend on time.
func (w *world) own() []string {
	w.t.Helper()
	got := w.send(http.MethodGet, "/metrics", "")
	require.Equal(w.t, http.StatusOK, got.status)
	var lines []string
	for line := range strings.Lines(got.raw) {
		if strings.HasPrefix(line, "accessgraph_") && !strings.Contains(line, "_seconds_bucket{") && !strings.Contains(line, "_seconds_sum{") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

func TestMetrics_CountRequests(t *testing.T) {
	world := newWorld(t, withMetrics)
	world.stub.resolvers["hello"] = failing(fault.New(fault.AccessNameRequired).Err())
	world.query(`query Greet($name: String) {a: hello(name: $name) b: hello serverInfo}`, map[string]any{"name": "hunter2"})
	world.query(`mutation {touch}`, nil)
	world.post(`{`)
	world.send(http.MethodPut, "/graphql", "")
	world.options.Metrics.StoreCommand("find", time.Millisecond, false)
	world.options.Metrics.StoreCommand("commitTransaction", time.Millisecond, true)
	world.options.Metrics.UnknownNumber("CARD")
	world.options.Metrics.InputCodeRefused()
	require.Equal(t, []string{
		`accessgraph_build_info{version="1.2.3"} 1`,
		`accessgraph_connections_refused_total 0`,
		`accessgraph_errors_total{code="BAD_REQUEST",reason="JSON_NOT_VALID"} 1`,
		`accessgraph_errors_total{code="BAD_REQUEST",reason="METHOD_NOT_ALLOWED"} 1`,
		`accessgraph_errors_total{code="NOT_VALID",reason="ACCESS_NAME_REQUIRED"} 2`,
		`accessgraph_refused_input_codes_total 1`,
		`accessgraph_request_duration_seconds_count{operation="mutation",status="200"} 1`,
		`accessgraph_request_duration_seconds_count{operation="none",status="400"} 1`,
		`accessgraph_request_duration_seconds_count{operation="none",status="405"} 1`,
		`accessgraph_request_duration_seconds_count{operation="query",status="200"} 1`,
		`accessgraph_requests_in_progress 0`,
		`accessgraph_requests_waiting 0`,
		`accessgraph_root_fields_total{field="hello",operation="query"} 2`,
		`accessgraph_root_fields_total{field="serverInfo",operation="query"} 1`,
		`accessgraph_root_fields_total{field="touch",operation="mutation"} 1`,
		`accessgraph_store_command_duration_seconds_count{command="commitTransaction",outcome="failed"} 1`,
		`accessgraph_store_command_duration_seconds_count{command="find",outcome="ok"} 1`,
		`accessgraph_unknown_numbers_total{type="CARD"} 1`,
	}, world.own())
}

func TestMetrics_CountRequestsInProgress(t *testing.T) {
	world := newWorld(t, withMetrics)
	answering, release, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	world.stub.resolvers["touch"] = func(context.Context) (any, error) {
		close(answering)
		<-release
		return "touched", nil
	}
	go func() {
		defer close(done)
		world.query(`mutation {touch}`, nil)
	}()
	<-answering
	require.Contains(t, world.own(), "accessgraph_requests_in_progress 1")
	close(release)
	<-done
	require.Contains(t, world.own(), "accessgraph_requests_in_progress 0")
}

// What a client makes up must neither be shown nor make the metrics grow.
func TestMetrics_HoldNothingThatAClientSent(t *testing.T) {
	world := newWorld(t, withMetrics)
	send := func(name string) {
		world.query(`query `+name+` {hello(name: "`+name+`") `+name+`: serverInfo}`, nil, headerRequestID, name+"-12345678")
		world.query(`{`+name+`}`, nil)
		world.send(http.MethodPost, "/graphql", `{"query":"{hello}"}`, "Content-Type", plainJSON, headerKey, name)
		world.send(name, "/graphql", "")
		world.send(http.MethodGet, "/"+name, "")
	}
	send("Hunter0")
	before := world.own()
	for i := range 50 {
		send("Hunter" + strconv.Itoa(i+1))
	}
	after := world.own()
	require.Len(t, after, len(before))
	require.NotContains(t, strings.Join(after, "\n"), "Hunter")
}

func TestMetrics_AreReadOnlyAndOptional(t *testing.T) {
	world := newWorld(t, withMetrics)
	require.Equal(t, http.StatusMethodNotAllowed, world.send(http.MethodPost, "/metrics", "").status)
	require.Equal(t, http.StatusOK, world.send(http.MethodHead, "/metrics", "").status)
	got := world.send(http.MethodGet, "/metrics", "")
	require.Contains(t, got.header.Get("Content-Type"), "text/plain")
	require.Equal(t, "no-store", got.header.Get("Cache-Control"))
	for _, name := range []string{"go_goroutines", "process_start_time_seconds"} {
		require.Contains(t, got.raw, "\n"+name+" ")
	}
	none := newWorld(t).send(http.MethodGet, "/metrics", "")
	require.Equal(t, http.StatusNotFound, none.status)
	require.Equal(t, "ADDRESS_NOT_FOUND", none.reason())
}

func TestMetrics_FollowTheConventionsAndAreDocumented(t *testing.T) {
	world := newWorld(t, withMetrics)
	world.stub.resolvers["hello"] = failing(fault.New(fault.AccessNameRequired).Err())
	world.query(`{hello}`, nil)
	world.options.Metrics.StoreCommand("find", time.Millisecond, false)
	world.options.Metrics.UnknownNumber("CARD")
	world.options.Metrics.rateLimited(limitPointsPerAddress)
	require.NoError(t, world.options.Metrics.WatchLog(func() int { return 1 }))
	world.options.Metrics.Verified(3, time.UnixMilli(1500))
	require.Subset(t, world.own(), []string{"accessgraph_verification_problems 3", "accessgraph_verification_timestamp_seconds 1.5"})
	problems, err := testutil.GatherAndLint(world.options.Metrics.registry)
	require.NoError(t, err)
	require.Empty(t, problems)
	families, err := world.options.Metrics.registry.Gather()
	require.NoError(t, err)
	var exposed, documented []string
	for _, family := range families {
		if strings.HasPrefix(family.GetName(), "accessgraph_") {
			exposed = append(exposed, family.GetName())
		}
	}
	page, err := os.ReadFile(filepath.Join("..", "docs", "metrics.md"))
	require.NoError(t, err)
	for _, row := range regexp.MustCompile("(?m)^\\| `(accessgraph_[a-z_]+)`").FindAllStringSubmatch(string(page), -1) {
		documented = append(documented, row[1])
	}
	slices.Sort(documented)
	require.Equal(t, exposed, documented)
}
