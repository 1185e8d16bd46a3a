package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// anyKey stands for the objects that any valid key may reach: one's own application and company. The resolvers ask for
// ADMIN where it is another application.
const anyKey = "any valid API key"

// families are the types that have an ID of their own, by the scope that reading them needs.
func families() map[string]string {
	return map[string]string{
		"Access":                   "ACCESS_READ",
		"ExternalPersonalIdentity": "ROLE_ACCOUNT_READ",
		"ExternalRole":             "ROLE_ACCOUNT_READ",
		"ExternalRoleAccount":      "ROLE_ACCOUNT_READ",
		"Customer":                 "USER_ACCESS_READ",
		"User":                     "USER_ACCESS_READ",
		"UserAccess":               "USER_ACCESS_READ",
		"UiAccess":                 "USER_ACCESS_READ",
		"SsoAccess":                "USER_ACCESS_READ",
		"ApiAccess":                "USER_ACCESS_READ",
		"ProfileAccess":            "USER_ACCESS_READ",
		"UserAccessRole":           "USER_ACCESS_READ",
		"AccessRule":               "ACCESS_RULE_READ",
		"Identifier":               "ACCESS_RULE_READ",
		"AuditRecord":              "AUDIT_READ",
		"Passage":                  "ACCESS_RULE_READ",
		"Reader":                   "ACCESS_RULE_READ",
		"Application":              anyKey,
		"Company":                  anyKey,
	}
}

// familyOf is the scope of the objects in a type: those on a page, for a connection. It is empty for a type that leads
// to none.
func familyOf(typeName string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(typeName, "Connection"), "Edge")
	return families()[name]
}

func TestEveryObjectHasAFamily(t *testing.T) {
	for _, definition := range ownTypes() {
		if definition.Name == "Node" || !slices.Contains(definition.Interfaces, "Node") {
			continue
		}
		require.NotEmpty(t, familyOf(definition.Name), definition.Name)
	}
}

func TestRootFieldsDeclareWhoMayCall(t *testing.T) {
	schema := parsedSchema()
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation} {
		for _, field := range ownFields(root) {
			declared := 0
			for _, directive := range []string{"requiresScope", "authenticated", "public"} {
				if field.Directives.ForName(directive) != nil {
					declared++
				}
			}
			require.Equal(t, 1, declared, "%s.%s declares exactly one of them", root.Name, field.Name)
		}
	}
	for _, field := range ownFields(schema.Mutation) {
		if field.Name == "acceptAccessInvitation" {
			require.NotNil(t, field.Directives.ForName("public"), "the token is the key")
			continue
		}
		require.Regexp(t, "_WRITE$|^ADMIN$|^PASSAGE$", requiredScope(field), field.Name)
	}
}

func TestEveryFieldThatReachesAFamilyNeedsItsScope(t *testing.T) {
	eachOutputField(func(coordinate string, owner *ast.Definition, field *ast.FieldDefinition) {
		reached := familyOf(field.Type.Name())
		if reached == "" || reached == familyOf(owner.Name) || strings.HasSuffix(owner.Name, "Payload") {
			return
		}
		switch {
		case coordinate == "Query.applications":
			require.Equal(t, "ADMIN", requiredScope(field), "the others' applications")
		case reached == anyKey:
			require.NotNil(t, field.Directives.ForName("authenticated"), coordinate)
		default:
			require.Equal(t, reached, requiredScope(field), coordinate)
		}
	})
}

// What a mutation answers with is what its own scope lets the caller write: the family's write scope holds its read
// scope, and ADMIN writes roles of user accesses and applications. A field that shows another family needs its scope itself.
func TestMutationsAnswerWithWhatTheyMayWrite(t *testing.T) {
	schema := parsedSchema()
	for _, mutation := range ownFields(schema.Mutation) {
		for _, field := range ownFields(schema.Types[mutation.Type.Name()]) {
			reached := familyOf(field.Type.Name())
			if reached == "" || requiredScope(field) == reached {
				continue
			}
			allowed := strings.Replace(reached, "_READ", "_WRITE", 1)
			if reached == anyKey || field.Type.Name() == "UserAccessRole" {
				allowed = "ADMIN"
			}
			require.Equal(t, allowed, requiredScope(mutation), "%s.%s", mutation.Name, field.Name)
		}
	}
}

// Introspection does not show directives, so the words say the same.
func TestDescriptionsSayWhoMayCall(t *testing.T) {
	eachOutputField(func(coordinate string, _ *ast.Definition, field *ast.FieldDefinition) {
		switch {
		case requiredScope(field) != "":
			require.Contains(t, field.Description, "Needs the scope "+requiredScope(field)+".", coordinate)
		case field.Directives.ForName("authenticated") != nil:
			require.Contains(t, field.Description, "Needs any valid API key", coordinate)
		case field.Directives.ForName("public") != nil:
			require.Contains(t, field.Description, "Needs no API key.", coordinate)
		}
	})
	for _, definition := range ownTypes() {
		reading := familyOf(definition.Name)
		if definition.Kind == ast.Object && slices.Contains(definition.Interfaces, "Node") && reading != anyKey {
			require.Contains(t, definition.Description, "Reading one needs the scope "+reading, definition.Name)
		}
	}
}
