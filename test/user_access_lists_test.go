package test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

// tree is a company's customers with their accesses, told otherwise than by a query.
type tree struct {
	customers []*useraccess.Customer
	accesses  []*useraccess.StoredUserAccess
}

func (w *world) base(t testing.TB, kind id.Kind) document.Base {
	t.Helper()
	newID, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return document.Base{ID: newID, CompanyID: w.company, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: time.Now()}
}

// plant seeds a tree through the store.
func (w *world) plant(t testing.TB, customers, accesses int) *tree {
	t.Helper()
	thrown := 1
	dice := func(sides int) int { // the same throws in each run
		thrown = thrown * 48271 % 2147483647
		return thrown % sides
	}
	grown := &tree{}
	var documents []document.Document
	for len(grown.customers) < customers {
		customer := &useraccess.Customer{Base: w.base(t, id.Customer), Name: "Branch", AncestorIDs: []string{}}
		if len(grown.customers) > 0 {
			parent := grown.customers[dice(len(grown.customers))]
			if len(parent.AncestorIDs) == useraccess.MaxCustomerDepth-1 {
				parent = grown.customers[0]
			}
			customer.ParentID, customer.AncestorIDs = &parent.ID, append(slices.Clone(parent.AncestorIDs), parent.ID)
		}
		grown.customers, documents = append(grown.customers, customer), append(documents, customer)
	}
	user := &useraccess.User{Base: w.base(t, id.User), FirstName: "Ada", LastName: "Byron", Language: "en", CustomerID: grown.customers[0].ID, Enabled: true}
	documents = append(documents, user)
	types := []useraccess.UserAccessType{useraccess.API, useraccess.Profile}
	for len(grown.accesses) < accesses {
		customer := grown.customers[dice(len(grown.customers))]
		access := &useraccess.StoredUserAccess{
			Base: w.base(t, id.UserAccess), Type: types[dice(len(types))], UserID: user.ID, Name: new("Desk"),
			CustomerID: customer.ID, CustomerPathIDs: append(slices.Clone(customer.AncestorIDs), customer.ID),
			Roles: [][]string{{}, {"READER"}, {"WRITER", "READER"}}[dice(3)], Enabled: true,
		}
		grown.accesses, documents = append(grown.accesses, access), append(documents, access)
	}
	for batch := range slices.Chunk(documents, 2500) {
		for _, seeded := range batch {
			document.Index(seeded)
		}
		require.NoError(t, w.store.Commit(t.Context(), commit.Commit{CompanyID: w.company, Inserts: batch}))
	}
	return grown
}

// walkAccesses pages through a list to its end.
func (w *world) walkAccesses(t testing.TB, filter string) []string {
	t.Helper()
	var listed []string
	after := ""
	for {
		data := w.admin.must(t, fmt.Sprintf(`{ userAccesses(first: 100%s, filter: {%s}) { nodes { id } pageInfo { hasNextPage endCursor } } }`, after, filter), nil)
		for _, node := range at(t, data, "userAccesses", "nodes").([]any) {
			listed = append(listed, text(t, node, "id"))
		}
		if at(t, data, "userAccesses", "pageInfo", "hasNextPage") == false {
			return listed
		}
		after = fmt.Sprintf(", after: %q", text(t, data, "userAccesses", "pageInfo", "endCursor"))
	}
}

// TestUserAccesses_TenThousandOfATreeWhileOthersAreCreated walks the lists of a tree of 200 customers while accesses are added
// to it: what was there before is listed once and in order.
func TestUserAccesses_TenThousandOfATreeWhileOthersAreCreated(t *testing.T) {
	w := newWorld(t)
	grown := w.plant(t, 200, 10_000)
	stop := make(chan struct{})
	var created atomic.Int64
	var creating sync.WaitGroup
	creating.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			got := w.admin.send(t, mutation("createUserAccess", "userAccess { id }"), map[string]any{"input": map[string]any{
				"userId": grown.accesses[0].UserID, "roles": []string{"READER"}, "type": map[string]any{"profile": map[string]any{"name": "New"}}}})
			if len(got.Errors) == 0 {
				created.Add(1)
			}
		}
	})
	top, branch := grown.customers[0], grown.customers[1]
	lists := map[string]struct {
		filter string
		keeps  func(*useraccess.StoredUserAccess) bool
	}{
		"the whole tree": {fmt.Sprintf("customerId: %q", top.ID), func(*useraccess.StoredUserAccess) bool { return true }},
		"a branch": {fmt.Sprintf("customerId: %q, includeSubsidiaries: true", branch.ID), func(access *useraccess.StoredUserAccess) bool {
			return slices.Contains(access.CustomerPathIDs, branch.ID)
		}},
		"a customer alone": {fmt.Sprintf("customerId: %q, includeSubsidiaries: false", top.ID), func(access *useraccess.StoredUserAccess) bool {
			return access.CustomerID == top.ID
		}},
		"a branch by role and type": {fmt.Sprintf(`customerId: %q, role: "WRITER", types: [PROFILE]`, branch.ID), func(access *useraccess.StoredUserAccess) bool {
			return slices.Contains(access.CustomerPathIDs, branch.ID) && slices.Contains(access.Roles, "WRITER") && access.Type == useraccess.Profile
		}},
	}
	for name, list := range lists {
		t.Run(name, func(t *testing.T) {
			var expected []string
			for _, access := range grown.accesses {
				if list.keeps(access) {
					expected = append(expected, access.ID)
				}
			}
			require.NotEmpty(t, expected)
			listed := w.walkAccesses(t, list.filter)
			require.True(t, slices.IsSorted(listed), "in the order of creation")
			require.Len(t, slices.Compact(slices.Clone(listed)), len(listed), "no duplicates")
			require.Equal(t, expected, listed[:len(expected)])
			t.Logf("%d listed, %d of them before", len(listed), len(expected))
		})
	}
	close(stop)
	creating.Wait()
	require.Positive(t, created.Load())
	t.Logf("%d created meanwhile", created.Load())
}

func TestUserAccesses_APageWithUsersAndCustomersIsThreeStoreCalls(t *testing.T) {
	w := newCountedWorld(t)
	grown := w.plant(t, 20, 60)
	calls := w.calls(t, w.admin, fmt.Sprintf(`{ userAccesses(first: 50, filter: {customerId: %q}) {
		nodes { id type roles lastLoginAt version user { id firstName lastName } customer { id name } createdBy { applicationName } ... on ApiAccess { name language } }
		pageInfo { hasNextPage endCursor } } }`, grown.customers[0].ID))
	require.Equal(t, 3, calls)
}

func TestCreateUserAccess_IsThreeReadsAndOneCommit(t *testing.T) {
	w := newCountedWorld(t)
	document := string(w.fill(t, []byte(`mutation { createUserAccess(input: {userId: "${user}", roles: ["READER", "WRITER"], type: {profile: {name: "Desk"}}}) { userAccess { id } } }`)))
	const reads, reliance, counts, access, record, commit = 3, 1, 2, 1, 1, 1
	require.Equal(t, reads+reliance+counts+access+record+commit, w.calls(t, w.admin, document))
}

func TestUserLists_AreFiltered(t *testing.T) {
	w := newWorld(t)
	search := func(caller client, field, arguments string) []string {
		return ids(t, list{open: "{ ", field: field, end: " }"}.page(t, caller, string(w.fill(t, []byte("("+arguments+")")))))
	}
	named := func(names ...string) []string {
		expected := []string{}
		for _, name := range names {
			expected = append(expected, w.names[name])
		}
		return expected
	}
	branch := w.create(t, "branch", "createCustomer", "customer", map[string]any{"name": "Branch", "parentId": w.names["customer"]})
	w.create(t, "branchUser", "createUser", "user", map[string]any{"firstName": "Zoë", "lastName": "Ågren", "customerId": branch})
	w.create(t, "branchAccess", "createUserAccess", "userAccess", map[string]any{
		"userId": w.names["branchUser"], "roles": []string{"WRITER", "READER"}, "type": map[string]any{"api": map[string]any{"name": "Branch"}}})

	for arguments, expected := range map[string][]string{
		`filter: {userId: "${user}"}`:                                                     named("uiAccess", "apiAccess", "profileAccess"),
		`filter: {userId: "${user}", types: [PROFILE, UI]}`:                               named("uiAccess", "profileAccess"),
		`filter: {customerId: "${branch}"}`:                                               named("branchAccess"),
		`filter: {customerId: "${customer}", types: [API]}`:                               named("apiAccess", "branchAccess"),
		`filter: {customerId: "${customer}", includeSubsidiaries: null, role: "READER"}`:  named("uiAccess", "spareAccess", "branchAccess"),
		`filter: {customerId: "${customer}", includeSubsidiaries: false, role: "READER"}`: named("uiAccess", "spareAccess"),
		`filter: {role: "WRITER"}`:                                                        named("branchAccess"),
		`filter: {ssoId: " sso-3 "}`:                                                      named("spareAccess"),
		`filter: {ssoId: ""}`:                                                             {},
		`filter: {customerId: ""}`:                                                        {},
		`filter: {customerId: "${foreignCustomer}"}`:                                      {},
		`filter: {userId: "${foreignUser}"}`:                                              {},
		`filter: {types: []}, first: 2`:                                                   named("uiAccess", "ssoAccess"),
		`filter: {includeSubsidiaries: false, types: [SSO]}`:                              named("ssoAccess", "spareAccess"),
	} {
		require.Equal(t, expected, search(w.admin, "userAccesses", arguments), arguments)
	}
	for arguments, expected := range map[string][]string{
		`filter: {customerId: "${branch}"}`:                             named("branchUser"),
		`filter: {customerId: "${customer}"}`:                           named("user", "secondUser", "thirdUser", "fourthUser"),
		`filter: {customerId: "${branch}", lastNameStartsWith: "AG"}`:   named("branchUser"),
		`filter: {customerId: "${customer}", lastNameStartsWith: "ag"}`: {},
		`filter: {customerId: "${foreignCustomer}"}`:                    {},
	} {
		require.Equal(t, expected, search(w.admin, "users", arguments), arguments)
	}

	narrow := w.application(t, []string{"USER_ACCESS_READ"}, []string{"WRITER", "READER"})
	every := named("roleREADER", "roleWRITER", "roleSPARE")
	require.Equal(t, named("roleREADER", "roleWRITER"), search(narrow, "userAccessRoles", "filter: {grantable: true}"))
	require.Equal(t, every, search(narrow, "userAccessRoles", "filter: {grantable: false}"))
	require.Equal(t, every, search(w.admin, "userAccessRoles", "filter: {grantable: true}"), "with ADMIN, any role")
	require.Empty(t, search(w.application(t, []string{"USER_ACCESS_READ"}, nil), "userAccessRoles", "filter: {grantable: true}"))

	data := narrow.must(t, `{ userAccessRoles(filter: {grantable: true}, first: 1) { pageInfo { endCursor } } }`, nil)
	cursor := text(t, data, "userAccessRoles", "pageInfo", "endCursor")
	refused := narrow.send(t, fmt.Sprintf(`{ userAccessRoles(after: %q) { nodes { id } } }`, cursor), nil)
	require.Equal(t, "CURSOR_NOT_VALID", refused.Errors[0].Extensions.Reason, "a cursor of one list is none of another: %s", strings.TrimSpace(refused.raw))
}
