package test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// byName is a list that is searched by the start of a name, and sorted by the field of its order.
type byName struct {
	list, start, order string
	create             func(t *testing.T, w *world, name string)
}

func listsByName() []byName {
	return []byName{
		{"accesses", "lastNameStartsWith", "LAST_NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createAccess", "access", map[string]any{
				"type": "PRIVATE", "privateId": w.names["identity"], "managed": true, "firstName": "A", "lastName": name})
		}},
		{"accessRules", "nameStartsWith", "NAME", func(t *testing.T, w *world, name string) {
			input := ruleInput()
			input["name"] = name
			w.create(t, "named "+name, "createAccessRule", "accessRule", input)
		}},
		{"identifiers", "nameStartsWith", "NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createIdentifier", "identifier", map[string]any{
				"name": name, "affiliation": "GUEST", "type": "LICENSE_PLATE", "number": fmt.Sprintf("%x", name)})
		}},
		{"users", "lastNameStartsWith", "LAST_NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createUser", "user", map[string]any{"firstName": "A", "lastName": name, "customerId": w.names["customer"]})
		}},
		{"externalPersonalIdentities", "lastNameStartsWith", "LAST_NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createExternalPersonalIdentity", "externalPersonalIdentity", person(map[string]any{"lastName": name}))
		}},
		{"customers", "nameStartsWith", "NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createCustomer", "customer", map[string]any{"name": name})
		}},
		{"userAccessRoles", "codeStartsWith", "CODE", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createUserAccessRole", "userAccessRole", map[string]any{"code": name, "description": ""})
		}},
		{"applications", "nameStartsWith", "NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createApplication", "application", map[string]any{"name": name, "scopes": []string{}})
		}},
		{"externalRoles", "nameStartsWith", "NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createExternalRole", "externalRole", map[string]any{"name": name, "enabled": true})
		}},
		{"externalRoleAccounts", "lastNameStartsWith", "LAST_NAME", func(t *testing.T, w *world, name string) {
			w.create(t, "named "+name, "createExternalRoleAccount", "externalRoleAccount", person(map[string]any{"lastName": name, "roleId": w.names["role"]}))
		}},
	}
}

func TestNameStartsWith_WhateverCaseAndAccents(t *testing.T) {
	w := newWorld(t)
	for _, tc := range listsByName() {
		t.Run(tc.list, func(t *testing.T) {
			upper := "NOWAK"
			if tc.list == "externalRoles" || tc.list == "userAccessRoles" {
				upper = "NOWAKI" // these names are unique by the fold
			}
			for _, name := range []string{"Ńowak", "Nowakowska", upper, "Nova", "Ｎｏｗ"} {
				tc.create(t, w, name)
			}
			search := func(start, field, direction string) []string {
				return list{open: "{ ", field: tc.list, end: " }"}.walk(t, w.admin, 4, "first", "after", "endCursor", "hasNextPage", "hasPreviousPage",
					fmt.Sprintf("filter: {%s: %q}, orderBy: {field: %s, direction: %s}", tc.start, start, field, direction))
			}
			sorted := []string{w.names["named Ｎｏｗ"], w.names["named Ńowak"], w.names["named "+upper], w.names["named Nowakowska"]}
			created := []string{w.names["named Ńowak"], w.names["named Nowakowska"], w.names["named "+upper], w.names["named Ｎｏｗ"]}
			for _, start := range []string{"now", "NÓW", " now "} {
				require.Equal(t, sorted, search(start, tc.order, "ASC"))
				require.Equal(t, created, search(start, "CREATED_AT", "ASC"))
			}
			slices.Reverse(sorted)
			slices.Reverse(created)
			require.Equal(t, sorted, search("now", tc.order, "DESC"))
			require.Equal(t, created, search("now", "CREATED_AT", "DESC"))
			bounded := list{open: "{ ", field: tc.list, end: " }"}.page(t, w.admin, fmt.Sprintf("(first: 1, filter: {%s: %q})", tc.start, "now"))
			require.EqualValues(t, 4, at(t, bounded, "totalCount"))
		})
	}
}

func TestNameStartsWith_RequiresAName(t *testing.T) {
	w := newWorld(t)
	for document, reasons := range map[string][]string{
		`{ accessRules(filter: {nameStartsWith: " "}, orderBy: {direction: DESC}) { nodes { id } } }`:            {"DATA_NOT_VALID"},
		`{ identifiers(filter: {nameStartsWith: "${text256}"}) { nodes { id } } }`:                               {"DATA_NOT_VALID"},
		`{ readers(filter: {startsWith: " "}) { nodes { id } } }`:                                                {"DATA_NOT_VALID"},
		`{ externalRoles(filter: {nameStartsWith: " "}) { nodes { id } } }`:                                      {"DATA_NOT_VALID"},
		`{ externalRoleAccounts(filter: {lastNameStartsWith: "${text256}"}) { nodes { id } } }`:                  {"DATA_NOT_VALID"},
		`{ users(filter: {lastNameStartsWith: ""}) { nodes { id } } }`:                                           {"DATA_NOT_VALID"},
		`{ externalPersonalIdentities(filter: {lastNameStartsWith: "${text256}"}) { nodes { id } } }`:            {"DATA_NOT_VALID"},
		`{ accesses(filter: {lastNameStartsWith: "${text256}"}, orderBy: {field: LAST_NAME}) { nodes { id } } }`: {"DATA_NOT_VALID"},
	} {
		got := w.admin.send(t, string(w.fill(t, []byte(document))), nil)
		require.Len(t, got.Errors, 1, got.raw)
		var raised []string
		for _, violation := range got.Errors[0].Extensions.Violations {
			raised = append(raised, violation.Reason)
		}
		require.Equal(t, reasons, raised, got.raw)
	}
}

func TestCursor_BelongsToItsFilterAndOrder(t *testing.T) {
	w := newWorld(t)
	arguments := []string{"", "orderBy: {direction: DESC}", "orderBy: {field: LAST_NAME}", "filter: {states: [INVITED]}", "filter: {managed: true, type: PRIVATE}"}
	page := func(more, arguments string) string {
		return fmt.Sprintf("{ accesses(first: 1%s, %s) { pageInfo { endCursor } } }", more, arguments)
	}
	for i, own := range arguments {
		cursor := text(t, w.admin.must(t, page("", own), nil), "accesses", "pageInfo", "endCursor")
		for j, other := range arguments {
			got := w.admin.send(t, page(fmt.Sprintf(", after: %q", cursor), other), nil)
			if i == j {
				require.Empty(t, got.Errors, got.raw)
				continue
			}
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, "CURSOR_NOT_VALID", got.Errors[0].Extensions.Reason)
		}
	}
}

// The cursors were made by a server from before the filters of these lists changed.
func TestCursor_OfTheOldFormIsRefused(t *testing.T) {
	w := newWorld(t)
	for field, cursor := range map[string]string{
		"customers":    "-WsBvOILY3VzXzAxYTIyMGJlOWMzNDcwMDA4NmEwNWVlNjRjY2QzYThj",
		"applications": "0O1F70T1YXBwXzAxYTIyMGJlOWMyYzcwMDI4MjM2N2FmYWE4MzYzNDNi",
		"auditLog":     "ViAb06aRYXVkXzAxYTIyMGJlOWMyYzcwMDFhZTRhMGNhNjg2ZmUyYjIx",
	} {
		got := w.admin.send(t, fmt.Sprintf("{ %s(after: %q) { nodes { id } } }", field, cursor), nil)
		require.Len(t, got.Errors, 1, got.raw)
		require.Equal(t, "CURSOR_NOT_VALID", got.Errors[0].Extensions.Reason)
		require.Equal(t, map[string]any{"after": "must be a cursor of this list"}, got.Errors[0].Extensions.Data)
	}
}

func TestAccesses_AreFiltered(t *testing.T) {
	w := newWorld(t)
	for filter, names := range map[string][]string{
		"states: [ACTIVE]":                           {"activeAccess"},
		"states: [ACTIVE, INVITED], managed: false":  {"userManagedAccess", "pendingAccess"},
		"type: CORPORATE":                            {"corporateAccess"},
		`roleAccountId: "${account}"`:                {"corporateAccess"},
		`privateId: "${identity}", managed: true`:    {"invitedAccess", "activeAccess"},
		`privateId: "${foreignIdentity}"`:            {},
		`privateId: "nonsense"`:                      {},
		"states: [], type: null":                     {"invitedAccess", "userManagedAccess", "activeAccess", "corporateAccess", "pendingAccess"},
		"states: [DEACTIVATED]":                      {},
		`agreementVersion: "1.0"`:                    {"activeAccess"},
		`agreementVersion: "0.9"`:                    {},
		`agreementVersion: "1.0", states: [INVITED]`: {},
	} {
		t.Run(filter, func(t *testing.T) {
			page := list{open: "{ ", field: "accesses", end: " }"}.page(t, w.admin, "(filter: {"+string(w.fill(t, []byte(filter)))+"})")
			expected := []string{}
			for _, name := range names {
				expected = append(expected, w.names[name])
			}
			require.Equal(t, expected, ids(t, page))
			require.EqualValues(t, len(names), at(t, page, "totalCount"))
		})
	}
}

func TestIdentitiesAndAccounts_AreFiltered(t *testing.T) {
	w := newWorld(t)
	other := w.create(t, "other", "createExternalPersonalIdentity", "externalPersonalIdentity", person(map[string]any{"emailAddress": "Ada@example.com"}))
	cases := map[string][]string{
		`externalPersonalIdentities(filter: {emailAddress: "Ada@example.com"})`:                            {other},
		`externalPersonalIdentities(filter: {states: [DEACTIVATED]})`:                                      {w.names["deactivatedIdentity"]},
		`externalPersonalIdentities(filter: {states: [DEACTIVATED], lastNameStartsWith: "byr"})`:           {w.names["deactivatedIdentity"]},
		`externalPersonalIdentities(filter: {states: [INVITED, ACTIVE], emailAddress: "Ada@example.com"})`: {other},
		`externalPersonalIdentities(filter: {emailAddress: ""})`:                                           {},
		`externalRoleAccounts(filter: {states: [DEACTIVATED], roleId: "${role}"})`:                         {w.names["deactivatedAccount"]},
		`externalRoleAccounts(filter: {states: [ACTIVE], roleId: "${disabledRole}"})`:                      {w.names["accountOfDisabledRole"]},
		`externalRoleAccounts(filter: {roleId: "${disabledRole}", emailAddress: "ada@example.com"})`:       {w.names["accountOfDisabledRole"]},
		`externalRoleAccounts(filter: {emailAddress: "nobody@example.com"})`:                               {},
		`externalRoleAccounts(filter: {roleId: "${unknownRole}"})`:                                         {},
		`externalRoleAccounts(filter: {emailAddress: "ada@example.com", states: [DEACTIVATED]}, first: 1)`: {w.names["deactivatedAccount"]},
		`externalRoleAccounts(filter: {personalIdentityId: "${accountIdentity}"})`:                         {w.names["account"]},
		`externalRoleAccounts(filter: {personalIdentityId: "${identity}"})`:                                {},
		`externalRoles(filter: {enabled: false})`:                                                          {w.names["disabledRole"]},
		`externalRoles(filter: {enabled: true, nameStartsWith: "acc"})`:                                    {w.names["role"]},
	}
	for field, expected := range cases {
		data := w.admin.must(t, "{ found: "+string(w.fill(t, []byte(field)))+" { nodes { id } } }", nil)
		listed := []string{}
		for _, node := range at(t, data, "found", "nodes").([]any) {
			listed = append(listed, text(t, node, "id"))
		}
		require.Equal(t, expected, listed, field)
	}
}
