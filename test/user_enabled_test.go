package test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUser_IsEnabledUnlessCreatedOtherwise(t *testing.T) {
	w := newWorld(t)
	for name, tc := range map[string]struct {
		more   map[string]any
		stored bool
	}{
		"absent": {stored: true}, "null": {more: map[string]any{"enabled": nil}, stored: true},
		"true": {more: map[string]any{"enabled": true}, stored: true}, "false": {more: map[string]any{"enabled": false}},
	} {
		input := map[string]any{"firstName": "Eve", "lastName": name, "customerId": w.names["customer"]}
		maps.Copy(input, tc.more)
		created := w.admin.mutate(t, "createUser", "user { id enabled }", input)
		require.Equal(t, tc.stored, at(t, created, "user", "enabled"), name)
		renamed := w.admin.mutate(t, "updateUser", "user { enabled version }",
			map[string]any{"userId": text(t, created, "user", "id"), "firstName": "Zoe"})
		require.Equal(t, map[string]any{"enabled": tc.stored, "version": 2.0}, renamed["user"], "an absent field stays: %s", name)
	}
}

func TestUsers_AreFilteredByEnabled(t *testing.T) {
	w := newWorld(t)
	w.create(t, "off", "createUser", "user", map[string]any{"firstName": "Eve", "lastName": "Off", "customerId": w.names["customer"], "enabled": false})
	w.requireListed(t, "users", `filter: {enabled: false}`, "off")
	w.requireListed(t, "users", `filter: {enabled: false}, orderBy: {field: LAST_NAME}`, "off")
	w.requireListed(t, "users", `filter: {enabled: true, lastNameStartsWith: "off"}`)
	w.setEnabled(t, "user", false)
	w.requireListed(t, "users", `filter: {enabled: false, customerId: "${customer}"}, orderBy: {field: LAST_NAME, direction: DESC}`, "off", "user")
	w.setEnabled(t, "off", true)
	w.requireListed(t, "users", `filter: {enabled: false}`, "user")
}

// TestActingUser_WhoIsOffIsRefused names one user before, while and after the user is off. A refused mutation changes nothing.
func TestActingUser_WhoIsOffIsRefused(t *testing.T) {
	w := newWorld(t)
	as := w.admin.with("X-Acting-User", w.names["user"])
	rename := func(name string) map[string]any {
		return map[string]any{"input": map[string]any{"customerId": w.names["customer"], "name": name}}
	}
	as.must(t, mutation("updateCustomer", "customer { id }"), rename("First"))
	w.setEnabled(t, "user", false)
	for document, variables := range map[string]map[string]any{
		mutation("updateCustomer", "customer { id }"): rename("Second"), "{ viewer { scopes } }": nil,
	} {
		refused := as.send(t, document, variables)
		require.Equal(t, 403, refused.status, refused.raw)
		require.Equal(t, "ACTING_USER_NOT_ALLOWED", refused.Errors[0].Extensions.Reason)
	}
	read := w.admin.must(t, string(w.fill(t, []byte(`{ customer(customerId: "${customer}") { name } }`))), nil)
	require.Equal(t, "First", at(t, read, "customer", "name"))
	w.setEnabled(t, "user", true)
	as.must(t, mutation("updateCustomer", "customer { id }"), rename("Third"))
}
