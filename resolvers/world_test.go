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
	"accessgraph/domain/erasure"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/timeprofile/zones"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/model"
	"accessgraph/resolvers"
)

// collection reads and lists the documents of one type in a store in memory.
type collection[T, F any, P domaintest.Pointer[T]] struct {
	domaintest.Collection[T, P]

	// keeps reports whether a document matches a filter; nil if every document does.
	keeps func(F, *T) bool
}

func (c collection[T, F, P]) List(_ context.Context, companyID string, filter F, page document.PageRequest) (document.Page[T], error) {
	if c.Store.Failure != nil {
		return document.Page[T]{}, c.Store.Failure
	}
	documents := slices.DeleteFunc(c.Of(companyID), func(stored *T) bool { return c.keeps != nil && !c.keeps(filter, stored) })
	return domaintest.Page[T, P](documents, page), nil
}

func newCollection[T, F any, P domaintest.Pointer[T]](store *domaintest.Store, keeps func(F, *T) bool) collection[T, F, P] {
	return collection[T, F, P]{domaintest.Collection[T, P]{Store: store}, keeps}
}

// identifiers can be looked up by their number as well.
type identifiers struct {
	collection[accessrule.Identifier, accessrule.IdentifierFilter, *accessrule.Identifier]
}

func (i identifiers) ByNumber(_ context.Context, companyID string, kind accessrule.IdentifierType, number string) (*accessrule.Identifier, error) {
	for _, identifier := range i.Of(companyID) {
		if identifier.Type == kind && identifier.Number == number {
			return identifier, nil
		}
	}
	return nil, document.ErrAbsent
}

// noLimits limits and counts nothing.
type noLimits struct{}

func (noLimits) Try(_ context.Context, _, _ string, attempt func() (bool, error)) (bool, error) {
	_, err := attempt()
	return true, err
}
func (noLimits) Pick(string, string) (int, bool)         { return 0, true }
func (noLimits) Skip(string, string, int)                {}
func (noLimits) UnknownNumber(accessrule.IdentifierType) {}
func (noLimits) AttemptRefused()                         {}

type keyUses map[string]time.Time

func (k keyUses) Record(context.Context, string, string, time.Time) error {
	return errors.New("resolvers record no use of a key")
}

func (k keyUses) LastUsed(context.Context, string, []string) (map[string]time.Time, error) {
	return k, nil
}

// UnknownRoles returns none: the company has every role.
func (grantableRoles) UnknownRoles(context.Context, string, []string) ([]string, error) {
	return []string{}, nil
}

// grantableRoles are roles of user accesses. A lookup by code returns none.
type grantableRoles struct {
	collection[useraccess.UserAccessRole, useraccess.RoleFilter, *useraccess.UserAccessRole]
}

func (grantableRoles) ByCode(context.Context, string, []string) (map[string]*useraccess.UserAccessRole, error) {
	return map[string]*useraccess.UserAccessRole{}, nil
}

// world is the schema with a store in memory and a caller.
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
	accesses := newCollection(store, func(f access.Filter, a *access.Access) bool { return f.PrivateID == nil || *f.PrivateID == a.PrivateID })
	rules := newCollection[accessrule.AccessRule, accessrule.AccessRuleFilter](store, nil)
	applications := newCollection[tenant.Application, tenant.ApplicationFilter](store, nil)
	records := newCollection(store, func(f audit.Filter, r *audit.Record) bool { return f.SubjectID == nil || *f.SubjectID == r.SubjectID })
	companies := newCollection[tenant.Company, document.Everything](store, nil)
	customers := newCollection[useraccess.Customer, useraccess.CustomerFilter](store, nil)
	identities := newCollection[roleaccount.ExternalPersonalIdentity, roleaccount.ExternalPersonalIdentityFilter](store, nil)
	roles := newCollection[roleaccount.ExternalRole, roleaccount.ExternalRoleFilter](store, nil)
	accounts := newCollection[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter](store, nil)
	cards := identifiers{newCollection[accessrule.Identifier, accessrule.IdentifierFilter](store, nil)}
	passages := newCollection[accessrule.Passage, accessrule.PassageFilter](store, nil)
	readers := newCollection[accessrule.Reader, accessrule.ReaderFilter](store, nil)
	profiles := newCollection[timeprofile.TimeProfile, timeprofile.TimeProfileFilter](store, nil)
	calendars := newCollection[timeprofile.HolidayCalendar, timeprofile.HolidayCalendarFilter](store, nil)
	timeZones, err := zones.New()
	require.NoError(t, err)
	users := newCollection[useraccess.User, useraccess.UserFilter](store, nil)
	userAccesses := newCollection[useraccess.StoredUserAccess, useraccess.UserAccessFilter](store, nil)
	grants := grantableRoles{newCollection[useraccess.UserAccessRole, useraccess.RoleFilter](store, nil)}
	changes := store.Runner(now())

	w := &world{store: store, keyUses: keyUses{}}
	w.stores = dataloaders.Stores{UserAccessRoles: grants, Counters: domaintest.Counters{Store: store}, KeyUses: w.keyUses}
	w.schema = resolvers.NewSchema(resolvers.Dependencies{
		Services: resolvers.Services{
			Access: &access.Service{
				Accesses: accesses, ExternalPersonalIdentities: identities, ExternalRoleAccounts: accounts, ExternalRoles: roles, Agreement: access.BuiltInAgreement, Changes: changes,
			},
			AccessRule: &accessrule.Service{
				Rules: rules, Identifiers: cards, Users: users, ExternalPersonalIdentities: identities, Counters: domaintest.Counters{Store: store},
				Timetables: timeprofile.Timetables{TimeProfiles: profiles, HolidayCalendars: calendars, Zones: timeZones},
				Codes:      noLimits{}, Refusals: noLimits{}, Observer: noLimits{},
				Changes: changes, Queued: func() {},
			},
			Erasure: &erasure.Service{
				Objects: erasure.Objects{
					Users: users, ExternalPersonalIdentities: identities, ExternalRoleAccounts: accounts, Accesses: accesses, UserAccesses: userAccesses,
					Identifiers: cards,
				},
				Changes: changes, Queued: func() {},
			},
			RoleAccount: &roleaccount.Service{ExternalPersonalIdentities: identities, ExternalRoles: roles, ExternalRoleAccounts: accounts, EmailAddresses: roleaccount.SyntaxVerifier{}, Changes: changes},
			Tenant:      &tenant.Service{Applications: applications, Roles: grants, Changes: changes},
			TimeProfile: &timeprofile.Service{
				TimeProfiles: profiles, HolidayCalendars: calendars, Zones: timeZones, Counters: domaintest.Counters{Store: store}, Changes: changes,
			},
			UserAccess: &useraccess.Service{Customers: customers, Users: users, UserAccesses: userAccesses, Roles: grants, Counters: domaintest.Counters{Store: store}, Changes: changes},
		},
		Collections: resolvers.Collections{
			Accesses: accesses, AccessRules: rules, Applications: applications, AuditRecords: records, Companies: companies, Customers: customers,
			ExternalPersonalIdentities: identities, ExternalRoles: roles, ExternalRoleAccounts: accounts, Identifiers: cards, Passages: passages,
			Readers: readers, TimeProfiles: profiles, HolidayCalendars: calendars, Users: users, UserAccesses: userAccesses, UserAccessRoles: grants,
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
	documentID, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return document.Base{ID: documentID, CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Version: 1, UpdatedAt: now()}
}

// as returns the same world with a caller who holds other scopes.
func (w *world) as(scopes ...actor.Scope) *world {
	other := *w
	other.caller.Scopes = scopes
	return &other
}

// result is the response of an operation.
type result struct {
	t    *testing.T
	data map[string]any
	// errs holds the errors by their paths.
	errs map[string]*fault.Error
}

// run executes an operation for the caller.
func (w *world) run(t *testing.T, query string, variables map[string]any) result {
	t.Helper()
	request := resolvers.NewRequest(&w.caller, actor.Visitor{}, &w.stores)
	return w.runWith(request.Into(t.Context()), t, query, variables)
}

func (w *world) execute(ctx context.Context, t *testing.T, query string, variables map[string]any) *graphql.Response {
	t.Helper()
	runner := executor.New(w.schema)
	ctx = graphql.StartOperationTrace(ctx)
	operation, errs := runner.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	require.Empty(t, errs)
	respond, ctx := runner.DispatchOperation(ctx, operation)
	return respond(ctx)
}

// runWith executes an operation with a context, which may carry no request.
func (w *world) runWith(ctx context.Context, t *testing.T, query string, variables map[string]any) result {
	t.Helper()
	raw := w.execute(ctx, t, query, variables)
	r := result{t: t, errs: map[string]*fault.Error{}}
	for _, gqlErr := range raw.Errors {
		var err *fault.Error
		require.ErrorAs(t, gqlErr, &err, "%v", gqlErr)
		r.errs[gqlErr.Path.String()] = err
	}
	require.NoError(t, json.Unmarshal(raw.Data, &r.data))
	return r
}

// value returns the value at a path of field names. The response must have no error.
func (r result) value(path ...string) any {
	r.t.Helper()
	require.Empty(r.t, r.errs)
	var value any = r.data
	for _, name := range path {
		object, ok := value.(map[string]any)
		require.True(r.t, ok, "%s of %v", name, value)
		value = object[name]
	}
	return value
}

func (r result) text(path ...string) string {
	r.t.Helper()
	text, ok := r.value(path...).(string)
	require.True(r.t, ok)
	return text
}

// violation returns the first violation of the error at a path.
func (r result) violation(path string) fault.Fault {
	r.t.Helper()
	require.Contains(r.t, r.errs, path)
	return r.errs[path].First()
}
