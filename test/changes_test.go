package test

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/internal/app"
)

const changesQuery = `query($after: String, $first: Int! = 100, $types: [String!], $subjectIds: [ID!]) {
	changes(after: $after, first: $first, types: $types, subjectIds: $subjectIds) {
		events { cursor record { id action subjectId subjectVersion changes { field } } subject { __typename id } }
		cursor caughtUp
	}
}`

// changePage is a page of changes as a client sees it.
type changePage struct {
	events   []any
	cursor   string
	caughtUp bool
}

func changesOf(t testing.TB, caller client, variables map[string]any) changePage {
	t.Helper()
	data := caller.must(t, changesQuery, variables)
	page, ok := at(t, data, "changes").(map[string]any)
	require.True(t, ok)
	events, ok := page["events"].([]any)
	require.True(t, ok)
	return changePage{events, text(t, page, "cursor"), page["caughtUp"] == true}
}

// recordIDs returns the IDs of the records of events.
func recordIDs(t testing.TB, events []any) []string {
	t.Helper()
	ids := []string{}
	for _, event := range events {
		ids = append(ids, text(t, event, "record", "id"))
	}
	return ids
}

// allChanges follows the changes from the start to the end, a page at a time.
func allChanges(t testing.TB, caller client, first int, variables map[string]any) []any {
	t.Helper()
	var all []any
	arguments := map[string]any{"first": first}
	for name, value := range variables {
		arguments[name] = value
	}
	for {
		page := changesOf(t, caller, arguments)
		all = append(all, page.events...)
		if page.caughtUp {
			return all
		}
		arguments["after"] = page.cursor
	}
}

func TestChanges_NeedAuditRead(t *testing.T) {
	w := newWorld(t)
	got := w.application(t, []string{"ACCESS_READ", "ADMIN"}, nil).send(t, changesQuery, nil)
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, "SCOPE_REQUIRED", got.Errors[0].Extensions.Reason)
	require.Equal(t, map[string]any{"changes": nil}, got.Data)
}

func TestChanges_AreTheAuditLog(t *testing.T) {
	w := newWorld(t)
	ascending := []string{}
	for _, record := range slices.Backward(audited(t, w.admin, nil)) {
		ascending = append(ascending, fmt.Sprint(record["id"]))
	}
	require.Greater(t, len(ascending), 40)
	for _, first := range []int{100, 7, 1} {
		require.Equal(t, ascending, recordIDs(t, allChanges(t, w.admin, first, nil)), "pages of %d", first)
	}
	whole := changesOf(t, w.admin, nil)
	for i, event := range whole.events {
		rest := changesOf(t, w.admin, map[string]any{"after": text(t, event, "cursor")})
		require.Equal(t, ascending[i+1:], recordIDs(t, rest.events))
	}
}

func TestChanges_AreSeenOnceCaughtUp(t *testing.T) {
	w := newWorld(t)
	page := changesOf(t, w.admin, nil)
	require.True(t, page.caughtUp)
	again := changesOf(t, w.admin, map[string]any{"after": page.cursor})
	require.Empty(t, again.events)
	require.True(t, again.caughtUp)
	w.admin.must(t, mutation("updateAccess", "access { id }"), map[string]any{"input": map[string]any{"accessId": w.names["activeAccess"], "firstName": "Eve"}})
	next := changesOf(t, w.admin, map[string]any{"after": again.cursor})
	require.Len(t, next.events, 1)
	require.Equal(t, w.names["activeAccess"], text(t, next.events[0], "subject", "id"))
	require.Equal(t, "updateAccess", text(t, next.events[0], "record", "action"))
}

func TestChanges_OfTypesAndObjects(t *testing.T) {
	w := newWorld(t)
	all := allChanges(t, w.admin, 100, nil)
	kindOf := func(event any) string {
		kind, _, _ := strings.Cut(text(t, event, "record", "subjectId"), "_")
		return kind
	}
	only := func(keeps func(event any) bool) []string {
		return recordIDs(t, slices.DeleteFunc(slices.Clone(all), func(event any) bool { return !keeps(event) }))
	}
	for name, tc := range map[string]struct {
		variables map[string]any
		keeps     func(event any) bool
	}{
		"one type":  {map[string]any{"types": []string{"Access"}}, func(event any) bool { return kindOf(event) == "acc" }},
		"two types": {map[string]any{"types": []string{"User", "UserAccess", "User"}}, func(event any) bool { return kindOf(event) == "usr" || kindOf(event) == "uac" }},
		"no types":  {map[string]any{"types": []string{}, "subjectIds": []string{}}, func(any) bool { return true }},
		"objects": {map[string]any{"subjectIds": []string{w.names["activeAccess"], w.names["customer"], "nonsense"}}, func(event any) bool {
			subject := text(t, event, "record", "subjectId")
			return subject == w.names["activeAccess"] || subject == w.names["customer"]
		}},
		"type and object": {map[string]any{"types": []string{"Customer"}, "subjectIds": []string{w.names["activeAccess"], w.names["customer"]}},
			func(event any) bool { return text(t, event, "record", "subjectId") == w.names["customer"] }},
		"foreign object": {map[string]any{"subjectIds": []string{w.names["foreignAccess"]}}, func(any) bool { return false }},
	} {
		t.Run(name, func(t *testing.T) {
			for _, first := range []int{100, 1} {
				require.Equal(t, only(tc.keeps), recordIDs(t, allChanges(t, w.admin, first, tc.variables)))
			}
		})
	}
}

func TestChanges_ShowWhatTheScopesAllow(t *testing.T) {
	w := newWorld(t)
	reader := w.application(t, []string{"AUDIT_READ", "ACCESS_READ"}, nil)
	w.admin.mutate(t, "deleteIdentifier", "deletedIdentifierId", map[string]any{"identifierId": w.names["visitorCard"]})
	visible := map[bool]int{}
	for _, event := range allChanges(t, reader, 100, nil) {
		subject := text(t, event, "record", "subjectId")
		readable := strings.HasPrefix(subject, "acc_") || strings.HasPrefix(subject, "com_")
		if strings.HasPrefix(subject, "app_") {
			continue // its own is readable
		}
		require.Equal(t, readable, at(t, event, "subject") != nil, subject)
		require.Equal(t, readable, at(t, event, "record", "changes") != nil, subject)
		visible[readable]++
	}
	require.Positive(t, visible[true])
	require.Positive(t, visible[false])
	events := allChanges(t, w.admin, 100, map[string]any{"subjectIds": []string{w.names["visitorCard"]}})
	require.Equal(t, "deleteIdentifier", text(t, events[len(events)-1], "record", "action"))
	require.Nil(t, at(t, events[0], "subject"), "it was deleted")
}

func TestChanges_RefuseBadArguments(t *testing.T) {
	w := newWorld(t)
	cursor := changesOf(t, w.admin, map[string]any{"first": 3}).cursor
	ofTypes := changesOf(t, w.admin, map[string]any{"first": 3, "types": []string{"Access"}}).cursor
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	require.NoError(t, err)
	cut := base64.RawURLEncoding.EncodeToString(raw[:len(raw)-1])
	extended := base64.RawURLEncoding.EncodeToString(append(slices.Clone(raw), make([]byte, 44)...))
	customers := text(t, w.admin.must(t, "{ customers(first: 1) { pageInfo { endCursor } } }", nil), "customers", "pageInfo", "endCursor")
	const foreign = "must be a cursor of this list"
	for name, tc := range map[string]struct {
		caller    client
		variables map[string]any
		reason    string
		message   string
		data      map[string]any
	}{
		"nonsense":           {w.admin, map[string]any{"after": "nonsense"}, "CURSOR_NOT_VALID", "The cursor is not one of this list.", map[string]any{"after": foreign}},
		"of another list":    {w.admin, map[string]any{"after": customers}, "CURSOR_NOT_VALID", "The cursor is not one of this list.", map[string]any{"after": foreign}},
		"of other types":     {w.admin, map[string]any{"after": ofTypes}, "CURSOR_NOT_VALID", "The cursor is not one of this list.", map[string]any{"after": foreign}},
		"of another company": {w.foreign, map[string]any{"after": cursor}, "CURSOR_NOT_VALID", "The cursor is not one of this list.", map[string]any{"after": foreign}},
		"cut":                {w.admin, map[string]any{"after": cut}, "CURSOR_NOT_VALID", "The cursor is not one of this list.", map[string]any{"after": foreign}},
		"extended":           {w.admin, map[string]any{"after": extended}, "CURSOR_NOT_VALID", "The cursor is not one of this list.", map[string]any{"after": foreign}},
		"no page":            {w.admin, map[string]any{"first": 0}, "PAGE_SIZE_NOT_VALID", "A page has 1 to 100 entries, not 0.", map[string]any{"first": "must be between 1 and 100"}},
		"a long page":        {w.admin, map[string]any{"first": 101}, "PAGE_SIZE_NOT_VALID", "A page has 1 to 100 entries, not 101.", map[string]any{"first": "must be between 1 and 100"}},
		"unknown type": {w.admin, map[string]any{"types": []string{"Access", "Door"}}, "CHANGES_TYPE_UNKNOWN", "Changes cannot be followed by the type Door.",
			map[string]any{"types[1]": "must be the name of a type of objects, such as Access"}},
		"many objects": {w.admin, map[string]any{"subjectIds": slices.Repeat([]string{w.names["user"]}, audit.MaxSubjects+1)}, "ID_COUNT_EXCEEDED",
			"At most 10 IDs can be requested at once, not 11.", map[string]any{"subjectIds": "must have at most 10 entries"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := tc.caller.send(t, changesQuery, tc.variables)
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, tc.message, got.Errors[0].Message)
			require.Equal(t, "NOT_VALID", got.Errors[0].Extensions.Code)
			require.Equal(t, tc.reason, got.Errors[0].Extensions.Reason)
			require.Equal(t, tc.data, got.Errors[0].Extensions.Data)
			require.Equal(t, []any{"changes"}, got.Errors[0].Path)
		})
	}
}

// TestChanges_CostTheSameWhateverTheSize counts store calls: a caught-up follower costs one read, and a page one more for each type of
// its subjects.
func TestChanges_CostTheSameWhateverTheSize(t *testing.T) {
	now := time.Now().Add(time.Hour)
	w := newWorldAs(t, func(options *app.Options) { options.Clock = func() time.Time { return now } })
	page := changesOf(t, w.admin, nil)
	require.Equal(t, 1, w.calls(t, w.admin, fmt.Sprintf("{ changes(after: %q) { events { cursor } cursor caughtUp } }", page.cursor)))
	require.Equal(t, 1, w.calls(t, w.admin, "{ changes(first: 100) { events { cursor record { id changes { field } } } } }"))
	kinds := map[string]bool{}
	for _, event := range page.events {
		kind, _, _ := strings.Cut(text(t, event, "record", "subjectId"), "_")
		kinds[kind] = true
	}
	require.Equal(t, 1+len(kinds), w.calls(t, w.admin, "{ changes { events { subject { id } record { subject { id } } } } }"))
}
