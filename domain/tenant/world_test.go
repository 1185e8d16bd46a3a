package tenant_test

import (
	"context"
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
	"accessgraph/domain/tenant"
)

type violation = domaintest.Violation

var newViolation = domaintest.NewViolation

var now = time.Date(2026, 3, 14, 9, 26, 53, 589_000_000, time.UTC)

// applications reads applications like a store.
type applications struct {
	domaintest.Collection[tenant.Application, *tenant.Application]
	// reads counts the lookups by a key.
	reads *int
}

func (a applications) List(
	_ context.Context, companyID string, filter tenant.ApplicationFilter, page document.PageRequest,
) (document.Page[tenant.Application], error) {
	matching := slices.DeleteFunc(a.Of(companyID), func(application *tenant.Application) bool {
		return filter.Scope != "" && !slices.Contains(application.Scopes, filter.Scope)
	})
	return domaintest.Page(matching, page), a.Store.Failure
}

func (a applications) ByKeyHash(_ context.Context, hash string) (*tenant.Application, error) {
	*a.reads++
	if a.Store.Failure != nil {
		return nil, a.Store.Failure
	}
	for _, application := range a.All() {
		if slices.ContainsFunc(application.Keys, func(key tenant.ApiKey) bool { return key.Hash == hash }) {
			return application, nil
		}
	}
	return nil, document.ErrAbsent
}

// users has the IDs of the enabled users of each company.
type users struct {
	ofCompany map[string][]string
	failure   error
}

func (u *users) UserMayAct(_ context.Context, companyID, userID string) (bool, error) {
	return slices.Contains(u.ofCompany[companyID], userID), u.failure
}

// roles has the codes that no role of any company has.
type roles struct {
	unknown []string
}

func (r *roles) UnknownRoles(_ context.Context, _ string, codes []string) ([]string, error) {
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return !slices.Contains(r.unknown, code) }), nil
}

// world is a company with the application of an administrator.
type world struct {
	store        *domaintest.Store
	applications applications
	companies    domaintest.Collection[tenant.Company, *tenant.Company]
	users        *users
	roles        *roles
	service      *tenant.Service
	caller       actor.Caller
	admin        *tenant.Application
	adminKey     string
	at           time.Time
}

func newWorld(t require.TestingT) *world {
	w := newEmptyWorld()
	w.caller = actor.Caller{
		CompanyID: newID(t, id.Company), ApplicationName: "Administration", Scopes: []actor.Scope{actor.Admin}, RequestID: "request-1",
	}
	w.admin, w.adminKey = w.create(t, "Administration", actor.Admin)
	w.caller.ApplicationID = w.admin.ID
	return w
}

// cachedKeys is the size of the cache of a process.
const cachedKeys = 3

// process returns the service of a process on the store, with a cache of its own.
func (w *world) process() *tenant.Service {
	clock := func() time.Time { return w.at }
	cache := tenant.NewKeyCache(clock, cachedKeys)
	return &tenant.Service{
		Applications: w.applications, Users: w.users, Roles: w.roles, Credentials: w.applications, Cache: cache,
		Changes: &commit.Runner{Committer: cache.Watch(w.store), Clock: clock, IDs: domaintest.IDs(clock)},
	}
}

func newEmptyWorld() *world {
	store := domaintest.NewStore()
	w := &world{store: store, users: &users{ofCompany: map[string][]string{}}, roles: &roles{}, at: now}
	w.applications.Store, w.companies.Store, w.applications.reads = store, store, new(int)
	w.service = w.process()
	return w
}

func (w *world) create(t require.TestingT, name string, scopes ...actor.Scope) (*tenant.Application, string) {
	issued, err := w.service.CreateApplication(context.Background(), w.caller, tenant.CreateApplicationInput{Name: name, Scopes: scopes})
	require.NoError(t, err)
	require.Equal(t, issued.Application.Keys[0].ID, issued.ID)
	return issued.Application, issued.Secret
}

func (w *world) update(input tenant.UpdateApplicationInput) (*tenant.Application, error) {
	return w.service.UpdateApplication(context.Background(), w.caller, input)
}

func (w *world) disable(applicationID string) error {
	_, err := w.update(tenant.UpdateApplicationInput{ApplicationID: applicationID, Enabled: inputs.Of(false)})
	return err
}

func (w *world) issue(applicationID string, expiresAt *time.Time) (*tenant.Application, string, error) {
	issued, err := w.service.IssueApiKey(context.Background(), w.caller, tenant.IssueApiKeyInput{ApplicationID: applicationID, ExpiresAt: expiresAt})
	return issued.Application, issued.Secret, err
}

func (w *world) revoke(applicationID, keyID string) (*tenant.Application, error) {
	return w.service.RevokeApiKey(context.Background(), w.caller, tenant.RevokeApiKeyInput{ApplicationID: applicationID, APIKeyID: keyID})
}

func (w *world) stored(t require.TestingT, applicationID string) *tenant.Application {
	application, err := w.applications.Get(context.Background(), w.caller.CompanyID, applicationID)
	require.NoError(t, err)
	return application
}

func newID(t require.TestingT, kind id.Kind) string {
	documentID, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return documentID
}

func notValid(data map[string]any) violation {
	return newViolation("DATA_NOT_VALID", "Data validation error", data)
}
