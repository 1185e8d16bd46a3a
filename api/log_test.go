package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

func splitLines(logged string) []map[string]any {
	var lines []map[string]any
	for text := range strings.Lines(logged) {
		line := map[string]any{}
		if json.Unmarshal([]byte(text), &line) == nil {
			lines = append(lines, line)
		}
	}
	return lines
}

func TestLog_EachRequestHasOneLine(t *testing.T) {
	world := newWorld(t)
	world.stub.resolvers["hello"] = func(ctx context.Context) (any, error) {
		cost.From(ctx).Command("find")
		return nil, fault.New(fault.AccessNameRequired).Err()
	}
	got := world.query(`query Greet($name: String) {a: hello(name: $name) b: hello serverInfo}`, map[string]any{"name": "hunter2"},
		"User-Agent", "console/1.0", headerRequestID, "order 66")
	lines := splitLines(world.log.String())
	require.Len(t, lines, 1)
	require.GreaterOrEqual(t, lines[0]["durationMilliseconds"], 0.0)
	delete(lines[0], "durationMilliseconds")
	require.Equal(t, map[string]any{
		"level": "info", "message": "request", "address": "192.0.2.1", "userAgent": "console/1.0", "clientRequestId": "order 66", "requestId": got.header.Get(headerRequestID), "status": 200.0,
		"operation": "query", "operationName": "Greet", "rootFields": []any{"hello", "hello", "serverInfo"},
		"applicationId": "app_1", "storeCalls": 2.0, "cost": 13.0, "reasons": []any{"ACCESS_NAME_REQUIRED"},
	}, lines[0])
	require.NotContains(t, world.log.String(), "hunter2")
}

func TestLog_RefusedRequestsHaveALine(t *testing.T) {
	world := newWorld(t)
	world.post(`{`)
	world.send(http.MethodPut, "/graphql", "")
	world.query(`query `+strings.Repeat("N", 65)+` {nothing hello}`, nil)
	lines := splitLines(world.log.String())
	require.Len(t, lines, 3)
	require.Equal(t, []any{"JSON_NOT_VALID"}, lines[0]["reasons"])
	require.InEpsilon(t, 405.0, lines[1]["status"], 0)
	require.NotContains(t, lines[2], "operationName")
	require.Equal(t, []any{"hello"}, lines[2]["rootFields"], "names that the schema does not have stay out")
}
