package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/graph/generated"
)

func parsedSchema() *ast.Schema { return generated.NewExecutableSchema(generated.Config{}).Schema() }

// ownTypes returns the types that the schema files define, sorted by name.
func ownTypes() []*ast.Definition {
	var own []*ast.Definition
	for _, definition := range parsedSchema().Types {
		if !definition.BuiltIn {
			own = append(own, definition)
		}
	}
	slices.SortFunc(own, func(a, b *ast.Definition) int { return strings.Compare(a.Name, b.Name) })
	return own
}

// ownFields returns the fields of a type without introspection fields.
func ownFields(definition *ast.Definition) []*ast.FieldDefinition {
	return slices.DeleteFunc(slices.Clone(definition.Fields), func(field *ast.FieldDefinition) bool {
		return strings.HasPrefix(field.Name, "__")
	})
}

// eachOutputField calls a function for every field of every object and interface, including root fields.
func eachOutputField(call func(coordinate string, owner *ast.Definition, field *ast.FieldDefinition)) {
	for _, definition := range ownTypes() {
		if definition.Kind != ast.Object && definition.Kind != ast.Interface {
			continue
		}
		for _, field := range ownFields(definition) {
			call(definition.Name+"."+field.Name, definition, field)
		}
	}
}

func directiveArgument(field *ast.FieldDefinition, directive, argument string) *ast.Value {
	declared := field.Directives.ForName(directive)
	if declared == nil {
		return nil
	}
	return declared.Arguments.ForName(argument).Value
}

func requiredScope(field *ast.FieldDefinition) string {
	if scope := directiveArgument(field, "requiresScope", "scope"); scope != nil {
		return scope.Raw
	}
	return ""
}

func raised(field *ast.FieldDefinition) []string {
	reasons := []string{}
	if declared := directiveArgument(field, "raises", "reasons"); declared != nil {
		for _, reason := range declared.Children {
			reasons = append(reasons, reason.Value.Raw)
		}
	}
	return reasons
}

func TestDescriptions_Complete(t *testing.T) {
	schema := parsedSchema()
	for name, directive := range schema.Directives {
		if directive.Position.Src.BuiltIn {
			continue
		}
		requireDescription(t, "@"+name, directive.Description)
		requireArgumentsDescribed(t, "@"+name, directive.Arguments)
	}
	for _, definition := range ownTypes() {
		requireDescription(t, definition.Name, definition.Description)
		for _, value := range definition.EnumValues {
			requireDescription(t, definition.Name+"."+value.Name, value.Description)
		}
		for _, field := range ownFields(definition) {
			requireDescription(t, definition.Name+"."+field.Name, field.Description)
			requireArgumentsDescribed(t, definition.Name+"."+field.Name, field.Arguments)
		}
	}
}

func requireArgumentsDescribed(t *testing.T, of string, arguments ast.ArgumentDefinitionList) {
	t.Helper()
	for _, argument := range arguments {
		requireDescription(t, of+"("+argument.Name+":)", argument.Description)
	}
}

// requireDescription requires a sentence: it begins with a capital or a name, and ends with a full stop.
func requireDescription(t *testing.T, of, description string) {
	t.Helper()
	require.Regexp(t, "^[A-Z0-9`].* .*\\.$", description, "description of %s", of)
}

func TestMutation_InputAndPayload(t *testing.T) {
	schema := parsedSchema()
	for _, field := range ownFields(schema.Mutation) {
		name := strings.ToUpper(field.Name[:1]) + field.Name[1:]
		require.Equal(t, name+"Payload", field.Type.String(), "%s must be nullable", field.Name)
		require.Len(t, field.Arguments, 1, field.Name)
		require.Equal(t, "input", field.Arguments[0].Name, field.Name)
		require.Equal(t, name+"Input!", field.Arguments[0].Type.String(), field.Name)
		require.Equal(t, ast.Object, schema.Types[name+"Payload"].Kind)
	}
}

func TestConnections(t *testing.T) {
	schema := parsedSchema()
	connections := 0
	eachOutputField(func(coordinate string, _ *ast.Definition, field *ast.FieldDefinition) {
		name, isConnection := strings.CutSuffix(field.Type.Name(), "Connection")
		if !isConnection {
			return
		}
		connections++
		require.False(t, field.Type.NonNull, "%s must be nullable", coordinate)
		require.Equal(t, []string{"first: Int", "after: String", "last: Int", "before: String"}, signature(field.Arguments)[:4], coordinate)
		require.Equal(t, []string{"PAGE_SIZE_NOT_VALID", "PAGE_DIRECTION_NOT_VALID", "CURSOR_NOT_VALID"}, raised(field)[:3], coordinate)
		require.Equal(t, []string{"edges: [" + name + "Edge!]!", "nodes: [" + name + "!]!", "pageInfo: PageInfo!", "totalCount: Int"}, fieldTypes(schema.Types[name+"Connection"]))
		require.Equal(t, []string{"cursor: String!", "node: " + name + "!"}, fieldTypes(schema.Types[name+"Edge"]))
		if !slices.Contains(derivedEntries(), name) {
			require.Contains(t, schema.Types[name].Interfaces, "Node", coordinate)
		}
	})
	require.GreaterOrEqual(t, connections, 36)
}

// derivedEntries are the types with pages that are computed for a request, and have no IDs.
func derivedEntries() []string { return []string{"OpenedReader", "PassageChange"} }

func signature(arguments ast.ArgumentDefinitionList) []string {
	var texts []string
	for _, argument := range arguments {
		texts = append(texts, argument.Name+": "+argument.Type.String())
	}
	return texts
}

func fieldTypes(definition *ast.Definition) []string {
	var texts []string
	for _, field := range ownFields(definition) {
		texts = append(texts, field.Name+": "+field.Type.String())
	}
	return texts
}

func TestSecrets_ReturnedOnce(t *testing.T) {
	var secrets []string
	eachOutputField(func(coordinate string, _ *ast.Definition, field *ast.FieldDefinition) {
		name := strings.ToLower(field.Name)
		for _, secret := range []string{"hash", "secret", "token", "password", "apikey"} {
			if strings.Contains(name, secret) && field.Type.Name() == "String" {
				secrets = append(secrets, coordinate)
			}
		}
	})
	require.Equal(t, []string{"CreateApplicationPayload.apiKey", "InviteAccessPayload.invitationToken", "IssueApiKeyPayload.apiKey"}, secrets, "only the mutation that creates a secret returns it")
	require.Equal(t, []string{
		"id: ID!", "hint: String!", "createdAt: DateTime!", "expiresAt: DateTime", "lastUsedAt: DateTime",
	}, fieldTypes(parsedSchema().Types["ApiKey"]))
}

func TestDeprecated_OnlyRefusedInputs(t *testing.T) {
	for _, definition := range ownTypes() {
		for _, field := range ownFields(definition) {
			if field.Directives.ForName("deprecated") == nil {
				continue
			}
			require.Equal(t, ast.InputObject, definition.Kind, "%s.%s", definition.Name, field.Name)
			require.False(t, field.Type.NonNull, "%s.%s", definition.Name, field.Name)
			require.Contains(t, field.Description, "Always refused", "%s.%s", definition.Name, field.Name)
		}
	}
}

// Every list that a client can send has a maximum length.
func TestLength_OnEveryListInput(t *testing.T) {
	lists := 0
	check := func(coordinate string, listType *ast.Type, directives ast.DirectiveList) {
		if listType.Elem == nil {
			return
		}
		lists++
		bounds := directives.ForName("length")
		require.NotNil(t, bounds, "%s needs @length", coordinate)
		require.Nil(t, listType.Elem.Elem, "%s is a list of lists, of which @length bounds the outer one only", coordinate)
	}
	eachOutputField(func(coordinate string, _ *ast.Definition, field *ast.FieldDefinition) {
		for _, argument := range field.Arguments {
			check(coordinate+"("+argument.Name+":)", argument.Type, argument.Directives)
		}
	})
	for _, definition := range ownTypes() {
		if definition.Kind != ast.InputObject {
			continue
		}
		for _, field := range definition.Fields {
			check(definition.Name+"."+field.Name, field.Type, field.Directives)
		}
	}
	require.Equal(t, 31, lists)
}
