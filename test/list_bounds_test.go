package test

import (
	"fmt"
	"maps"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/tenant"
)

// listInput is a list that a client can send.
type listInput struct {
	// document takes the list as its variable.
	document string
	// variables puts the list where it belongs.
	variables func(list []any) map[string]any
	// entry is one that has the right type, and that the rules would refuse where they look at it.
	entry any
	// path and problem are what a client is told of one entry too many.
	path, problem string
	reason        string
}

// listInputs are all of them, by their coordinate in the schema.
func (w *world) listInputs() map[string]listInput {
	query := func(field, argument, kind, selection string) string {
		return fmt.Sprintf("query($list: %s) { %s(%s: $list) { %s } }", kind, field, argument, selection)
	}
	list := func(list []any) map[string]any { return map[string]any{"list": list} }
	filter := func(field, kind, name, value string) listInput {
		return listInput{
			query(field, "filter", kind, "totalCount"),
			func(list []any) map[string]any { return map[string]any{"list": map[string]any{name: list}} },
			value, "filter." + name, "must have at most 100 entries", "DATA_NOT_VALID",
		}
	}
	input := func(field, path string, entry any, most int, rest map[string]any) listInput {
		return listInput{
			mutation(field, "__typename"),
			func(list []any) map[string]any {
				values := map[string]any{path: list}
				for name, value := range rest {
					values[name] = value
				}
				return map[string]any{"input": values}
			},
			entry, "input." + path, fmt.Sprintf("must have at most %d entries", most), "DATA_NOT_VALID",
		}
	}
	settings := func(field string, rest map[string]any) listInput {
		of := input(field, "settings", map[string]any{"reader": "", "relays": []int{-1}}, 0, rest)
		of.problem = "must have 1 to 256 settings"
		return of
	}
	relays := listInput{
		mutation("createAccessRule", "__typename"),
		func(list []any) map[string]any {
			return map[string]any{"input": map[string]any{
				"name": "Doors", "description": "", "settings": []any{map[string]any{"reader": "front", "relays": list}}}}
		},
		-1, "input.settings[0].relays", "must have at most 256 entries", "DATA_NOT_VALID",
	}
	identifier := map[string]any{"name": "Card", "affiliation": "OWNER", "type": "CARD", "number": "1"}
	window := map[string]any{"days": []string{}, "from": "08:00", "to": "08:00"}
	windows := func(field string, rest map[string]any) listInput {
		of := input(field, "windows", window, 0, rest)
		of.problem = "must have 1 to 50 windows"
		return of
	}
	days := listInput{
		mutation("createTimeProfile", "__typename"),
		func(list []any) map[string]any {
			return map[string]any{"input": map[string]any{
				"name": "Office", "timeZone": "UTC", "windows": []any{map[string]any{"days": list, "from": "08:00", "to": "17:00"}}}}
		},
		"MONDAY", "input.windows[0].days", "must have 1 to 7 days", "DATA_NOT_VALID",
	}
	holidayWindows := listInput{
		mutation("createHolidayCalendar", "__typename"),
		func(list []any) map[string]any {
			return map[string]any{"input": map[string]any{
				"name": "Sweden", "holidays": []any{map[string]any{"date": "2026-12-25", "name": "Christmas", "windows": list}}}}
		},
		map[string]any{"from": "08:00", "to": "25:00"}, "input.holidays[0].windows", "must have at most 5 entries", "DATA_NOT_VALID",
	}
	profile := map[string]any{"name": "Office", "timeZone": "UTC", "windows": []any{map[string]any{"days": []string{"MONDAY"}, "from": "08:00", "to": "17:00"}}}
	holiday := map[string]any{"date": "2026-02-30", "name": ""}
	return map[string]listInput{
		"CreateAccessRuleInput.timeProfileIds":      input("createAccessRule", "timeProfileIds", "x", 10, ruleInput()),
		"UpdateAccessRuleInput.timeProfileIds":      input("updateAccessRule", "timeProfileIds", "x", 10, map[string]any{"accessRuleId": w.names["rule"]}),
		"CreateIdentifierInput.timeProfileIds":      input("createIdentifier", "timeProfileIds", "x", 10, identifier),
		"UpdateIdentifierInput.timeProfileIds":      input("updateIdentifier", "timeProfileIds", "x", 10, map[string]any{"identifierId": w.names["identifier"]}),
		"CreateTimeProfileInput.windows":            windows("createTimeProfile", map[string]any{"name": "Office", "timeZone": "UTC"}),
		"UpdateTimeProfileInput.windows":            windows("updateTimeProfile", map[string]any{"timeProfileId": w.names["timeProfile"]}),
		"TimeWindowInput.days":                      days,
		"CreateTimeProfileInput.holidayCalendarIds": input("createTimeProfile", "holidayCalendarIds", "x", 3, profile),
		"UpdateTimeProfileInput.holidayCalendarIds": input("updateTimeProfile", "holidayCalendarIds", "x", 3,
			map[string]any{"timeProfileId": w.names["timeProfile"]}),
		"CreateHolidayCalendarInput.holidays": input("createHolidayCalendar", "holidays", holiday, 500, map[string]any{"name": "Sweden"}),
		"UpdateHolidayCalendarInput.holidays": input("updateHolidayCalendar", "holidays", holiday, 500,
			map[string]any{"holidayCalendarId": w.names["holidayCalendar"]}),
		"HolidayInput.windows": holidayWindows,
		"Query.previewPassages(changes:)": {
			query("previewPassages", "changes", "[PassageChangeInput!]!", "complete"), list,
			map[string]any{"deleteAccessRule": "x"}, "changes", "must have 1 to 20 changes", "DATA_NOT_VALID",
		},
		"Query.nodes(ids:)": {
			query("nodes", "ids", "[ID!]!", "id"), list, "x", "ids", "must have at most 100 entries", "ID_COUNT_EXCEEDED"},
		"Query.errorCatalog(reasons:)": {
			query("errorCatalog", "reasons", "[ErrorReason!]", "code"), list, "SERVER_FAILED", "reasons", "must have at most 200 entries", "DATA_NOT_VALID"},
		"Query.errorCatalog(codes:)": {
			query("errorCatalog", "codes", "[ErrorCode!]", "code"), list, "NOT_VALID", "codes", "must have at most 100 entries", "DATA_NOT_VALID"},
		"Query.changes(types:)": {
			query("changes", "types", "[String!]", "cursor"), list, "Door", "types", "must have at most 100 entries", "DATA_NOT_VALID"},
		"Query.changes(subjectIds:)": {
			query("changes", "subjectIds", "[ID!]", "cursor"), list, "x", "subjectIds", "must have at most 10 entries", "ID_COUNT_EXCEEDED"},
		"AccessFilter.states":                   filter("accesses", "AccessFilter", "states", "ACTIVE"),
		"ExternalPersonalIdentityFilter.states": filter("externalPersonalIdentities", "ExternalPersonalIdentityFilter", "states", "ACTIVE"),
		"ExternalRoleAccountFilter.states":      filter("externalRoleAccounts", "ExternalRoleAccountFilter", "states", "ACTIVE"),
		"UserAccessFilter.types":                filter("userAccesses", "UserAccessFilter", "types", "API"),
		"CreateAccessRuleInput.settings":        settings("createAccessRule", map[string]any{"name": "Doors", "description": ""}),
		"UpdateAccessRuleInput.settings":        settings("updateAccessRule", map[string]any{"accessRuleId": w.names["rule"]}),
		"AccessRuleSettingInput.relays":         relays,
		"CreateApplicationInput.scopes":         input("createApplication", "scopes", "PASSAGE", 100, map[string]any{"name": "Desk"}),
		"CreateApplicationInput.grantableRoles": input("createApplication", "grantableRoles", "", 200, map[string]any{"name": "Desk", "scopes": []string{}}),
		"UpdateApplicationInput.scopes":         input("updateApplication", "scopes", "ADMIN", 100, map[string]any{"applicationId": w.names["twoKeyApplication"]}),
		"UpdateApplicationInput.grantableRoles": input("updateApplication", "grantableRoles", "", 200, map[string]any{"applicationId": w.names["twoKeyApplication"]}),
		"CreateUserAccessInput.roles": input("createUserAccess", "roles", "", 100,
			map[string]any{"userId": w.names["user"], "type": map[string]any{"api": map[string]any{"name": "Import"}}}),
		"UpdateUserAccessInput.roles": input("updateUserAccess", "roles", "", 100, map[string]any{"userAccessId": w.names["apiAccess"]}),
	}
}

// listBounds are the greatest numbers of entries that the schema states, by coordinate.
func listBounds(t *testing.T) map[string]int {
	t.Helper()
	bounds := map[string]int{}
	note := func(coordinate string, of *ast.Type, directives ast.DirectiveList) {
		if of.Elem == nil {
			return
		}
		most, err := strconv.Atoi(directives.ForName("length").Arguments.ForName("max").Value.Raw)
		require.NoError(t, err)
		bounds[coordinate] = most
	}
	for name, definition := range schema().Types {
		for _, field := range definition.Fields {
			if definition.Kind == ast.InputObject {
				note(name+"."+field.Name, field.Type, field.Directives)
			}
			for _, argument := range field.Arguments {
				note(name+"."+field.Name+"("+argument.Name+":)", argument.Type, argument.Directives)
			}
		}
	}
	return bounds
}

// TestListBounds_AreCheckedBeforeTheEntries sends each list of the schema with one entry too many, none of which is valid, and
// with as many as there may be.
func TestListBounds_AreCheckedBeforeTheEntries(t *testing.T) {
	w := newWorld(t)
	bounds := listBounds(t)
	inputs := w.listInputs()
	require.Len(t, inputs, len(bounds))
	for coordinate, of := range inputs {
		t.Run(coordinate, func(t *testing.T) {
			require.Contains(t, bounds, coordinate)
			entries := make([]any, bounds[coordinate]+1)
			for i := range entries {
				entries[i] = of.entry
			}
			before := w.snapshot(t)
			got := w.admin.send(t, of.document, of.variables(entries))
			require.Len(t, got.Errors, 1, got.raw)
			told := got.Errors[0].Extensions
			require.Equal(t, of.reason, told.Reason)
			require.Equal(t, "NOT_VALID", told.Code)
			require.Equal(t, map[string]any{of.path: of.problem}, told.Data, "and nothing about its entries")
			require.Equal(t, before, w.snapshot(t))
			for _, failed := range w.admin.send(t, of.document, of.variables(entries[1:])).Errors {
				require.NotEqual(t, of.problem, failed.Extensions.Data[of.path])
			}
		})
	}
}

// TestCreateApplication_WithManyGrantableRoles sends as many as a body holds.
func TestCreateApplication_WithManyGrantableRoles(t *testing.T) {
	w := newWorld(t)
	roles := make([]string, 100_000)
	for i := range roles {
		roles[i] = fmt.Sprintf("R%d", i)
	}
	create := func(roles []string) answer {
		return w.admin.send(t, mutation("createApplication", "application { grantableRoles } apiKey"),
			map[string]any{"input": map[string]any{"name": "Desk", "scopes": []string{"USER_ACCESS_READ"}, "grantableRoles": roles}})
	}
	got := create(roles)
	require.Len(t, got.Errors, 1)
	require.Equal(t, "The request exceeds the limit variableValues: 50001, and at most 50000 is allowed.", got.Errors[0].Message)
	got = create(roles[:49_900])
	require.Len(t, got.Errors, 1)
	require.Equal(t, "Data validation error", got.Errors[0].Message)
	require.Equal(t, map[string]any{"input.grantableRoles": "must have at most 200 entries"}, got.Errors[0].Extensions.Data)
	require.Less(t, len(got.raw), 1_024)

	for _, code := range roles[:200] {
		w.create(t, code, "createUserAccessRole", "userAccessRole", map[string]any{"code": code, "description": ""})
	}
	got = create(roles[:200])
	require.Empty(t, got.Errors)
	require.Len(t, at(t, got.Data, "createApplication", "application", "grantableRoles"), 200)
	desk := client{url: w.admin.url, key: text(t, got.Data, "createApplication", "apiKey")}
	listed := desk.must(t, "{ userAccessRoles(filter: {grantable: true}) { totalCount } viewer { application { grantableRoles } } }", nil)
	require.InDelta(t, 200, at(t, listed, "userAccessRoles", "totalCount"), 0)
	require.Equal(t, roles[199], at(t, listed, "viewer", "application", "grantableRoles", 199))
}

// TestUpdateApplication_WithMoreGrantableRolesThanAllowedNow edits an application that was stored when 1,000 codes were allowed, and
// none of them had to be of a role.
func TestUpdateApplication_WithMoreGrantableRolesThanAllowedNow(t *testing.T) {
	w := newWorld(t)
	codes := make([]string, 1_000)
	for i := range codes {
		codes[i] = fmt.Sprint("OLD_", i)
	}
	change(t, w, w.store.Applications(), "twoKeyApplication", func(application *tenant.Application) { application.GrantableRoles = codes })
	update := func(more map[string]any) answer {
		input := map[string]any{"applicationId": w.names["twoKeyApplication"]}
		maps.Copy(input, more)
		return w.admin.send(t, mutation("updateApplication", "application { name grantableRoles }"), map[string]any{"input": input})
	}
	renamed := update(map[string]any{"name": "Renamed"})
	require.Empty(t, renamed.Errors, renamed.raw)
	require.Len(t, at(t, renamed.Data, "updateApplication", "application", "grantableRoles"), 1_000)
	require.Equal(t, "DATA_NOT_VALID", update(map[string]any{"grantableRoles": codes}).Errors[0].Extensions.Reason)
	require.Equal(t, "USER_ACCESS_ROLE_UNKNOWN", update(map[string]any{"grantableRoles": codes[:1]}).Errors[0].Extensions.Reason)
	reduced := update(map[string]any{"grantableRoles": []string{"READER"}})
	require.Equal(t, []any{"READER"}, at(t, reduced.Data, "updateApplication", "application", "grantableRoles"))
}
