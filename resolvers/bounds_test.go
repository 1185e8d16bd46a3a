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

// bounded is a string field of an input whose length the schema bounds with @length.
type bounded struct {
	mutation string
	// path is the path of the field in the arguments, such as `input.type.sso.ssoId`.
	path     []string
	min, max int
}

// boundedFields returns the string fields with @length of all mutations. A list is represented by its first entry.
func boundedFields(t *testing.T, schema *ast.Schema) []bounded {
	t.Helper()
	var all []bounded
	var walk func(mutation, typeName string, path []string)
	walk = func(mutation, typeName string, path []string) {
		for _, field := range schema.Types[typeName].Fields {
			fieldPath := append(append([]string{}, path...), field.Name)
			if field.Type.Elem != nil {
				fieldPath = append(fieldPath, "0")
			}
			if length := field.Directives.ForName("length"); length != nil && field.Type.Elem == nil {
				all = append(all, bounded{mutation: mutation, path: fieldPath, min: number(t, length, "min"), max: number(t, length, "max")})
			}
			if nested := schema.Types[field.Type.Name()]; nested.Kind == ast.InputObject {
				walk(mutation, nested.Name, fieldPath)
			}
		}
	}
	for _, mutation := range schema.Mutation.Fields {
		walk(mutation.Name, mutation.Arguments[0].Type.Name(), []string{"input"})
	}
	return all
}

func number(t *testing.T, directive *ast.Directive, argument string) int {
	t.Helper()
	bound := directive.Arguments.ForName(argument)
	if bound == nil {
		return 0
	}
	value, err := strconv.Atoi(bound.Value.Raw)
	require.NoError(t, err)
	return value
}

// text returns a string of this length that is valid for the field except for its length.
func (b bounded) text(length int) string {
	switch b.path[len(b.path)-1] {
	case "emailAddress":
		host := "@" + strings.Repeat("e", 30) + ".example"
		return (strings.Repeat("a", max(0, length-len(host))) + host)[:length]
	case "number":
		return strings.Repeat("1", length)
	default:
		if b.mutation == "updateExternalRole" {
			return strings.Repeat("ä", length) // createExternalRole uses the other name
		}
		return strings.Repeat("ö", length)
	}
}

// dataPath returns the path of the field as the data of a fault has it.
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

// variables returns arguments with only the field.
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

// validInput returns a valid input of the field's mutation.
func validInput(t *testing.T, w *world, field bounded) map[string]any {
	t.Helper()
	ids := w.putOneOfEach(t)
	userAccess := "ApiAccess"
	if field.path[len(field.path)-1] == "ssoId" {
		userAccess = "SsoAccess"
	}
	setting := map[string]any{"reader": "r1", "relays": []int{1}}
	window := map[string]any{"days": []string{"MONDAY"}, "from": "08:00", "to": "17:00"}
	holiday := map[string]any{"date": "2026-12-25", "name": "A"}
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
		"createTimeProfile":              {"name": "A", "timeZone": "UTC", "windows": []any{window}},
		"updateTimeProfile":              {"timeProfileId": ids["TimeProfile"]},
		"createHolidayCalendar":          {"name": "A", "holidays": []any{holiday}},
		"updateHolidayCalendar":          {"holidayCalendarId": ids["HolidayCalendar"], "holidays": []any{holiday}},
		"eraseUser":                      {"userId": ids["User"], "reason": "left"},
		"eraseExternalPersonalIdentity":  {"externalPersonalIdentityId": identity.ID, "reason": "left"},
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
	require.Contains(t, inputs, field.mutation, "the mutation needs a valid input here")
	return inputs[field.mutation]
}

// merged returns base with the values of override, in nested objects and the first entries of lists as well.
func merged(base, override map[string]any) map[string]any {
	inputs := map[string]any{}
	for name, value := range base {
		inputs[name] = value
	}
	for name, value := range override {
		inputs[name] = mergedValue(inputs[name], value)
	}
	return inputs
}

func mergedValue(base, override any) any {
	switch override := override.(type) {
	case map[string]any:
		if object, ok := base.(map[string]any); ok {
			return merged(object, override)
		}
	case []any:
		if list, ok := base.([]any); ok && len(list) > 0 {
			return []any{mergedValue(list[0], override[0])}
		}
	}
	return override
}

// problem returns what the domain reports for the field with a string of this length; "" if nothing.
func (b bounded) problem(t *testing.T, w *world, length int) any {
	t.Helper()
	query := `mutation($input: ` + w.schema.Schema().Mutation.Fields.ForName(b.mutation).Arguments[0].Type.String() + `) { ` +
		b.mutation + `(input: $input) { __typename } }`
	variables := merged(map[string]any{"input": validInput(t, w, b)}, b.variables(b.text(length)))
	for _, err := range w.run(t, query, variables).errs {
		for _, violation := range err.Violations {
			if problem, ok := violation.Data[b.dataPath()]; ok {
				return problem
			}
		}
	}
	return ""
}

// The schema documents the bounds that the domain enforces.
func TestLength_EqualsBoundsOfDomain(t *testing.T) {
	w := newWorld(t)
	fields := boundedFields(t, w.schema.Schema())
	require.GreaterOrEqual(t, len(fields), 47)
	for _, field := range fields {
		name := field.mutation + " " + field.dataPath()
		require.Empty(t, field.problem(t, w, field.max), "%s of maximum length", name)
		require.NotEmpty(t, field.problem(t, w, field.max+1), "%s too long", name)
		if field.min > 0 {
			require.NotEmpty(t, field.problem(t, w, field.min-1), "%s too short", name)
		}
	}
}
