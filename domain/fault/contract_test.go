package fault_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

// TestCatalog_HasEveryMessageOfTheContracts compares the catalogue with the messages that the five published contracts print.
// Create-user-access and access-object document none.
func TestCatalog_HasEveryMessageOfTheContracts(t *testing.T) {
	contracts := map[string]map[string]fault.Reason{
		"create-access": {
			"The application with the specified key could not be found":                                fault.APIKeyNotValid,
			"Input not valid: First name and last name must always be specified.":                      fault.AccessNameRequired,
			"Input not valid: Type, private ID and managed must be specified when creating an access.": fault.AccessTypePrivateIDManagedRequired,
			"Input not valid: Corporate ID must be specified when creating access of type CORPORATE.":  fault.AccessCorporateIDRequired,
			"Input not valid: Corporate ID can not be specified when creating access of type PRIVATE.": fault.AccessCorporateIDNotAllowed,
			"Input not valid: Access ID can not be specified when creating an access.":                 fault.AccessIDNotAllowed,
			"Input not valid: State can not be specified when creating an access.":                     fault.AccessStateNotAllowed,
			"An unexpected error occurred: Required request body is missing <%1>":                      fault.AccessInputRequired,
			"An unexpected error occurred: JSON parse error <%1>":                                      fault.JSONNotValid,
			"An unexpected error occurred: An unknown error has occurred":                              fault.ServerFailed,
		},
		"create-external-role-account": {
			"The mail server is unable to recognize the email address. Enter an existing email address before proceeding.":    fault.EmailAddressUnknown,
			"Input not valid: External role ID and managed must be specified when creating an external role account.":         fault.ExternalRoleAccountRoleIDManagedRequired,
			"Input not valid: Personal identity ID can't be specified when creating an external role account.":                fault.ExternalRoleAccountPersonalIdentityIDNotAllowed,
			"Input not valid: ID can't be specified when creating an external role account.":                                  fault.ExternalRoleAccountIDNotAllowed,
			"Input not valid: State can't be specified when creating an external role account.":                               fault.ExternalRoleAccountStateNotAllowed,
			"Input not valid: First name, last name and email address must always be specified for an external role account.": fault.ExternalRoleAccountNamesEmailAddressRequired,
			"Input not valid: Your platform does not have support for creating user-managed external role accounts.":          fault.ExternalRoleAccountUserManagedNotSupported,
			"The role account ID '<%1>' is invalid.":                                                                          fault.ExternalRoleAccountRoleIDNotValid,
			"An unexpected error occurred: Type definition error: <%1>":                                                       fault.TypeDefinitionNotValid,
			"An unexpected error occurred: Required request body is missing. <%1>":                                            fault.ExternalRoleAccountInputRequired,
		},
		"create-access-rule": {
			"Data validation error":  fault.DataNotValid,
			"Bad request sent":       fault.RequestNotValid,
			"Invalid authentication": fault.AuthenticationRequired,
		},
	}
	count := 0
	for contract, messages := range contracts {
		for message, reason := range messages {
			entry := fault.Lookup(reason)
			require.Equal(t, message, entry.Message)
			require.Equal(t, contract, entry.Source, message)
			count++
		}
	}
	require.Equal(t, 23, count)
}
