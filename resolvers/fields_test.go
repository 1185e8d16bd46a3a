package resolvers_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

func TestRequest_WithoutCaller(t *testing.T) {
	w := newWorld(t)
	response := w.runWith(t.Context(), t, `{ serverInfo { version limits { name value } specifications } viewer { scopes } accesses { nodes { id } } }`, nil)
	require.Equal(t, fault.AuthenticationRequired, response.violation("viewer").Reason)
	require.Equal(t, fault.AuthenticationRequired, response.violation("accesses").Reason)

	public := w.runWith(t.Context(), t, `{ serverInfo { version limits { name value } specifications } }`, nil)
	require.Equal(t, map[string]any{
		"version": "test", "limits": []any{map[string]any{"name": "depth", "value": 15.0}}, "specifications": []any{"spec"},
	}, public.value("serverInfo"))
}

func TestRequiresScope_NamesFieldAndScope(t *testing.T) {
	w := newWorld(t)
	ids := w.putOneOfEach(t)
	object := &access.Access{Base: newBase(t, id.Access, w.caller.CompanyID), PrivateID: ids["ExternalPersonalIdentity"]}
	w.store.Put(object)
	response := w.as(actor.AccessRead).run(t, `query($id: ID!) { access(accessId: $id) { id privateIdentity { id } } }`, map[string]any{"id": object.ID})
	require.Equal(t, map[string]any{"field": "Access.privateIdentity", "scope": "ROLE_ACCOUNT_READ"}, response.violation("access.privateIdentity").Data)
	require.Equal(t, "Permission denied: Access.privateIdentity needs the scope ROLE_ACCOUNT_READ.", response.violation("access.privateIdentity").Message())
	require.Equal(t, map[string]any{"access": map[string]any{"id": object.ID, "privateIdentity": nil}}, response.data)
}

func TestRequiresScope_Mutation(t *testing.T) {
	w := newWorld(t)
	response := w.as(actor.UserAccessRead).run(t, `mutation { createCustomer(input: {name: "Acme"}) { customer { id } } }`, nil)
	require.Equal(t, fault.ScopeRequired, response.violation("createCustomer").Reason)
	require.Zero(t, w.store.Commits())
}

func TestApplication_OtherRequiresAdmin(t *testing.T) {
	const query = `query($id: ID!) { application(applicationId: $id) { id } }`
	w := newWorld(t)
	other := w.putOneOfEach(t)["Application"]
	absent := newBase(t, id.Application, w.caller.CompanyID).ID
	require.Equal(t, w.caller.ApplicationID, w.as().run(t, query, map[string]any{"id": w.caller.ApplicationID}).text("application", "id"))
	require.Equal(t, other, w.as(actor.Admin).run(t, query, map[string]any{"id": other}).text("application", "id"))
	require.Equal(t, fault.ApplicationNotFound, w.as(actor.Admin).run(t, query, map[string]any{"id": absent}).violation("application").Reason)
	for _, applicationID := range []string{other, absent, "nonsense"} {
		violation := w.as(actor.UserAccessWrite).run(t, query, map[string]any{"id": applicationID}).violation("application")
		require.Equal(t, map[string]any{"field": "Query.application", "scope": "ADMIN"}, violation.Data)
	}
}

func TestActor_Scopes(t *testing.T) {
	const query = `query($id: ID!) { accessRule(accessRuleId: $id) { createdBy { applicationId applicationName application { name } userId user { id } } } }`
	w := newWorld(t)
	ids := w.putOneOfEach(t)
	user := ids["User"]
	ruleCreatedBy := func(w *world, creator actor.Actor) result {
		rule := &accessrule.AccessRule{Base: newBase(t, id.AccessRule, w.caller.CompanyID), CreatedBy: creator}
		w.store.Put(rule)
		return w.run(t, query, map[string]any{"id": rule.ID})
	}
	own := actor.Actor{ApplicationID: w.caller.ApplicationID, ApplicationName: "App", UserID: &user}
	require.Equal(t, map[string]any{
		"applicationId": w.caller.ApplicationID, "applicationName": "App", "application": map[string]any{"name": "App"},
		"userId": user, "user": map[string]any{"id": user},
	}, ruleCreatedBy(w.as(actor.AccessRuleRead, actor.UserAccessRead), own).value("accessRule", "createdBy"))

	require.Equal(t, map[string]any{
		"applicationId": nil, "applicationName": "operator", "application": nil, "userId": nil, "user": nil,
	}, ruleCreatedBy(w, actor.Actor{ApplicationName: "operator"}).value("accessRule", "createdBy"))

	response := ruleCreatedBy(w.as(actor.AccessRuleRead), actor.Actor{ApplicationID: ids["Application"], UserID: &user})
	require.Equal(t, "ADMIN", response.violation("accessRule.createdBy.application").Data["scope"])
	require.Equal(t, "USER_ACCESS_READ", response.violation("accessRule.createdBy.user").Data["scope"])
}

func TestViewer_IsCaller(t *testing.T) {
	w := newWorld(t).as(actor.Passage)
	require.Equal(t, map[string]any{
		"application": map[string]any{"id": w.caller.ApplicationID}, "company": map[string]any{"name": "Mine"}, "scopes": []any{"PASSAGE"},
	}, w.run(t, `{ viewer { application { id } company { name } scopes } }`, nil).value("viewer"))
}

func TestApiAccess_LanguageDefaultsToUser(t *testing.T) {
	const query = `query($id: ID!) { userAccess(userAccessId: $id) { ... on ApiAccess { language } } }`
	w := newWorld(t)
	user := &useraccess.User{Base: newBase(t, id.User, w.caller.CompanyID), Language: "sv", Enabled: true}
	own := "fi"
	w.store.Put(user)
	for language, expected := range map[*string]string{nil: "sv", &own: "fi"} {
		record := &useraccess.StoredUserAccess{
			Base: newBase(t, id.UserAccess, w.caller.CompanyID), Type: useraccess.API, UserID: user.ID, Language: language,
		}
		w.store.Put(record)
		require.Equal(t, expected, w.run(t, query, map[string]any{"id": record.ID}).text("userAccess", "language"))
	}
}

func TestApiKey_LastUsedAt(t *testing.T) {
	w := newWorld(t)
	application := &tenant.Application{
		Base: newBase(t, id.Application, w.caller.CompanyID), Keys: []tenant.ApiKey{{ID: "key_1", CreatedAt: now()}, {ID: "key_2", CreatedAt: now()}},
	}
	w.store.Put(application)
	w.keyUses["key_2"] = now().Add(time.Minute)
	require.Equal(t, []any{
		map[string]any{"id": "key_1", "lastUsedAt": nil}, map[string]any{"id": "key_2", "lastUsedAt": "2026-03-01T08:31:00.000Z"},
	}, w.run(t, `query($id: ID!) { application(applicationId: $id) { keys { id lastUsedAt } } }`, map[string]any{"id": application.ID}).
		value("application", "keys"))
}

func TestRequest_WithoutRequestInContext(t *testing.T) {
	w := newWorld(t)
	for _, operation := range []string{`mutation { createCustomer(input: {name: "Acme"}) { customer { id } } }`, `{ users { nodes { id } } }`} {
		response := w.runWith(t.Context(), t, operation, nil)
		for _, err := range response.errs {
			require.Equal(t, fault.AuthenticationRequired, err.First().Reason, operation)
		}
		require.Len(t, response.errs, 1)
	}
	require.Zero(t, w.store.Commits())
}

func TestPossibleErrors(t *testing.T) {
	const query = `query($coordinate: String!) { possibleErrors(coordinate: $coordinate) { reason code message status description retryable source } }`
	w := newWorld(t)
	reasonsOf := func(coordinate string) []string {
		var reasons []string
		entries, ok := w.runWith(t.Context(), t, query, map[string]any{"coordinate": coordinate}).value("possibleErrors").([]any)
		require.True(t, ok)
		for _, element := range entries {
			entry, ok := element.(map[string]any)
			require.True(t, ok)
			reason, ok := entry["reason"].(string)
			require.True(t, ok)
			reasons = append(reasons, reason)
		}
		return reasons
	}
	own := reasonsOf("Mutation.attachAccessRule")
	require.Subset(t, own, []string{"SERVER_FAILED", "SCOPE_REQUIRED", "IDENTIFIER_NOT_FOUND", "IDENTIFIER_ACCESS_RULE_COUNT_EXCEEDED", "COMMIT_OUTCOME_UNKNOWN"})
	require.NotContains(t, own, "ACCESS_NOT_FOUND")
	require.Len(t, reasonsOf("Access.firstName"), len(fault.EveryField()))
	require.Contains(t, reasonsOf("UserAccess.user"), "USER_NOT_FOUND")

	for _, coordinate := range []string{"", "Mutation", "Mutation.", "Mutation.nothing", "Nothing.at", "AccessState.ACTIVE", "CreateAccessInput.type", "Query.access.id"} {
		response := w.runWith(t.Context(), t, query, map[string]any{"coordinate": coordinate})
		require.Equal(t, fault.SchemaCoordinateNotValid, response.errs["possibleErrors"].First().Reason, coordinate)
	}
}

func TestErrorCatalog(t *testing.T) {
	w := newWorld(t)
	all := w.runWith(t.Context(), t, `{ errorCatalog { reason } }`, nil)
	require.Len(t, all.value("errorCatalog"), len(fault.Catalog()))
	some := w.runWith(t.Context(), t, `{ errorCatalog(reasons: [ACCESS_NAME_REQUIRED, VERSION_CONFLICT], codes: [NOT_VALID, CONFLICT]) { reason code status source } }`, nil)
	require.Equal(t, []any{
		map[string]any{"reason": "VERSION_CONFLICT", "code": "CONFLICT", "status": 409.0, "source": nil},
		map[string]any{"reason": "ACCESS_NAME_REQUIRED", "code": "NOT_VALID", "status": 400.0, "source": "create-access"},
	}, some.value("errorCatalog"))
	none := w.runWith(t.Context(), t, `{ errorCatalog(reasons: [], codes: null) { reason } }`, nil)
	require.Empty(t, none.value("errorCatalog"))
}
