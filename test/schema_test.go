package test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// TestSchema_EditedTypesHaveTheSameFields reads the schema: what has a version was edited, and says when and by whom.
func TestSchema_EditedTypesHaveTheSameFields(t *testing.T) {
	count := 0
	for _, definition := range schema().Types {
		if definition.Kind != ast.Object || definition.Fields.ForName("version") == nil || definition.Fields.ForName("id") == nil {
			continue
		}
		count++
		require.Contains(t, parents(), definition.Name, "it is in the tests of lists")
		for name, typ := range map[string]string{
			"createdAt": "DateTime!", "createdBy": "Actor!", "updatedAt": "DateTime!", "version": "Int!", "history": "AuditRecordConnection",
		} {
			field := definition.Fields.ForName(name)
			require.NotNil(t, field, "%s.%s", definition.Name, name)
			require.Equal(t, typ, field.Type.String(), "%s.%s", definition.Name, name)
		}
	}
	require.GreaterOrEqual(t, count, 14)
}

// TestSchema_MutationsOfAnObjectTakeItsVersion reads the schema: whoever names an object to change or delete can name the version
// that they saw.
func TestSchema_MutationsOfAnObjectTakeItsVersion(t *testing.T) {
	exempt := map[string]string{
		"acceptAccessInvitation": "the invited user sees no version",
		"recordPassage":          "it changes nothing that is edited",
	}
	count := 0
	for _, mutation := range schema().Mutation.Fields {
		if strings.HasPrefix(mutation.Name, "create") || exempt[mutation.Name] != "" {
			continue
		}
		count++
		field := schema().Types[mutation.Arguments[0].Type.Name()].Fields.ForName("expectedVersion")
		require.NotNil(t, field, mutation.Name)
		require.Equal(t, "Int", field.Type.String(), mutation.Name)
		require.Contains(t, mutation.Directives.ForName("raises").Arguments.ForName("reasons").Value.String(), "VERSION_CONFLICT", mutation.Name)
	}
	require.GreaterOrEqual(t, count, 20)
}

// TestExpectedVersion_AnotherOneChangesNothing sends each mutation of an object another version than the object has: nothing changes.
func TestExpectedVersion_AnotherOneChangesNothing(t *testing.T) {
	w := newWorld(t)
	for _, mutation := range schema().Mutation.Fields {
		if schema().Types[mutation.Arguments[0].Type.Name()].Fields.ForName("expectedVersion") == nil {
			continue
		}
		t.Run(mutation.Name, func(t *testing.T) {
			called := operations()[mutation.Name]
			called.arguments = strings.Replace(called.arguments, "input: {", "input: {expectedVersion: 4711, ", 1)
			before := w.snapshot(t)
			got := w.admin.send(t, called.document(t, w, "mutation", mutation.Name), nil)
			require.Len(t, got.Errors, 1, got.raw)
			require.Equal(t, "VERSION_CONFLICT", got.Errors[0].Extensions.Reason, got.raw)
			require.Positive(t, got.Errors[0].Extensions.Data["currentVersion"])
			require.Equal(t, before, w.snapshot(t))
		})
	}
}

// TestSchema_ListsAreFilteredAndSorted reads the schema: lists of the root, and those of an object, take a filter and an order of
// their type's own.
func TestSchema_ListsAreFilteredAndSorted(t *testing.T) {
	count := 0
	for _, definition := range schema().Types {
		for _, field := range definition.Fields {
			if definition.Kind == ast.InputObject || !strings.HasSuffix(field.Type.Name(), "Connection") {
				continue
			}
			if isDerived(field.Type.Name()) {
				continue // what is computed is selected by the arguments of the field
			}
			count++
			coordinate := definition.Name + "." + field.Name
			for _, argument := range []string{"filter", "orderBy"} {
				require.NotNil(t, field.Arguments.ForName(argument), "%s(%s:)", coordinate, argument)
			}
			order := schema().Types[field.Arguments.ForName("orderBy").Type.Name()]
			require.Equal(t, []string{"field", "direction"}, []string{order.Fields[0].Name, order.Fields[1].Name}, coordinate)
			require.NotEmpty(t, order.Fields[0].DefaultValue, coordinate)
			named := slices.ContainsFunc(schema().Types[field.Arguments.ForName("filter").Type.Name()].Fields, func(member *ast.FieldDefinition) bool {
				return strings.HasSuffix(member.Name, "tartsWith")
			})
			fields := slices.DeleteFunc(slices.Clone(schema().Types[order.Fields[0].Type.Name()].EnumValues), func(value *ast.EnumValueDefinition) bool {
				return value.Directives.ForName("deprecated") != nil // another name of one that counts
			})
			require.Equal(t, named, len(fields) > 1 || order.Name == "ReaderOrder", "%s is sorted by the name that it is searched by", coordinate)
		}
	}
	require.GreaterOrEqual(t, count, 40)
}
