package resolvers

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/actor"
	"accessgraph/domain/id"
)

func TestEntities_DescribeEveryTypeThatImplementsNode(t *testing.T) {
	schema := Schema()
	described := newEntities(Collections{}, schema)
	require.Len(t, described.nodes, len(schema.GetPossibleTypes(schema.Types["Node"]))-len(kindsOfUserAccess(schema))+1)
}

// kindsOfUserAccess returns the types that share the kind of ID of a user access.
func kindsOfUserAccess(schema *ast.Schema) []*ast.Definition {
	return schema.GetPossibleTypes(schema.Types["UserAccess"])
}

func TestEntities_OnlyTheCompanyNeedsNoScope(t *testing.T) {
	for kind, node := range newEntities(Collections{}, Schema()).nodes {
		if kind == id.Company {
			require.Empty(t, node.scope)
			continue
		}
		require.Contains(t, actor.Scopes(), node.scope, kind)
	}
}

func TestEntities_RootFieldsOfATypeNeedOneScope(t *testing.T) {
	schema := Schema()
	for _, definition := range schema.GetPossibleTypes(schema.Types["Node"]) {
		for _, field := range schema.Query.Fields {
			directive := field.Directives.ForName("requiresScope")
			if field.Type.Name() != definition.Name || directive == nil {
				continue
			}
			require.Equal(t, scopeOf(schema, definition.Name), actor.Scope(directive.Arguments.ForName("scope").Value.Raw), field.Name)
		}
	}
}
