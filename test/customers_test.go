package test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// tree lists the customers that arguments select, as their names and the numbers of their subsidiaries.
func (c client) tree(t testing.TB, arguments string) []string {
	t.Helper()
	data := c.must(t, "{ customers"+arguments+" { totalCount nodes { name subsidiariesCount } } }", nil)
	listed := []string{}
	for _, node := range at(t, data, "customers", "nodes").([]any) {
		listed = append(listed, fmt.Sprintf("%s %v", text(t, node, "name"), at(t, node, "subsidiariesCount")))
	}
	require.InDelta(t, len(listed), at(t, data, "customers", "totalCount"), 0)
	return listed
}

func TestCustomers_TheTopLevelAndItsSubsidiaries(t *testing.T) {
	w := newWorld(t)
	door := w.application(t, []string{"PASSAGE"}, nil)
	requireDenied(t, door.send(t, "{ customers(filter: {topLevel: true}) { nodes { id } } }", nil), "customers", "USER_ACCESS_READ")

	holding := w.create(t, "holding", "createCustomer", "customer", map[string]any{"name": "Holding"})
	works := w.create(t, "works", "createCustomer", "customer", map[string]any{"name": "Works", "parentId": holding})
	w.create(t, "hall", "createCustomer", "customer", map[string]any{"name": "Hall", "parentId": works})
	const byName = "orderBy: {field: NAME}"
	top := w.admin.tree(t, "(filter: {topLevel: true}, "+byName+")")
	require.Contains(t, top, "Holding 1")
	require.NotContains(t, top, "Works 1")
	require.ElementsMatch(t, top, w.admin.tree(t, "(filter: {topLevel: true})"), "in the order of creation, too")
	require.Equal(t, []string{"Holding 1"}, w.admin.tree(t, `(filter: {topLevel: true, nameStartsWith: "ho"}, `+byName+")"))
	require.Equal(t, []string{"Hall 0", "Holding 1"}, w.admin.tree(t, `(filter: {topLevel: false, nameStartsWith: "h"}, `+byName+")"))
	require.Equal(t, []string{"Works 1"}, w.admin.tree(t, fmt.Sprintf("(filter: {parentId: %q})", holding)))
	require.Equal(t, []string{}, w.admin.tree(t, fmt.Sprintf("(filter: {parentId: %q, topLevel: true})", holding)))
	require.NotContains(t, w.foreign.tree(t, "(filter: {topLevel: true})"), "Holding 1")

	var branches sync.WaitGroup
	for range 8 {
		branches.Go(func() {
			w.admin.mutate(t, "createCustomer", "customer { id }", map[string]any{"name": "Branch", "parentId": holding})
		})
	}
	branches.Wait()
	require.Equal(t, []string{"Holding 9"}, w.admin.tree(t, `(filter: {topLevel: true, nameStartsWith: "ho"})`))
}
