package plan

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// compiles reports whether the cache compiles the plan of an operation instead of returning a cached one.
func compiles(t *testing.T, c *cache, operation *ast.OperationDefinition, size int, variables map[string]any) (isCompiled bool) {
	t.Helper()
	_, err := c.plan(&ast.QueryDocument{}, operation, variables, func(map[string]bool) (*Plan, error) {
		isCompiled = true
		return &Plan{size: size}, nil
	})
	require.NoError(t, err)
	return isCompiled
}

func TestCache_Limit(t *testing.T) {
	c := newCache(1000)
	operations := make([]*ast.OperationDefinition, 30)
	for i := range operations {
		operations[i] = &ast.OperationDefinition{}
		require.True(t, compiles(t, c, operations[i], 100, nil))
		require.LessOrEqual(t, c.size, 1000)
		require.LessOrEqual(t, len(c.entries), 10)
		require.Len(t, c.entries, c.recent.Len())
	}
	require.False(t, compiles(t, c, operations[29], 100, nil))
	require.False(t, compiles(t, c, operations[20], 100, nil))
	require.True(t, compiles(t, c, &ast.OperationDefinition{}, 100, nil))
	require.False(t, compiles(t, c, operations[20], 100, nil), "it was used more recently")
	require.True(t, compiles(t, c, operations[19], 100, nil))
}

func TestCache_LargePlan(t *testing.T) {
	c := newCache(1000)
	large := &ast.OperationDefinition{}
	require.True(t, compiles(t, c, large, 126, nil))
	require.True(t, compiles(t, c, large, 126, nil))
	require.Zero(t, c.size)
}

// An operation has a plan for each combination of its conditions. All of them share the limit of one operation.
func TestCache_Conditions(t *testing.T) {
	var selections ast.SelectionSet
	for i := range 4 {
		value := &ast.Value{Kind: ast.Variable, Raw: fmt.Sprintf("v%d", i)}
		condition := &ast.Directive{Name: "skip", Arguments: ast.ArgumentList{{Name: "if", Value: value}}}
		selections = append(selections, &ast.Field{Alias: "a", Name: "a", Directives: ast.DirectiveList{condition}})
	}
	operation := &ast.OperationDefinition{SelectionSet: selections}
	c := newCache(1000)
	for i := range 16 {
		variables := map[string]any{}
		for bit := range 4 {
			variables[fmt.Sprintf("v%d", bit)] = i>>bit&1 == 1
		}
		require.True(t, compiles(t, c, operation, 50, variables))
		require.False(t, compiles(t, c, operation, 50, variables))
		require.LessOrEqual(t, c.size, 125)
	}
}
