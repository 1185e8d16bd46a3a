package resolvers_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/stretchr/testify/require"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/model"
	"accessgraph/resolvers"
)

// collection reads and lists documents of one type from a store in memory.
type collection[T, F any, P domaintest.Pointer[T]] struct {
	domaintest.Collection[T, P]

	// keeps says whether a filter leaves a document in.
	keeps func(F, *T) bool
}

func (c collection[T, F, P]) List(_ context.Context, companyID string, filter F, page document.PageRequest) (document.Page[T], error) {
	if c.Store.Failure != nil {
		return document.Page[T]{}, c.Store.Failure
	}
	kept := slices.DeleteFunc(c.Of(companyID), func(found *T) bool { return c.keeps != nil && !c.keeps(filter, found) })
	return domaintest.Page[T, P](kept, page), nil
}

func documents[T, F any, P domaintest.Pointer[T]](store *domaintest.Store, keeps func(F, *T) bool) collection[T, F, P] {
	return collection[T, F, P]{domaintest.Collection[T, P]{Store: store}, keeps}
}

// numbered finds identifiers by their number, too.
type numbered struct {
	collection[accessrule.Identifier, accessrule.IdentifierFilter, *accessrule.Identifier]
}

func (n numbered) ByNumber(_ context.Context, companyID string, kind accessrule.IdentifierType, number string) (*accessrule.Identifier, error) {
	for _, found := range n.Of(companyID) {
		if found.Type == kind && found.Number == number {
			return found, nil
		}
	}
	return nil, document.ErrAbsent
}

// openDoors limits and counts nothing.
type openDoors struct{}

func (openDoors) Try(_ context.Context, _, _ string, attempt func() (bool, error)) (bool, error) {
	_, err := attempt()
	return true, err
}
func (openDoors) Pick(string, string) (int, bool)         { return 0, true }
func (openDoors) Skip(string, string, int)                {}
func (openDoors) UnknownNumber(accessrule.IdentifierType) {}
func (openDoors) AttemptRefused()                         {}

type keyUses map[string]time.Time

func (k keyUses) Record(context.Context, string, string, time.Time) error {
	return errors.New("resolvers record no use of a key")
}

func (k keyUses) LastUsed(context.Context, string, []string) (map[string]time.Time, error) {
	return k, nil
}

// coded are the roles of user accesses, none of which is found by its code.
type coded struct {
	collection[useraccess.UserAccessRole, useraccess.RoleFilter, *useraccess.UserAccessRole]
}

func (coded) ByCode(context.Context, string, []string) (map[string]*useraccess.UserAccessRole, error) {
	return map[string]*useraccess.UserAccessRole{}, nil
}

// world is the schema on a store in memory.
type world struct {
	store   *domaintest.Store
	stores  dataloaders.Stores
	schema  graphql.ExecutableSchema
	caller  actor.Caller
	keyUses keyUses
}

func now() time.Time { return time.Date(2026, 3, 1, 8, 30, 0, 0, time.UTC) }

func newWorld(t *testing.T) *world {
	t.Helper()
	store := domaintest.NewStore()
	accesses := documents(store, func(f access.Filter, a *access.Access) bool { return f.PrivateID == nil || *f.PrivateID == a.PrivateID })
	rules := documents[accessrule.AccessRule, accessrule.RuleFilter](store, nil)
	applications := documents[tenant.Application, tenant.ApplicationFilter](store, nil)
	records := documents(store, func(f audit.Filter, r *audit.Record) bool { return f.SubjectID == nil || *f.SubjectID == r.SubjectID })
	companies := documents[tenant.Company, document.Everything](store, nil)
	customers := documents[useraccess.Customer, useraccess.CustomerFilter](store, nil)
	identities := documents[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter](store, nil)
	roles := documents[roleaccount.ExternalRole, roleaccount.RoleFilter](store, nil)
	accounts := documents[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter](store, nil)
	identifiers := numbered{documents[accessrule.Identifier, accessrule.IdentifierFilter](store, nil)}
	passages := documents[accessrule.Passage, accessrule.PassageFilter](store, nil)
	readers := documents[accessrule.Reader, accessrule.ReaderFilter](store, nil)
	users := documents[useraccess.User, useraccess.UserFilter](store, nil)
	userAccesses := documents[useraccess.Record, useraccess.UserAccessFilter](store, nil)
	grants := coded{documents[useraccess.UserAccessRole, useraccess.RoleFilter](store, nil)}
	changes := store.Runner(now())

	w := &world{store: store, keyUses: keyUses{}}
	w.stores = dataloaders.Stores{UserAccessRoles: grants, Counters: domaintest.Counters{Store: store}, KeyUses: w.keyUses}
	w.schema = resolvers.NewSchema(resolvers.Dependencies{
		Services: resolvers.Services{
			Access: &access.Service{
				Accesses: accesses, Identities: identities, Accounts: accounts, Roles: roles, Agreement: access.BuiltInAgreement, Changes: changes,
			},
			AccessRule: &accessrule.Service{
				Rules: rules, Identifiers: identifiers, Counters: domaintest.Counters{Store: store},
				Codes: openDoors{}, Refusals: openDoors{}, Observer: openDoors{},
				Changes: changes, Queued: func() {},
			},
			RoleAccount: &roleaccount.Service{Identities: identities, Roles: roles, Accounts: accounts, EmailAddresses: roleaccount.SyntaxVerifier{}, Changes: changes},
			Tenant:      &tenant.Service{Applications: applications, Changes: changes},
			UserAccess:  &useraccess.Service{Customers: customers, Users: users, UserAccesses: userAccesses, Roles: grants, Counters: domaintest.Counters{Store: store}, Changes: changes},
		},
		Collections: resolvers.Collections{
			Accesses: accesses, AccessRules: rules, Applications: applications, AuditRecords: records, Companies: companies, Customers: customers,
			ExternalIdentities: identities, ExternalRoles: roles, ExternalRoleAccounts: accounts, Identifiers: identifiers, Passages: passages,
			Readers: readers, Users: users, UserAccesses: userAccesses, UserAccessRoles: grants,
		},
		Server: model.ServerInfo{Version: "test", Limits: []model.Limit{{Name: "depth", Value: 15}}, Specifications: []string{"spec"}},
	})

	company := &tenant.Company{Base: newBase(t, id.Company, ""), Name: "Mine"}
	company.CompanyID = company.ID
	application := &tenant.Application{Base: newBase(t, id.Application, company.ID), Name: "App", Enabled: true, Scopes: actor.Scopes()}
	w.store.Put(company, application)
	w.caller = actor.Caller{
		CompanyID: company.ID, ApplicationID: application.ID, ApplicationName: "App", Scopes: actor.Scopes(), RequestID: "request",
	}
	return w
}

func newBase(t *testing.T, kind id.Kind, companyID string) document.Base {
	t.Helper()
	made, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return document.Base{ID: made, CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: now()}
}

// as is the world for a caller with other scopes.
func (w *world) as(scopes ...actor.Scope) *world {
	narrow := *w
	narrow.caller.Scopes = scopes
	return &narrow
}

// answer is what an operation came to.
type answer struct {
	t    *testing.T
	data map[string]any
	// faults are the errors by their path in the answer.
	faults map[string]*fault.Error
}

// ask runs an operation for the caller, with loaders of its own.
func (w *world) ask(t *testing.T, query string, variables map[string]any) answer {
	t.Helper()
	request := resolvers.NewRequest(&w.caller, actor.Visitor{}, &w.stores)
	return w.askIn(request.Into(t.Context()), t, query, variables)
}

func (w *world) execute(ctx context.Context, t *testing.T, query string, variables map[string]any) *graphql.Response {
	t.Helper()
	runner := executor.New(w.schema)
	ctx = graphql.StartOperationTrace(ctx)
	operation, refused := runner.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	require.Empty(t, refused)
	responses, ctx := runner.DispatchOperation(ctx, operation)
	return responses(ctx)
}

func (w *world) askIn(ctx context.Context, t *testing.T, query string, variables map[string]any) answer {
	t.Helper()
	response := w.execute(ctx, t, query, variables)
	found := answer{t: t, faults: map[string]*fault.Error{}}
	for _, one := range response.Errors {
		var told *fault.Error
		require.ErrorAs(t, one, &told, "%v", one)
		found.faults[one.Path.String()] = told
	}
	require.NoError(t, json.Unmarshal(response.Data, &found.data))
	return found
}

// value follows a path of field names, and fails where there is nothing.
func (a answer) value(path ...string) any {
	a.t.Helper()
	require.Empty(a.t, a.faults)
	var at any = a.data
	for _, name := range path {
		object, ok := at.(map[string]any)
		require.True(a.t, ok, "%s of %v", name, at)
		at = object[name]
	}
	return at
}

func (a answer) text(path ...string) string {
	a.t.Helper()
	text, ok := a.value(path...).(string)
	require.True(a.t, ok)
	return text
}

// refusal is the first violation of the error at a path.
func (a answer) refusal(path string) fault.Fault {
	a.t.Helper()
	require.Contains(a.t, a.faults, path)
	return a.faults[path].First()
}
