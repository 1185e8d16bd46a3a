package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
)

// nullable is an input that may be null: an argument, or a field of an input object, by its coordinate in the schema.
type nullable struct {
	coordinate  string
	description string
	// path leads from the argument to it.
	path []string
	typ  *ast.Type
}

// nullables returns the nullable inputs of a field, those of nested objects included. The fields of a @oneOf object are left
// out: they may be absent, and never null.
func nullables(field *ast.FieldDefinition, coordinate string) []nullable {
	var all []nullable
	var within func(typ *ast.Type, path []string)
	visit := func(coordinate, description string, typ *ast.Type, path []string, oneOf bool) {
		if !typ.NonNull && !oneOf {
			all = append(all, nullable{coordinate, description, path, typ})
		}
		within(typ, path)
	}
	within = func(typ *ast.Type, path []string) {
		definition := schema().Types[typ.Name()]
		if definition.Kind != ast.InputObject || typ.Elem != nil {
			return
		}
		oneOf := definition.Directives.ForName("oneOf") != nil
		for _, member := range definition.Fields {
			visit(definition.Name+"."+member.Name, member.Description, member.Type, append(slices.Clone(path), member.Name), oneOf)
		}
	}
	for _, argument := range field.Arguments {
		visit(coordinate+"("+argument.Name+":)", argument.Description, argument.Type, []string{argument.Name}, false)
	}
	return all
}

// ways are how a null is sent: in the document, by a variable of its own, and within the variable of the whole argument.
var ways = []string{"literal", "variable", "object"}

// required returns an object with the fields that its type requires.
func required(definition *ast.Definition) *ast.Value {
	object := &ast.Value{Kind: ast.ObjectValue}
	for _, field := range definition.Fields {
		if !field.Type.NonNull || field.DefaultValue != nil {
			continue
		}
		value := &ast.Value{Kind: ast.StringValue, Raw: "1"}
		if values := schema().Types[field.Type.Name()].EnumValues; len(values) > 0 {
			value = &ast.Value{Kind: ast.EnumValue, Raw: values[0].Name}
		}
		object.Children = append(object.Children, &ast.ChildValue{Name: field.Name, Value: value})
	}
	return object
}

// withNull returns a document whose field of that name has null at a path, or, for the way "absent", has nothing there, and
// the variables to send with it.
func withNull(t *testing.T, document, fieldName string, argument *ast.Type, null nullable, way string) (string, map[string]any) {
	t.Helper()
	query, err := parser.ParseQuery(&ast.Source{Input: document})
	require.NoError(t, err)
	operation := query.Operations[0]
	field := fieldNamed(operation.SelectionSet, fieldName)
	require.NotNil(t, field)
	top := &ast.Value{Kind: ast.ObjectValue}
	for _, each := range field.Arguments {
		top.Children = append(top.Children, &ast.ChildValue{Name: each.Name, Value: each.Value})
	}
	value := &ast.Value{Kind: ast.NullValue, Raw: "null"}
	if way == "variable" {
		value = &ast.Value{Kind: ast.Variable, Raw: "v"}
		operation.VariableDefinitions = ast.VariableDefinitionList{{Variable: "v", Type: null.typ}}
	}
	last := len(null.path) - 1
	object, holder, typ := top, (*ast.Definition)(nil), argument
	for _, name := range null.path[:last] {
		if holder != nil {
			typ = holder.Fields.ForName(name).Type
		}
		child := object.Children.ForName(name)
		if child == nil {
			if holder != nil && holder.Directives.ForName("oneOf") != nil {
				object.Children = nil
			}
			child = required(schema().Types[typ.Name()])
			object.Children = append(object.Children, &ast.ChildValue{Name: name, Value: child})
		}
		object, holder = child, schema().Types[typ.Name()]
	}
	object.Children = slices.DeleteFunc(object.Children, func(child *ast.ChildValue) bool { return child.Name == null.path[last] })
	if way != "absent" {
		object.Children = append(object.Children, &ast.ChildValue{Name: null.path[last], Value: value})
	}
	variables := map[string]any{"v": nil}
	if way == "object" {
		whole := top.Children.ForName(null.path[0])
		content, err := whole.Value(nil)
		require.NoError(t, err)
		variables["v"] = content
		*whole = ast.Value{Kind: ast.Variable, Raw: "v"}
		operation.VariableDefinitions = ast.VariableDefinitionList{{Variable: "v", Type: argument}}
	}
	field.Arguments = nil
	for _, child := range top.Children {
		field.Arguments = append(field.Arguments, &ast.Argument{Name: child.Name, Value: child.Value})
	}
	var text strings.Builder
	formatter.NewFormatter(&text).FormatQueryDocument(query)
	return text.String(), variables
}

// fieldNamed returns the field of that name, at the root or within what the first field selects.
func fieldNamed(selections ast.SelectionSet, name string) *ast.Field {
	for _, selection := range selections {
		var below ast.SelectionSet
		switch selection := selection.(type) {
		case *ast.Field:
			if selection.Name == name {
				return selection
			}
			below = selection.SelectionSet
		case *ast.InlineFragment:
			below = selection.SelectionSet
		}
		if field := fieldNamed(below, name); field != nil {
			return field
		}
	}
	return nil
}

// reads returns a document for each field that reads and has arguments, by its coordinate.
func (w *world) reads(t *testing.T) map[string]string {
	t.Helper()
	documents, ids := map[string]string{}, map[string]string{}
	for _, id := range w.names {
		if got := w.admin.send(t, `query($id: ID!) { node(id: $id) { __typename id } }`, map[string]any{"id": id}); len(got.Errors) == 0 && got.Data["node"] != nil {
			ids[text(t, got.Data, "node", "__typename")] = id
		}
	}
	for _, definition := range schema().Types {
		for _, field := range definition.Fields {
			if len(field.Arguments) == 0 || strings.HasPrefix(field.Name, "__") || definition.Kind != ast.Object || definition.BuiltIn || definition.Name == "Mutation" {
				continue
			}
			coordinate := definition.Name + "." + field.Name
			if definition.Name == "Query" {
				documents[coordinate] = operations()[field.Name].document(t, w, "query", field.Name)
				continue
			}
			if definition.Name == "PassagePreview" {
				documents[coordinate] = w.fillText(t, `query { previewPassages(changes: [{deleteAccessRule: "${rule}"}]) { changes { nodes { reader } } } }`)
				continue
			}
			require.Contains(t, ids, definition.Name, "%s needs an object", coordinate)
			selection := "{ __typename }"
			if strings.HasSuffix(field.Type.Name(), "Connection") {
				selection = "{ nodes { __typename } }"
			}
			documents[coordinate] = fmt.Sprintf(`query { node(id: %q) { ... on %s { %s %s } } }`, ids[definition.Name], definition.Name, field.Name, selection)
		}
	}
	return documents
}

// A null in an argument, a filter or an order is ignored.
func TestNulls_InQueriesAreIgnored(t *testing.T) {
	w := newWorld(t)
	checked := map[string]bool{}
	for coordinate, document := range w.reads(t) {
		typeName, fieldName, _ := strings.Cut(coordinate, ".")
		field := schema().Types[typeName].Fields.ForName(fieldName)
		for _, null := range nullables(field, coordinate) {
			checked[null.coordinate] = true
			argument := field.Arguments.ForName(null.path[0]).Type
			absent, _ := withNull(t, document, fieldName, argument, null, "absent")
			expected := w.admin.send(t, absent, nil)
			require.Empty(t, expected.Errors, "%s: %s", null.coordinate, expected.raw)
			for _, way := range ways {
				changed, variables := withNull(t, document, fieldName, argument, null, way)
				got := w.admin.send(t, changed, variables)
				require.Empty(t, got.Errors, "%s, %s: %s", null.coordinate, way, got.raw)
				require.Equal(t, expected.Data, got.Data, "%s, %s", null.coordinate, way)
			}
		}
	}
	for _, coordinate := range []string{"AccessFilter.privateId", "AuditLogFilter.subjectId", "Query.accesses(orderBy:)", "User.userAccesses(first:)"} {
		require.True(t, checked[coordinate], coordinate)
	}
}

// An empty text in a filter is a text that nothing has, and asks for no more than that: it is not as if it were absent.
func TestEmptyTexts_InAFilterLeaveNothingOrAreRefused(t *testing.T) {
	w := newWorld(t)
	checked := 0
	for _, connection := range lists(t, w) {
		typeName, fieldName, _ := strings.Cut(connection.coordinate, ".")
		filter := schema().Types[schemaField(typeName, fieldName).Arguments.ForName("filter").Type.Name()]
		for _, member := range filter.Fields {
			if name := member.Type.Name(); name != "ID" && name != "String" {
				continue
			}
			checked++
			got := w.admin.send(t, fmt.Sprintf(`%s%s(filter: {%s: ""}) { nodes { id } }%s`, connection.open, connection.field, member.Name, connection.end), nil)
			if len(got.Errors) > 0 {
				require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason, got.raw)
				continue
			}
			data := any(got.Data)
			if typeName != "Query" {
				data = at(t, data, "parent")
			}
			require.Empty(t, at(t, data, connection.field, "nodes"), "%s(filter: {%s:})", connection.coordinate, member.Name)
		}
	}
	require.GreaterOrEqual(t, checked, 60)
}

// nullInputs are the arguments that some fields need, where those of the operation do not do.
func nullInputs() map[string]string {
	return map[string]string{
		"ApiAccessInput.language":             `input: {userId: "${user}", type: {api: {name: "Night"}}}`,
		"UpdateUserAccessInput.language":      `input: {userAccessId: "${apiAccess}", language: "de"}`,
		"UpdateUserAccessInput.twoFaEnabled":  `input: {userAccessId: "${uiAccess}"}`,
		"UpdateUserAccessInput.ssoId":         `input: {userAccessId: "${ssoAccess}"}`,
		"UpdateAccessInput.corporateName":     `input: {accessId: "${corporateAccess}"}`,
		"UpdateAccessInput.corporateRoleName": `input: {accessId: "${corporateAccess}"}`,
	}
}

// In an input of a creation null is as good as absent. Of the others, the description says what null does: it is as if left
// out, it clears the field, or it is refused by the field's path.
func TestNulls_InInputsDoWhatTheirDescriptionSays(t *testing.T) {
	shared := newWorld(t)
	for i, field := range schema().Mutation.Fields {
		creates := strings.HasPrefix(field.Name, "create")
		for j, null := range nullables(field, "Mutation."+field.Name) {
			t.Run(field.Name+"/"+null.coordinate, func(t *testing.T) {
				for k, way := range append([]string{"absent"}, ways...) {
					w := shared
					if slices.ContainsFunc([]string{"activate", "delete", "erase", "issue", "revoke"}, func(verb string) bool { return strings.HasPrefix(field.Name, verb) }) {
						w = newWorld(t) // what is done once is done to an object of its own
						w.application(t, []string{"ADMIN"}, nil)
					}
					operation := operations()[field.Name]
					if arguments, ok := nullInputs()[null.coordinate]; ok {
						operation.arguments = arguments
					}
					document := unique(operation.document(t, w, "mutation", field.Name), 1000*i+10*j+k)
					changed, variables := withNull(t, document, field.Name, field.Arguments[0].Type, null, way)
					got := w.admin.send(t, changed, variables)
					path := strings.Join(null.path, ".")
					switch {
					case way == "absent", saysNullIsAbsent(null.description), clears(null.description):
						requireNullOutcome(t, creates, path, got)
					case creates:
						requireNullOutcome(t, creates, path, got)
					default:
						require.Regexp(t, "Null (or blank )?is refused", null.description)
						require.Len(t, got.Errors, 1, "%s: %s", way, got.raw)
						require.Contains(t, got.Errors[0].Extensions.Data, path, "%s: %s", way, got.raw)
					}
				}
			})
		}
	}
}

// saysNullIsAbsent reports whether a description says that null is as good as absent.
func saysNullIsAbsent(description string) bool {
	return strings.Contains(description, "eft out or null") || strings.Contains(description, "Null or absent")
}

// clears reports whether a description says that null clears the field.
func clears(description string) bool {
	return strings.Contains(description, "null removes it") || strings.Contains(description, "null for the user's language") ||
		strings.Contains(description, "Null: ") || strings.Contains(description, "null: without limit")
}

// requireNullOutcome holds an answer to success or, in a creation that requires the field, to what is said of one that is absent.
func requireNullOutcome(t *testing.T, creates bool, path string, got answer) {
	t.Helper()
	if len(got.Errors) == 0 {
		return
	}
	require.True(t, creates, got.raw)
	require.Equal(t, "must be specified", got.Errors[0].Extensions.Data[path], got.raw)
}

// unique makes the names, codes and numbers that a document creates its own.
func unique(document string, number int) string {
	for _, taken := range []string{`"Auditor"`, `"AUDITOR"`, `"12345"`} {
		document = strings.ReplaceAll(document, taken, fmt.Sprintf("%s%d\"", strings.TrimSuffix(taken, `"`), number))
	}
	return document
}
