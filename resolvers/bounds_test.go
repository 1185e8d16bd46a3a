package resolvers_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/access"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

// bounded is a text of an input that the schema bounds with @length.
type bounded struct {
	mutation string
	// path is the text's in the arguments, such as `input.type.sso.ssoId`.
	path     []string
	min, max int
}

// boundedTexts finds every @length of the schema's mutations, lists entered at their first entry.
func boundedTexts(t *testing.T, schema *ast.Schema) []bounded {
	t.Helper()
	var found []bounded
	var walk func(mutation, typeName string, path []string)
	walk = func(mutation, typeName string, path []string) {
		for _, field := range schema.Types[typeName].Fields {
			at := append(append([]string{}, path...), field.Name)
			if field.Type.Elem != nil {
				at = append(at, "0")
			}
			if length := field.Directives.ForName("length"); length != nil && field.Type.Elem == nil {
				found = append(found, bounded{mutation: mutation, path: at, min: number(t, length, "min"), max: number(t, length, "max")})
			}
			if nested := schema.Types[field.Type.Name()]; nested.Kind == ast.InputObject {
				walk(mutation, nested.Name, at)
			}
		}
	}
	for _, mutation := range schema.Mutation.Fields {
		walk(mutation.Name, mutation.Arguments[0].Type.Name(), []string{"input"})
	}
	return found
}

func number(t *testing.T, directive *ast.Directive, argument string) int {
	t.Helper()
	given := directive.Arguments.ForName(argument)
	if given == nil {
		return 0
	}
	value, err := strconv.Atoi(given.Value.Raw)
	require.NoError(t, err)
	return value
}

// text is one of so many characters, as valid as can be for its field.
func (b bounded) text(length int) string {
	switch b.path[len(b.path)-1] {
	case "emailAddress":
		host := "@" + strings.Repeat("e", 30) + ".example"
		return (strings.Repeat("a", max(0, length-len(host))) + host)[:length]
	case "number":
		return strings.Repeat("1", length)
	default:
		if b.mutation == "updateExternalRole" {
			return strings.Repeat("ä", length) // createExternalRole has taken the other name
		}
		return strings.Repeat("ö", length)
	}
}

// dataPath is how the text is named in the data of a fault.
func (b bounded) dataPath() string {
	var path strings.Builder
	for i, step := range b.path {
		switch {
		case step == "0":
			path.WriteString("[0]")
		case i > 0:
			path.WriteString("." + step)
		default:
			path.WriteString(step)
		}
	}
	return path.String()
}

// variables is a map that holds nothing but the text.
func (b bounded) variables(text string) map[string]any {
	var value any = text
	for i := len(b.path) - 1; i >= 0; i-- {
		if b.path[i] == "0" {
			value = []any{value}
		} else {
			value = map[string]any{b.path[i]: value}
		}
	}
	variables, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	return variables
}

// inputOf is a valid input of the mutation of a bounded text.
func inputOf(t *testing.T, w *world, text bounded) map[string]any {
	t.Helper()
	ids := w.oneOfEach(t)
	userAccess := "ApiAccess"
	if text.path[len(text.path)-1] == "ssoId" {
		userAccess = "SsoAccess"
	}
	setting := map[string]any{"reader": "r1", "relays": []int{1}}
	person := map[string]any{"firstName": "A", "lastName": "B", "emailAddress": "a@example.com", "managed": true}
	corporate := &access.Access{Base: newBase(t, id.Access, w.caller.CompanyID), Type: access.Corporate, State: access.Active}
	account := &roleaccount.ExternalRoleAccount{
		Base: newBase(t, id.ExternalRoleAccount, w.caller.CompanyID), FirstName: "A", LastName: "B", EmailAddress: "a@example.com",
	}
	identity := &roleaccount.ExternalPersonalIdentity{
		Base: newBase(t, id.ExternalPersonalIdentity, w.caller.CompanyID), FirstName: "A", LastName: "B", EmailAddress: "a@example.com",
	}
	account.PersonalIdentityID = identity.ID
	w.store.Put(corporate, account, identity)
	role := w.run(t, `mutation($name: String) { createExternalRole(input: {name: $name, enabled: true}) { externalRole { id } } }`, map[string]any{"name": account.ID}).
		text("createExternalRole", "externalRole", "id")
	inputs := map[string]map[string]any{
		"createAccess": {
			"type": "CORPORATE", "privateId": ids["ExternalPersonalIdentity"], "roleAccountId": ids["ExternalRoleAccount"],
			"managed": true, "firstName": "A", "lastName": "B",
		},
		"updateAccess":                   {"accessId": corporate.ID},
		"createAccessRule":               {"name": "A", "description": "", "settings": []any{setting}},
		"createApplication":              {"name": "A", "scopes": []string{"PASSAGE"}},
		"updateAccessRule":               {"accessRuleId": ids["AccessRule"], "settings": []any{setting}},
		"updateIdentifier":               {"identifierId": ids["Identifier"]},
		"recordPassage":                  {"reader": "r1", "identifier": map[string]any{"identifierId": ids["Identifier"]}},
		"updateApplication":              {"applicationId": w.caller.ApplicationID},
		"createCustomer":                 {"name": "A"},
		"createExternalPersonalIdentity": person,
		"createExternalRole":             {"name": "A", "enabled": true},
		"createExternalRoleAccount":      merged(person, map[string]any{"roleId": ids["ExternalRole"]}),
		"createIdentifier":               {"name": "A", "affiliation": "OWNER", "type": "CARD", "number": "12"},
		"createUser":                     {"firstName": "A", "lastName": "B", "customerId": ids["Customer"]},
		"createUserAccess":               {"userId": ids["User"]},
		"createUserAccessRole":           {"code": "A", "description": ""},
		"updateExternalPersonalIdentity": {"externalPersonalIdentityId": identity.ID},
		"updateExternalRole":             {"externalRoleId": role},
		"updateExternalRoleAccount":      {"externalRoleAccountId": account.ID},
		"updateCustomer":                 {"customerId": ids["Customer"]},
		"updateUser":                     {"userId": ids["User"]},
		"updateUserAccess":               {"userAccessId": ids[userAccess]},
		"updateUserAccessRole":           {"userAccessRoleId": ids["UserAccessRole"]},
	}
	require.Contains(t, inputs, text.mutation, "a valid input for a mutation with bounded texts")
	return inputs[text.mutation]
}

// merged lays one input over another, into objects and the first entries of lists.
func merged(under, over map[string]any) map[string]any {
	result := map[string]any{}
	for name, value := range under {
		result[name] = value
	}
	for name, value := range over {
		result[name] = laidOver(result[name], value)
	}
	return result
}

func laidOver(under, over any) any {
	switch over := over.(type) {
	case map[string]any:
		if lower, ok := under.(map[string]any); ok {
			return merged(lower, over)
		}
	case []any:
		if lower, ok := under.([]any); ok && len(lower) > 0 {
			return []any{laidOver(lower[0], over[0])}
		}
	}
	return over
}

// problem is what the domain says of a text of this length; empty when it says nothing.
func (b bounded) problem(t *testing.T, w *world, length int) any {
	t.Helper()
	query := `mutation($input: ` + w.schema.Schema().Mutation.Fields.ForName(b.mutation).Arguments[0].Type.String() + `) { ` +
		b.mutation + `(input: $input) { __typename } }`
	variables := merged(map[string]any{"input": inputOf(t, w, b)}, b.variables(b.text(length)))
	for _, told := range w.run(t, query, variables).errs {
		for _, violation := range told.Violations {
			if what, found := violation.Data[b.dataPath()]; found {
				return what
			}
		}
	}
	return ""
}

// The schema's bounds are for readers; the domain's are the ones that hold. They are the same.
func TestTheSchemasBoundsAreTheDomains(t *testing.T) {
	w := newWorld(t)
	found := boundedTexts(t, w.schema.Schema())
	require.GreaterOrEqual(t, len(found), 47)
	for _, text := range found {
		name := text.mutation + " " + text.dataPath()
		require.Empty(t, text.problem(t, w, text.max), "%s at its longest", name)
		require.NotEmpty(t, text.problem(t, w, text.max+1), "%s too long", name)
		if text.min > 0 {
			require.NotEmpty(t, text.problem(t, w, text.min-1), "%s too short", name)
		}
	}
}
