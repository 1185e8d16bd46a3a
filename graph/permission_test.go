package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// anyKey marks types with an object that any valid key may read: the caller's own application and company. The resolvers require
// ADMIN for other applications.
const anyKey = "any valid API key"

// readScopes has the scope that reading an object requires, by type. It has every type that implements Node, and the types around audit
// records that are no connections.
var readScopes = map[string]string{
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
	"TimeProfile":              "ACCESS_RULE_READ",
	"HolidayCalendar":          "ACCESS_RULE_READ",
	"AuditRecord":              "AUDIT_READ",
	"ChangeEvent":              "AUDIT_READ",
	"ChangePage":               "AUDIT_READ",
	"Passage":                  "ACCESS_RULE_READ",
	"Reader":                   "ACCESS_RULE_READ",
	"OpenedReader":             "ACCESS_RULE_READ",
	"PassageChange":            "ACCESS_RULE_READ",
	"PassagePreview":           "ACCESS_RULE_READ",
	"Application":              anyKey,
	"Company":                  anyKey,
}

// readScopeOf returns the scope that reading a type, or the nodes of a connection, requires; "" for a type without IDs.
func readScopeOf(typeName string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(typeName, "Connection"), "Edge")
	return readScopes[name]
}

func TestNode_TypesHaveReadScope(t *testing.T) {
	for _, definition := range ownTypes() {
		if definition.Name == "Node" || !slices.Contains(definition.Interfaces, "Node") {
			continue
		}
		require.NotEmpty(t, readScopeOf(definition.Name), definition.Name)
	}
}

func TestRootFields_DeclareAccess(t *testing.T) {
	schema := parsedSchema()
	for _, root := range []*ast.Definition{schema.Query, schema.Mutation} {
		for _, field := range ownFields(root) {
			declared := 0
			for _, directive := range []string{"requiresScope", "authenticated", "public"} {
				if field.Directives.ForName(directive) != nil {
					declared++
				}
			}
			require.Equal(t, 1, declared, "%s.%s must have exactly one of the directives", root.Name, field.Name)
		}
	}
	for _, field := range ownFields(schema.Mutation) {
		if field.Name == "acceptAccessInvitation" {
			require.NotNil(t, field.Directives.ForName("public"), "the token authenticates the caller")
			continue
		}
		require.Regexp(t, "_WRITE$|^ADMIN$|^PASSAGE$", requiredScope(field), field.Name)
	}
}

func TestFields_RequireReadScopeOfType(t *testing.T) {
	eachOutputField(func(coordinate string, owner *ast.Definition, field *ast.FieldDefinition) {
		scope := readScopeOf(field.Type.Name())
		if scope == "" || scope == readScopeOf(owner.Name) || strings.HasSuffix(owner.Name, "Payload") {
			return
		}
		switch {
		case coordinate == "Query.applications":
			require.Equal(t, "ADMIN", requiredScope(field), "other applications")
		case scope == anyKey:
			require.NotNil(t, field.Directives.ForName("authenticated"), coordinate)
		default:
			require.Equal(t, scope, requiredScope(field), coordinate)
		}
	})
}

// The scope of a mutation covers the objects in its payload: a write scope includes the read scope, and ADMIN is the write scope
// of roles of user accesses and applications. A field of a payload with other objects requires their scope.
func TestMutation_ScopeCoversPayload(t *testing.T) {
	schema := parsedSchema()
	for _, mutation := range ownFields(schema.Mutation) {
		for _, field := range ownFields(schema.Types[mutation.Type.Name()]) {
			scope := readScopeOf(field.Type.Name())
			if scope == "" || requiredScope(field) == scope {
				continue
			}
			writeScope := strings.Replace(scope, "_READ", "_WRITE", 1)
			if scope == anyKey || field.Type.Name() == "UserAccessRole" {
				writeScope = "ADMIN"
			}
			require.Equal(t, writeScope, requiredScope(mutation), "%s.%s", mutation.Name, field.Name)
		}
	}
}

// Introspection does not include directives, so descriptions must name the scopes.
func TestDescriptions_NameScopes(t *testing.T) {
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
		scope := readScopeOf(definition.Name)
		if definition.Kind == ast.Object && slices.Contains(definition.Interfaces, "Node") && scope != anyKey {
			require.Contains(t, definition.Description, "Reading one needs the scope "+scope, definition.Name)
		}
	}
}
