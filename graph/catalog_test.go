package graph_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/useraccess"
)

func enumValues(name string) []string {
	var values []string
	for _, value := range parsedSchema().Types[name].EnumValues {
		values = append(values, value.Name)
	}
	return values
}

func TestErrorReasonIsTheCatalogue(t *testing.T) {
	listed := parsedSchema().Types["ErrorReason"].EnumValues
	catalog := fault.Catalog()
	for i, entry := range catalog {
		require.Greater(t, len(listed), i, "ErrorReason lacks %s", entry.Reason)
		require.Equal(t, string(entry.Reason), listed[i].Name, "ErrorReason has the order of the catalogue")
		require.Equal(t, entry.Description, listed[i].Description, "description of %s", entry.Reason)
	}
	require.Len(t, listed, len(catalog))
}

func TestErrorCodeHasEveryCodeOfTheCatalogue(t *testing.T) {
	for _, entry := range fault.Catalog() {
		require.Contains(t, enumValues("ErrorCode"), string(entry.Code))
	}
}

func TestEnumsAreTheDomains(t *testing.T) {
	require.Equal(t, texts(actor.Scopes()), enumValues("Scope"))
	require.Equal(t, texts([]access.Type{access.Private, access.Corporate}), enumValues("AccessType"))
	require.Equal(t, texts([]access.State{access.Invited, access.Active, access.Deactivated}), enumValues("AccessState"))
	require.Equal(t, texts([]access.Action{access.Activate, access.Invite, access.Deactivate, access.Reactivate}), enumValues("AccessAction"))
	require.Equal(t, texts([]access.InvitationStatus{
		access.InvitationPending, access.InvitationAccepted, access.InvitationExpired,
	}), enumValues("InvitationStatus"))
	require.Equal(t, texts([]roleaccount.ExternalPersonalIdentityState{
		roleaccount.IdentityInvited, roleaccount.IdentityActive, roleaccount.IdentityDeactivated,
	}), enumValues("ExternalPersonalIdentityState"))
	require.Equal(t, texts([]roleaccount.ExternalRoleAccountState{
		roleaccount.AccountInvited, roleaccount.AccountActive, roleaccount.AccountDeactivated,
	}), enumValues("ExternalRoleAccountState"))
	require.Equal(t, texts([]useraccess.UserAccessType{
		useraccess.UI, useraccess.SSO, useraccess.API, useraccess.Profile,
	}), enumValues("UserAccessType"))
	require.Equal(t, texts([]accessrule.IdentifierAffiliation{accessrule.Owner, accessrule.Guest}), enumValues("IdentifierAffiliation"))
	require.Equal(t, texts([]accessrule.IdentifierType{
		accessrule.Card, accessrule.Ukey, accessrule.InputCode, accessrule.LicensePlate,
	}), enumValues("IdentifierType"))
}

func texts[T ~string](values []T) []string {
	var plain []string
	for _, value := range values {
		plain = append(plain, string(value))
	}
	return plain
}

// everyField are the reasons that no field declares: those of every field, and those of every mutation.
func everyField() []string {
	var reasons []string
	for _, entry := range append(fault.EveryField(), fault.EveryMutation()...) {
		reasons = append(reasons, string(entry.Reason))
	}
	return reasons
}

func TestEveryReasonIsRaisedSomewhere(t *testing.T) {
	declared := map[string]bool{}
	eachOutputField(func(_ string, _ *ast.Definition, field *ast.FieldDefinition) {
		for _, reason := range raised(field) {
			declared[reason] = true
		}
	})
	for _, entry := range fault.Catalog() {
		everywhere := slices.Contains(everyField(), string(entry.Reason))
		require.NotEqual(t, everywhere, declared[string(entry.Reason)],
			"%s is raised by some fields, or by every field, and not by both", entry.Reason)
	}
}

func TestRaisesIsDeclaredAndInTheCatalogue(t *testing.T) {
	known := enumValues("ErrorReason")
	eachOutputField(func(coordinate string, owner *ast.Definition, field *ast.FieldDefinition) {
		reasons := raised(field)
		require.Subset(t, known, reasons, coordinate)
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(reasons))), len(reasons), "%s names each once", coordinate)
		if byID(owner, field) {
			require.Contains(t, strings.Join(reasons, " "), "NOT_FOUND", coordinate)
		}
	})
}

// byID says whether a field of Query reads one object by an argument that carries its noun.
func byID(owner *ast.Definition, field *ast.FieldDefinition) bool {
	return owner.Name == "Query" && len(field.Arguments) == 1 && field.Arguments[0].Name == field.Name+"Id"
}

func TestQueriesByIDNameTheirNoun(t *testing.T) {
	found := 0
	eachOutputField(func(coordinate string, owner *ast.Definition, field *ast.FieldDefinition) {
		if byID(owner, field) {
			found++
			require.Equal(t, "ID!", field.Arguments[0].Type.String(), coordinate)
			require.False(t, field.Type.NonNull, coordinate)
		}
	})
	require.Equal(t, 11, found)
}

func TestMutationsRaiseWhatTheirInputCanCause(t *testing.T) {
	schema := parsedSchema()
	for _, mutation := range ownFields(schema.Mutation) {
		reasons := raised(mutation)
		require.Contains(t, reasons, "COMMIT_OUTCOME_UNKNOWN", mutation.Name)
		require.Regexp(t, "^(.+_)?INPUT_REQUIRED$", reasons[0], "%s: the missing input comes first", mutation.Name)
		input := schema.Types[mutation.Arguments[0].Type.Name()]
		versioned := input.Fields.ForName("expectedVersion") != nil
		require.Equal(t, versioned, slices.Contains(reasons, "VERSION_CONFLICT"), mutation.Name)
		for _, field := range input.Fields {
			if field.Directives.ForName("length") != nil {
				require.Contains(t, reasons, "DATA_NOT_VALID", "%s.%s has bounds", mutation.Name, field.Name)
			}
		}
	}
}

// TestUpdatesTakeTheVersionThatWasRead holds every input that changes an object to the guard against lost updates.
func TestUpdatesTakeTheVersionThatWasRead(t *testing.T) {
	schema := parsedSchema()
	found := 0
	for _, mutation := range ownFields(schema.Mutation) {
		if !strings.HasPrefix(mutation.Name, "update") {
			continue
		}
		found++
		version := schema.Types[mutation.Arguments[0].Type.Name()].Fields.ForName("expectedVersion")
		require.NotNil(t, version, mutation.Name)
		require.Equal(t, "Int", version.Type.String(), mutation.Name)
	}
	require.NotZero(t, found)
}
