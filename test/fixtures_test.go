package test

import (
	"embed"
	"encoding/json"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

//go:embed fixtures
var fixtureFiles embed.FS

// fixture is a mutation that must fail, and how.
type fixture struct {
	Name  string          `json:"name"`
	Field string          `json:"field"`
	Input json.RawMessage `json:"input"`
	// Scopes are those of the caller; without them it holds ADMIN and all others.
	Scopes []string `json:"scopes"`
	// ActingUser is the user for whom the caller acts, if any.
	ActingUser string `json:"actingUser"`
	Error      struct {
		// Message is left out where the catalogue's own text is meant.
		Message string         `json:"message"`
		Code    string         `json:"code"`
		Reason  string         `json:"reason"`
		Status  int            `json:"status"`
		Data    map[string]any `json:"data"`
		// DataKeys is used instead of Data where the wording in it is not part of the contract.
		DataKeys []string `json:"dataKeys"`
		// Reasons are those of all violations, in order; without them it is the one.
		Reasons []string `json:"reasons"`
	} `json:"error"`
}

func fixtures(t testing.TB, w *world) []fixture {
	t.Helper()
	var all []fixture
	err := fs.WalkDir(fixtureFiles, "fixtures", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := fixtureFiles.ReadFile(file)
		require.NoError(t, err)
		var read []fixture
		require.NoError(t, json.Unmarshal(w.fill(t, raw), &read), file)
		for i := range read {
			read[i].Name = strings.TrimSuffix(path.Base(file), ".json") + "/" + read[i].Name
		}
		all = append(all, read...)
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

func TestMutations_DocumentedErrors(t *testing.T) {
	w := newWorld(t)
	w.stranded(t)
	w.leavers(t)
	w.erase(t)
	before := w.snapshot(t)
	for _, tc := range fixtures(t, w) {
		t.Run(tc.Name, func(t *testing.T) {
			caller := w.admin
			if tc.Scopes != nil {
				caller = w.application(t, tc.Scopes, []string{"READER"})
				before = w.snapshot(t)
			}
			if tc.ActingUser != "" {
				caller = caller.with("X-Acting-User", tc.ActingUser)
			}
			got := caller.send(t, mutation(tc.Field, "__typename"), map[string]any{"input": tc.Input})
			requireFixture(t, tc, got)
			require.Equal(t, before, w.snapshot(t), "a refused mutation wrote something")
		})
	}
}

func requireFixture(t *testing.T, tc fixture, got answer) {
	t.Helper()
	require.Equal(t, 200, got.status, got.raw)
	require.Equal(t, map[string]any{tc.Field: nil}, got.Data)
	require.Len(t, got.Errors, 1, got.raw)
	failed := got.Errors[0]
	require.Equal(t, []any{tc.Field}, failed.Path)
	require.Equal(t, tc.Error.Reason, failed.Extensions.Reason, got.raw)
	require.Equal(t, tc.Error.Code, failed.Extensions.Code)
	require.Equal(t, tc.Error.Status, failed.Extensions.Status)
	require.NotEmpty(t, failed.Extensions.RequestID)
	entry := fault.Lookup(fault.Reason(tc.Error.Reason))
	require.Equal(t, entry.Retryable, failed.Extensions.Retryable)
	if tc.Error.Message != "" {
		require.Equal(t, tc.Error.Message, failed.Message)
	}
	if tc.Error.Data != nil {
		require.Equal(t, tc.Error.Data, failed.Extensions.Data)
	}
	if tc.Error.DataKeys != nil {
		require.Subset(t, tc.Error.DataKeys, keys(failed.Extensions.Data))
		require.Subset(t, keys(failed.Extensions.Data), tc.Error.DataKeys)
	}
	reasons := tc.Error.Reasons
	if reasons == nil {
		reasons = []string{tc.Error.Reason}
	}
	raised := make([]string, 0, len(failed.Extensions.Violations))
	data := map[string]any{}
	for _, violation := range slices.Backward(failed.Extensions.Violations) {
		maps.Copy(data, violation.Data)
		raised = append(raised, violation.Reason)
	}
	slices.Reverse(raised)
	require.Equal(t, reasons, raised)
	require.Equal(t, failed.Message, failed.Extensions.Violations[0].Message)
	require.Equal(t, data, failed.Extensions.Data, "data has every path, in the words of the first violation")
}

func keys(data map[string]any) []string {
	names := make([]string, 0, len(data))
	for key := range data {
		names = append(names, key)
	}
	return names
}
