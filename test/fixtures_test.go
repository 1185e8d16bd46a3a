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
	Error  struct {
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
	before := w.snapshot(t)
	for _, wanted := range fixtures(t, w) {
		t.Run(wanted.Name, func(t *testing.T) {
			caller := w.admin
			if wanted.Scopes != nil {
				caller = w.application(t, wanted.Scopes, []string{"READER"})
				before = w.snapshot(t)
			}
			got := caller.send(t, mutation(wanted.Field, "__typename"), map[string]any{"input": wanted.Input})
			requireFixture(t, wanted, got)
			require.Equal(t, before, w.snapshot(t), "a refused mutation wrote something")
		})
	}
}

func requireFixture(t *testing.T, wanted fixture, got answer) {
	t.Helper()
	require.Equal(t, 200, got.status, got.raw)
	require.Equal(t, map[string]any{wanted.Field: nil}, got.Data)
	require.Len(t, got.Errors, 1, got.raw)
	failed := got.Errors[0]
	require.Equal(t, []any{wanted.Field}, failed.Path)
	require.Equal(t, wanted.Error.Reason, failed.Extensions.Reason, got.raw)
	require.Equal(t, wanted.Error.Code, failed.Extensions.Code)
	require.Equal(t, wanted.Error.Status, failed.Extensions.Status)
	require.NotEmpty(t, failed.Extensions.RequestID)
	entry := fault.Lookup(fault.Reason(wanted.Error.Reason))
	require.Equal(t, entry.Retryable, failed.Extensions.Retryable)
	if wanted.Error.Message != "" {
		require.Equal(t, wanted.Error.Message, failed.Message)
	}
	if wanted.Error.Data != nil {
		require.Equal(t, wanted.Error.Data, failed.Extensions.Data)
	}
	if wanted.Error.DataKeys != nil {
		require.Subset(t, wanted.Error.DataKeys, keys(failed.Extensions.Data))
		require.Subset(t, keys(failed.Extensions.Data), wanted.Error.DataKeys)
	}
	reasons := wanted.Error.Reasons
	if reasons == nil {
		reasons = []string{wanted.Error.Reason}
	}
	found := make([]string, 0, len(failed.Extensions.Violations))
	data := map[string]any{}
	for _, violation := range slices.Backward(failed.Extensions.Violations) {
		maps.Copy(data, violation.Data)
		found = append(found, violation.Reason)
	}
	slices.Reverse(found)
	require.Equal(t, reasons, found)
	require.Equal(t, failed.Message, failed.Extensions.Violations[0].Message)
	require.Equal(t, data, failed.Extensions.Data, "data has every path, in the words of the first violation")
}

func keys(data map[string]any) []string {
	found := make([]string, 0, len(data))
	for key := range data {
		found = append(found, key)
	}
	return found
}
