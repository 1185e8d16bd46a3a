package test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/audit"
)

// TestUpdateAccess_EachOfManyIsAppliedOnce has many editors change one access at the same time. Nobody names a version, so a
// lost race is run again, and the audit log tells one story.
func TestUpdateAccess_EachOfManyIsAppliedOnce(t *testing.T) {
	const editors, updates = 32, 4
	w := newWorld(t)
	accessID := w.names["activeAccess"]
	versionBefore := w.accessVersion(t, accessID)
	names, versions := make([]string, editors*updates), make([]float64, editors*updates)
	var editing sync.WaitGroup
	for editor := range editors {
		editing.Go(func() {
			for number := range updates {
				name := fmt.Sprintf("Name %d-%d", editor, number)
				got := w.admin.send(t, mutation("updateAccess", "access { firstName version }"),
					map[string]any{"input": map[string]any{"accessId": accessID, "firstName": name}})
				if len(got.Errors) > 0 {
					t.Error(got.raw)
					return
				}
				names[editor*updates+number] = name
				versions[editor*updates+number], _ = at(t, got.Data, "updateAccess", "access", "version").(float64)
			}
		})
	}
	editing.Wait()
	slices.Sort(versions)
	for i, version := range versions {
		require.InDelta(t, versionBefore+1+float64(i), version, 0, "each update is told the version that it made")
	}
	require.InDelta(t, versionBefore+editors*updates, w.accessVersion(t, accessID), 0)

	records := slices.DeleteFunc(w.auditRecords(t), func(record *audit.Record) bool {
		return record.SubjectID != accessID || record.Action != "updateAccess"
	})
	require.Len(t, records, len(names))
	requireOneStory(t, records, "Ada", names)
}

// requireOneStory follows the records from the first name to the last: each begins where another ended. Records are told
// apart by what they changed, for those of concurrent mutations may stand in the log in another order than they committed.
func requireOneStory(t *testing.T, records []*audit.Record, first string, names []string) {
	t.Helper()
	next := map[any]any{}
	for _, record := range records {
		require.Len(t, record.Changes, 1)
		change := record.Changes[0]
		require.Equal(t, "firstName", change.Field)
		require.NotContains(t, next, change.Before)
		next[change.Before] = change.After
	}
	told := []string{}
	for name := any(first); next[name] != nil; name = next[name] {
		told = append(told, fmt.Sprint(next[name]))
	}
	require.ElementsMatch(t, names, told)
}

func (w *world) accessVersion(t testing.TB, accessID string) float64 {
	t.Helper()
	data := w.admin.must(t, `query($id: ID!) { access(accessId: $id) { version } }`, map[string]any{"id": accessID})
	version, ok := at(t, data, "access", "version").(float64)
	require.True(t, ok)
	return version
}

// TestUpdateAccess_OneOfManyEditorsOfAVersionWins has many editors change the version that they read.
func TestUpdateAccess_OneOfManyEditorsOfAVersionWins(t *testing.T) {
	const editors = 32
	w := newWorld(t)
	accessID := w.names["activeAccess"]
	version := w.accessVersion(t, accessID)
	answers := make([]answer, editors)
	var editing sync.WaitGroup
	for editor := range editors {
		editing.Go(func() {
			answers[editor] = w.admin.send(t, mutation("updateAccess", "access { version }"), map[string]any{
				"input": map[string]any{"accessId": accessID, "firstName": fmt.Sprint("Name ", editor), "expectedVersion": version}})
		})
	}
	editing.Wait()
	won := 0
	for _, got := range answers {
		if len(got.Errors) == 0 {
			won++
			continue
		}
		require.Equal(t, "VERSION_CONFLICT", got.Errors[0].Extensions.Reason, got.raw)
		require.Equal(t, "CONFLICT", got.Errors[0].Extensions.Code)
		require.Equal(t, map[string]any{"currentVersion": version + 1, "input.expectedVersion": "must be the current version"}, got.Errors[0].Extensions.Data)
	}
	require.Equal(t, 1, won)
}

// TestExpectedVersion_GuardsEachMutation gives every mutation that takes a version one that is not the current one.
func TestExpectedVersion_GuardsEachMutation(t *testing.T) {
	w := newWorld(t)
	before := w.objects(t)
	rootFields(t, w, func(t *testing.T, field *ast.FieldDefinition, _ operation, document string) {
		if schema().Mutation.Fields.ForName(field.Name) == nil || schema().Types[inputType(field.Name)].Fields.ForName("expectedVersion") == nil {
			return
		}
		stale := strings.Replace(document, "input: {", "input: {expectedVersion: 999, ", 1)
		got := w.admin.send(t, stale, nil)
		require.Len(t, got.Errors, 1, got.raw)
		require.Equal(t, "VERSION_CONFLICT", got.Errors[0].Extensions.Reason, got.raw)
		require.Contains(t, got.Errors[0].Extensions.Data, "currentVersion")
	})
	require.Equal(t, before, w.objects(t))
}
