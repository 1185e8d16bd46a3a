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

func TestErrorReason_EqualsCatalogue(t *testing.T) {
	values := parsedSchema().Types["ErrorReason"].EnumValues
	catalog := fault.Catalog()
	for i, entry := range catalog {
		require.Greater(t, len(values), i, "ErrorReason lacks %s", entry.Reason)
		require.Equal(t, string(entry.Reason), values[i].Name, "ErrorReason has the order of the catalogue")
		require.Equal(t, entry.Description, values[i].Description, "description of %s", entry.Reason)
	}
	require.Len(t, values, len(catalog))
}

func TestErrorCode_HasAllCodes(t *testing.T) {
	for _, entry := range fault.Catalog() {
		require.Contains(t, enumValues("ErrorCode"), string(entry.Code))
	}
}

func TestEnums_EqualDomain(t *testing.T) {
	require.Equal(t, texts(actor.Scopes()), enumValues("Scope"))
	require.Equal(t, texts([]access.Type{access.Private, access.Corporate}), enumValues("AccessType"))
	require.Equal(t, texts([]access.State{access.Invited, access.Active, access.Deactivated}), enumValues("AccessState"))
	require.Equal(t, texts([]access.Action{access.Activate, access.Invite, access.RevokeInvitation, access.Deactivate, access.Reactivate}), enumValues("AccessAction"))
	require.Equal(t, texts([]access.InvitationStatus{
		access.InvitationPending, access.InvitationAccepted, access.InvitationRevoked, access.InvitationExpired,
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

// undeclared returns the reasons that fields do not declare because every field, or every mutation, can raise them.
func undeclared() []string {
	var reasons []string
	for _, entry := range append(fault.EveryField(), fault.EveryMutation()...) {
		reasons = append(reasons, string(entry.Reason))
	}
	return reasons
}

func TestRaises_CoversCatalogue(t *testing.T) {
	declared := map[string]bool{}
	eachOutputField(func(_ string, _ *ast.Definition, field *ast.FieldDefinition) {
		for _, reason := range raised(field) {
			declared[reason] = true
		}
	})
	for _, entry := range fault.Catalog() {
		isUndeclared := slices.Contains(undeclared(), string(entry.Reason))
		require.NotEqual(t, isUndeclared, declared[string(entry.Reason)],
			"%s must be declared by some field, or raised by every field, but not both", entry.Reason)
	}
}

func TestRaises_ReasonsAreValid(t *testing.T) {
	catalogue := enumValues("ErrorReason")
	eachOutputField(func(coordinate string, owner *ast.Definition, field *ast.FieldDefinition) {
		reasons := raised(field)
		require.Subset(t, catalogue, reasons, coordinate)
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(reasons))), len(reasons), "%s has no duplicates", coordinate)
		if isLookup(owner, field) {
			require.Contains(t, strings.Join(reasons, " "), "NOT_FOUND", coordinate)
		}
	})
}

// isLookup reports whether a field of Query looks up an object by an ID argument with its name.
func isLookup(owner *ast.Definition, field *ast.FieldDefinition) bool {
	return owner.Name == "Query" && len(field.Arguments) == 1 && field.Arguments[0].Name == field.Name+"Id"
}

func TestQuery_Lookups(t *testing.T) {
	count := 0
	eachOutputField(func(coordinate string, owner *ast.Definition, field *ast.FieldDefinition) {
		if isLookup(owner, field) {
			count++
			require.Equal(t, "ID!", field.Arguments[0].Type.String(), coordinate)
			require.False(t, field.Type.NonNull, coordinate)
		}
	})
	require.Equal(t, 13, count)
}

func TestMutation_RaisesErrorsOfInput(t *testing.T) {
	require.Contains(t, undeclared(), "DATA_NOT_VALID", "any value may break its bounds, or not have its type")
	schema := parsedSchema()
	for _, mutation := range ownFields(schema.Mutation) {
		reasons := raised(mutation)
		require.Contains(t, reasons, "COMMIT_OUTCOME_UNKNOWN", mutation.Name)
		require.Regexp(t, "^(.+_)?INPUT_REQUIRED$", reasons[0], "%s: the missing input must be first", mutation.Name)
		input := schema.Types[mutation.Arguments[0].Type.Name()]
		isVersioned := input.Fields.ForName("expectedVersion") != nil
		require.Equal(t, isVersioned, slices.Contains(reasons, "VERSION_CONFLICT"), mutation.Name)
	}
}

// Every input of an update has the guard against lost updates.
func TestMutation_UpdatesHaveExpectedVersion(t *testing.T) {
	schema := parsedSchema()
	count := 0
	for _, mutation := range ownFields(schema.Mutation) {
		if !strings.HasPrefix(mutation.Name, "update") {
			continue
		}
		count++
		version := schema.Types[mutation.Arguments[0].Type.Name()].Fields.ForName("expectedVersion")
		require.NotNil(t, version, mutation.Name)
		require.Equal(t, "Int", version.Type.String(), mutation.Name)
	}
	require.NotZero(t, count)
}
