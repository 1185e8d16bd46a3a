package resolvers_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
)

// putOneOfEach stores an object of each type that implements Node and returns their IDs by the names of the types.
func (w *world) putOneOfEach(t *testing.T) map[string]string {
	t.Helper()
	ids := map[string]string{}
	put := func(typeName string, object document.Document) {
		w.store.Put(object)
		ids[typeName] = object.Meta().ID
	}
	base := func(kind id.Kind) document.Base { return newBase(t, kind, w.caller.CompanyID) }
	put("Access", &access.Access{Base: base(id.Access)})
	put("ExternalPersonalIdentity", &roleaccount.ExternalPersonalIdentity{Base: base(id.ExternalPersonalIdentity)})
	put("ExternalRole", &roleaccount.ExternalRole{Base: base(id.ExternalRole)})
	put("ExternalRoleAccount", &roleaccount.ExternalRoleAccount{
		Base: base(id.ExternalRoleAccount), RoleID: ids["ExternalRole"], PersonalIdentityID: ids["ExternalPersonalIdentity"],
	})
	put("Customer", &useraccess.Customer{Base: base(id.Customer)})
	put("User", &useraccess.User{Base: base(id.User), Enabled: true})
	put("UserAccessRole", &useraccess.UserAccessRole{Base: base(id.UserAccessRole)})
	put("UiAccess", &useraccess.StoredUserAccess{Base: base(id.UserAccess), Type: useraccess.UI})
	put("SsoAccess", &useraccess.StoredUserAccess{Base: base(id.UserAccess), Type: useraccess.SSO})
	put("ApiAccess", &useraccess.StoredUserAccess{Base: base(id.UserAccess), Type: useraccess.API})
	put("ProfileAccess", &useraccess.StoredUserAccess{Base: base(id.UserAccess), Type: useraccess.Profile})
	put("AccessRule", &accessrule.AccessRule{Base: base(id.AccessRule)})
	put("Identifier", &accessrule.Identifier{Base: base(id.Identifier), Type: accessrule.Ukey, Enabled: true})
	put("Passage", &accessrule.Passage{Base: base(id.Passage)})
	reader := &accessrule.Reader{ID: id.Derive(id.Reader, w.caller.CompanyID, "front"), CompanyID: w.caller.CompanyID, Reader: "front", AccessRulesCount: 1}
	put("Reader", reader)
	put("HolidayCalendar", &timeprofile.HolidayCalendar{Base: base(id.HolidayCalendar)})
	put("TimeProfile", &timeprofile.TimeProfile{Base: base(id.TimeProfile), TimeZone: "UTC"})
	put("Application", &tenant.Application{Base: base(id.Application)})
	put("AuditRecord", &audit.Record{ID: base(id.AuditRecord).ID, CompanyID: w.caller.CompanyID})
	ids["Company"] = w.caller.CompanyID
	return ids
}

const nodeQuery = `query($id: ID!) { node(id: $id) { __typename id } }`

func TestNode_EveryType(t *testing.T) {
	w := newWorld(t)
	ids := w.putOneOfEach(t)
	for _, possible := range w.schema.Schema().GetPossibleTypes(w.schema.Schema().Types["Node"]) {
		if possible.Kind != ast.Object {
			continue
		}
		response := w.run(t, nodeQuery, map[string]any{"id": ids[possible.Name]})
		require.Equal(t, map[string]any{"__typename": possible.Name, "id": ids[possible.Name]}, response.value("node"))
	}
}

func TestNode_Absent(t *testing.T) {
	w := newWorld(t)
	other := newWorld(t)
	foreign := newBase(t, id.Access, "com_another")
	w.store.Put(&access.Access{Base: foreign})
	for _, absent := range []string{foreign.ID, newBase(t, id.User, "").ID, other.caller.CompanyID, newBase(t, id.AuditRecord, "").ID, "", "acc_1"} {
		require.Nil(t, w.run(t, nodeQuery, map[string]any{"id": absent}).value("node"))
	}
}

func TestNode_Scopes(t *testing.T) {
	w := newWorld(t)
	ids := w.putOneOfEach(t)
	scopes := map[string]actor.Scope{
		"Access": actor.AccessRead, "ExternalPersonalIdentity": actor.RoleAccountRead, "ExternalRole": actor.RoleAccountRead,
		"ExternalRoleAccount": actor.RoleAccountRead, "Customer": actor.UserAccessRead, "User": actor.UserAccessRead,
		"UserAccessRole": actor.UserAccessRead, "UiAccess": actor.UserAccessRead, "AccessRule": actor.AccessRuleRead, "AuditRecord": actor.AuditRead,
		"Identifier": actor.AccessRuleRead, "Application": actor.Admin,
	}
	absent := newBase(t, id.Access, w.caller.CompanyID).ID
	for typeName, scope := range scopes {
		require.NotNil(t, w.as(scope).run(t, nodeQuery, map[string]any{"id": ids[typeName]}).value("node"), typeName)

		response := w.as(actor.Passage).run(t, nodeQuery, map[string]any{"id": ids[typeName]})
		require.Equal(t, fault.ScopeRequired, response.violation("node").Reason, typeName)
		require.Equal(t, map[string]any{"field": "Query.node", "scope": string(scope)}, response.violation("node").Data, typeName)
	}
	require.Equal(t, fault.ScopeRequired, w.as().run(t, nodeQuery, map[string]any{"id": absent}).violation("node").Reason,
		"an absent object is refused like an existing one")
	require.NotNil(t, w.as().run(t, nodeQuery, map[string]any{"id": w.caller.CompanyID}).value("node"))
	require.NotNil(t, w.as().run(t, nodeQuery, map[string]any{"id": w.caller.ApplicationID}).value("node"))
}

const nodesQuery = `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`

func TestNodes_OrderAndErrors(t *testing.T) {
	w := newWorld(t)
	ids := w.putOneOfEach(t)
	nodeIDs := []string{ids["User"], "nothing", ids["Access"], ids["Customer"], ids["User"]}
	response := w.as(actor.UserAccessRead).run(t, nodesQuery, map[string]any{"ids": nodeIDs})
	require.Len(t, response.errs, 1)
	require.Equal(t, fault.ScopeRequired, response.violation("nodes[2]").Reason)
	require.Equal(t, []any{
		map[string]any{"id": ids["User"]}, nil, nil, map[string]any{"id": ids["Customer"]}, map[string]any{"id": ids["User"]},
	}, response.data["nodes"])
}

func TestNodes_AtMost100(t *testing.T) {
	w := newWorld(t)
	nodeIDs := make([]string, 101)
	require.Len(t, w.run(t, nodesQuery, map[string]any{"ids": nodeIDs[:100]}).value("nodes"), 100)
	violation := w.run(t, nodesQuery, map[string]any{"ids": nodeIDs}).violation("nodes")
	require.Equal(t, fault.IDCountExceeded, violation.Reason)
	require.Contains(t, violation.Data, "ids")
}

func TestNode_StoreUnavailable(t *testing.T) {
	w := newWorld(t)
	ids := w.putOneOfEach(t)
	w.store.Failure = fault.New(fault.StoreUnavailable).Because(errors.New("away"))
	require.Equal(t, fault.StoreUnavailable, w.run(t, nodeQuery, map[string]any{"id": ids["User"]}).violation("node").Reason)
	require.Equal(t, fault.StoreUnavailable, w.run(t, nodesQuery, map[string]any{"ids": []string{ids["User"]}}).violation("nodes[0]").Reason)
	require.Equal(t, fault.StoreUnavailable,
		w.run(t, `query($id: ID!) { user(userId: $id) { id } }`, map[string]any{"id": ids["User"]}).violation("user").Reason)
	require.Equal(t, fault.StoreUnavailable, w.run(t, `{ users { nodes { id } } }`, nil).violation("users").Reason)
}
