package test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

// TestQueries_ByID compares what is answered for an ID that is unknown, and for one that is none.
func TestQueries_ByID(t *testing.T) {
	w := newWorld(t)
	cases := []struct {
		field, argument, unknown, message, reason, malformedMessage, malformedReason string
	}{
		{"access", "accessId", "unknownAccess", "The access with ID ${} was not found", "ACCESS_NOT_FOUND",
			"Input not valid: Access ID '42' is not in the correct format", "ACCESS_ID_NOT_VALID"},
		{"externalPersonalIdentity", "externalPersonalIdentityId", "unknownIdentity", "The external personal identity with ID ${} was not found",
			"EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND", "The external personal identity with ID 42 was not found", "EXTERNAL_PERSONAL_IDENTITY_NOT_FOUND"},
		{"externalRole", "externalRoleId", "unknownRole", "Role not found!", "EXTERNAL_ROLE_NOT_FOUND", "Invalid role ID format", "EXTERNAL_ROLE_ID_NOT_VALID"},
		{"externalRoleAccount", "externalRoleAccountId", "unknownAccount", "Role account not found!", "EXTERNAL_ROLE_ACCOUNT_NOT_FOUND",
			"Invalid role ID format", "EXTERNAL_ROLE_ACCOUNT_ID_NOT_VALID"},
		{"customer", "customerId", "unknownCustomer", "The customer with ID ${} was not found", "CUSTOMER_NOT_FOUND", "The customer with ID 42 was not found", "CUSTOMER_NOT_FOUND"},
		{"user", "userId", "unknownUser", "The user with ID ${} was not found", "USER_NOT_FOUND", "The user with ID 42 was not found", "USER_NOT_FOUND"},
		{"userAccess", "userAccessId", "unknownUserAccess", "The user access with ID ${} was not found", "USER_ACCESS_NOT_FOUND",
			"The user access with ID 42 was not found", "USER_ACCESS_NOT_FOUND"},
		{"accessRule", "accessRuleId", "unknownRule", "The access rule with ID ${} was not found", "ACCESS_RULE_NOT_FOUND",
			"The access rule with ID 42 was not found", "ACCESS_RULE_NOT_FOUND"},
		{"identifier", "identifierId", "unknownIdentifier", "The identifier with ID ${} was not found", "IDENTIFIER_NOT_FOUND",
			"The identifier with ID 42 was not found", "IDENTIFIER_NOT_FOUND"},
		{"application", "applicationId", "unknownApplication", "The application with ID ${} was not found", "APPLICATION_NOT_FOUND",
			"The application with ID 42 was not found", "APPLICATION_NOT_FOUND"},
	}
	for _, tc := range cases {
		t.Run(tc.field, func(t *testing.T) {
			unknown := w.names[tc.unknown]
			requireNotThere(t, w, tc.field, tc.argument, unknown, strings.ReplaceAll(tc.message, "${}", unknown), tc.reason)
			requireNotThere(t, w, tc.field, tc.argument, "42", tc.malformedMessage, tc.malformedReason)
		})
	}
}

func requireNotThere(t *testing.T, w *world, field, argument, id, message, reason string) {
	t.Helper()
	got := w.admin.send(t, fmt.Sprintf("query($id: ID!) { %s(%s: $id) { id } }", field, argument), map[string]any{"id": id})
	require.Equal(t, map[string]any{field: nil}, got.Data)
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, message, got.Errors[0].Message)
	require.Equal(t, reason, got.Errors[0].Extensions.Reason)
	require.Equal(t, []any{field}, got.Errors[0].Path)
	if strings.HasSuffix(reason, "_NOT_FOUND") {
		require.Equal(t, "NOT_FOUND", got.Errors[0].Extensions.Code)
	} else {
		require.Equal(t, "NOT_VALID", got.Errors[0].Extensions.Code)
	}
}

func TestNode_FindsEachTypeAndReturnsNullForUnknownIDs(t *testing.T) {
	w := newWorld(t)
	types := map[string]string{
		"invitedAccess": "Access", "identity": "ExternalPersonalIdentity", "role": "ExternalRole", "account": "ExternalRoleAccount",
		"customer": "Customer", "user": "User", "uiAccess": "UiAccess", "ssoAccess": "SsoAccess", "apiAccess": "ApiAccess", "profileAccess": "ProfileAccess",
		"roleREADER": "UserAccessRole", "rule": "AccessRule", "identifier": "Identifier", "application": "Application", "company": "Company",
		"auditRecord": "AuditRecord",
		"passage":     "Passage",
		"reader":      "Reader",
		"timeProfile": "TimeProfile", "holidayCalendar": "HolidayCalendar",
	}
	for name, typeName := range types {
		data := w.admin.must(t, "query($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } }", map[string]any{"id": w.names[name]})
		require.Equal(t, map[string]any{"__typename": typeName, "id": w.names[name]}, data["node"], name)
		require.Equal(t, []any{map[string]any{"id": w.names[name]}}, data["nodes"])
	}
	for _, implementer := range schema().PossibleTypes["Node"] {
		require.Contains(t, fmt.Sprint(types), implementer.Name, "node is not tried with this type")
	}
	unknown := []string{"", "42", w.names["unknownAccess"], w.names["foreignAccess"], w.names["foreignCompany"], w.names["applicationKey"]}
	data := w.admin.must(t, "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", map[string]any{"ids": unknown})
	require.Equal(t, []any{nil, nil, nil, nil, nil, nil}, data["nodes"])
}

func TestNodes_KeepsItsOrderAndItsBound(t *testing.T) {
	w := newWorld(t)
	expected := []string{w.names["rule"], w.names["invitedAccess"], w.names["rule"]}
	data := w.admin.must(t, "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", map[string]any{"ids": expected})
	for i, id := range expected {
		require.Equal(t, id, text(t, data, "nodes", i, "id"))
	}
	tooMany := make([]string, 101)
	for i := range tooMany {
		tooMany[i] = w.names["rule"]
	}
	got := w.admin.send(t, "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", map[string]any{"ids": tooMany})
	require.Equal(t, "ID_COUNT_EXCEEDED", got.Errors[0].Extensions.Reason, got.raw)
}

func TestErrorCatalog_ListsEachEntry(t *testing.T) {
	running := start(t)
	data := client{url: running.admin.url}.must(t, "{ errorCatalog { reason code message status description retryable source } }", nil)
	require.Len(t, data["errorCatalog"], len(fault.Catalog()))
	for i, entry := range fault.Catalog() {
		var source any
		if entry.Source != "" {
			source = entry.Source
		}
		require.Equal(t, map[string]any{
			"reason": string(entry.Reason), "code": string(entry.Code), "message": entry.Message, "status": float64(entry.Status),
			"description": entry.Description, "retryable": entry.Retryable, "source": source,
		}, at(t, data, "errorCatalog", i))
	}
	some := running.admin.must(t, `{ errorCatalog(reasons: [ACCESS_NAME_REQUIRED, CURSOR_NOT_VALID], codes: [NOT_VALID]) { reason } none: errorCatalog(reasons: [ACCESS_NAME_REQUIRED], codes: [CONFLICT]) { reason } }`, nil)
	require.Len(t, some["errorCatalog"], 2)
	require.Empty(t, some["none"])
}

func TestPossibleErrors_OfAField(t *testing.T) {
	running := start(t)
	data := running.admin.must(t, `{ possibleErrors(coordinate: "Mutation.createAccess") { reason } }`, nil)
	said := fmt.Sprint(data)
	for _, reason := range []string{"ACCESS_NAME_REQUIRED", "ACCESS_STATE_NOT_ALLOWED", "ACCESS_PRIVATE_ID_UNKNOWN", "SCOPE_REQUIRED", "SERVER_FAILED"} {
		require.Contains(t, said, reason)
	}
	require.NotContains(t, said, "CUSTOMER_NOT_FOUND")
	got := running.admin.send(t, `{ possibleErrors(coordinate: "Mutation.nonsense") { reason } }`, nil)
	require.Equal(t, "SCHEMA_COORDINATE_NOT_VALID", got.Errors[0].Extensions.Reason)
}

// TestPossibleErrors_AnnounceWhatIsRaised holds @raises to what the fixtures raise.
func TestPossibleErrors_AnnounceWhatIsRaised(t *testing.T) {
	w := newWorld(t)
	w.stranded(t)
	w.leavers(t)
	w.erase(t)
	for _, tc := range fixtures(t, w) {
		data := w.admin.must(t, `query($c: String!) { possibleErrors(coordinate: $c) { reason } }`, map[string]any{"c": "Mutation." + tc.Field})
		for _, reason := range append(tc.Error.Reasons, tc.Error.Reason) {
			require.Contains(t, fmt.Sprint(data), reason, tc.Name)
		}
	}
}

func TestServerInfo(t *testing.T) {
	running := start(t)
	data := client{url: running.admin.url}.must(t, "{ serverInfo { version limits { name value } playground introspection specifications } }", nil)
	require.Equal(t, "test", text(t, data, "serverInfo", "version"))
	require.Contains(t, fmt.Sprint(data), "parserTokens value:2000")
	require.Contains(t, fmt.Sprint(data), "pageSize value:100")
	require.Equal(t, false, at(t, data, "serverInfo", "playground"))
	require.Equal(t, "PUBLIC", text(t, data, "serverInfo", "introspection"))
}

func TestDateTime_ABadOneIsNamed(t *testing.T) {
	w := newWorld(t)
	got := w.admin.send(t, string(w.fill(t, []byte(`mutation { issueApiKey(input: {applicationId: "${application}", expiresAt: "tomorrow"}) { apiKey } }`))), nil)
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, "VALUE_NOT_VALID", got.Errors[0].Extensions.Reason, got.raw)
	require.Equal(t, []string{"input.expiresAt"}, keys(got.Errors[0].Extensions.Data))
	variable := w.admin.send(t, `mutation($in: IssueApiKeyInput!) { issueApiKey(input: $in) { apiKey } }`,
		map[string]any{"in": map[string]any{"applicationId": w.names["application"], "expiresAt": "tomorrow"}})
	require.Len(t, variable.Errors, 1, variable.raw)
	require.Equal(t, []string{"input.expiresAt"}, keys(variable.Errors[0].Extensions.Data))
}

func TestAttachAccessRule_AtMostAHundred(t *testing.T) {
	w := newWorld(t)
	card := w.create(t, "card", "createIdentifier", "identifier", map[string]any{"name": "Card", "affiliation": "GUEST", "type": "CARD", "number": "99"})
	for range 100 {
		rule := w.create(t, "another", "createAccessRule", "accessRule", ruleInput())
		w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": card, "accessRuleId": rule})
	}
	got := w.admin.send(t, mutation("attachAccessRule", "identifier { id }"), map[string]any{"input": map[string]any{"identifierId": card, "accessRuleId": w.names["rule"]}})
	require.Equal(t, "IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED", got.Errors[0].Extensions.Reason, got.raw)
}
