package tenant_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/tenant"
)

func (w *world) bootstrap(key string) (string, error) {
	setup, err := w.service.Bootstrap(context.Background(), key)
	return setup.GeneratedKey, err
}

func TestService_Bootstrap_AnEmptyStoreGetsACompanyAndAnApplicationWithEveryScope(t *testing.T) {
	w := newEmptyWorld()
	key, err := w.bootstrap("")
	require.NoError(t, err)
	require.NoError(t, tenant.ParseKey(key))
	identified, err := w.authenticate(key, nil)
	require.NoError(t, err)
	require.Equal(t, actor.Scopes(), identified.Caller.Scopes)
	companies := w.companies.All()
	require.Len(t, companies, 1)
	require.Equal(t, companies[0].ID, identified.Caller.CompanyID)
	require.Equal(t, companies[0].ID, companies[0].CompanyID)
	require.Equal(t, 1, w.store.Commits())

	auditRecords := w.store.Records()
	require.Len(t, auditRecords, 2)
	for _, record := range auditRecords {
		require.Equal(t, actor.Actor{ApplicationName: "operator"}, record.Actor)
		require.Equal(t, companies[0].ID, record.CompanyID)
		require.Equal(t, auditRecords[0].RequestID, record.RequestID)
		require.NotEmpty(t, record.RequestID)
	}

	again, err := w.bootstrap("")
	require.NoError(t, err)
	require.Empty(t, again, "a second start finds everything there")
	require.Len(t, w.companies.All(), 1)
}

func TestService_Bootstrap_AConfiguredKeyIsTakenAndNotReturned(t *testing.T) {
	w := newEmptyWorld()
	key := newKey(t)
	generated, err := w.bootstrap(key)
	require.NoError(t, err)
	require.Empty(t, generated)
	_, err = w.authenticate(key, nil)
	require.NoError(t, err)
}

func TestService_Bootstrap_AConfiguredKeyMustBeAKey(t *testing.T) {
	w := newEmptyWorld()
	_, err := w.bootstrap("secret")
	require.EqualError(t, err, "setting up: the configured key is not an API key")
	require.Zero(t, w.store.Commits())
}

func TestService_Bootstrap_OneOfTwoProcessesSetsUpTheStore(t *testing.T) {
	w := newEmptyWorld()
	var winning string
	w.store.Rival = func() {
		var err error
		winning, err = w.bootstrap("")
		require.NoError(t, err)
	}
	losing, err := w.bootstrap("")
	require.NoError(t, err)
	require.Empty(t, losing, "a key that is not usable is not returned")
	require.NotEmpty(t, winning)
	require.Len(t, w.companies.All(), 1)
	require.Len(t, w.applications.All(), 1)
}

func TestService_Bootstrap_AFailedStoreIsNotOneThatIsSetUp(t *testing.T) {
	w := newEmptyWorld()
	w.store.Failure = errors.New("the store is away")
	_, err := w.bootstrap("")
	require.ErrorIs(t, err, w.store.Failure)
}

func TestService_CreateCompany(t *testing.T) {
	w := newEmptyWorld()
	first, err := w.service.CreateCompany(context.Background(), " Acme ")
	require.NoError(t, err)
	require.Equal(t, "Acme", first.Name)
	key, err := w.bootstrap("")
	require.NoError(t, err)
	require.Empty(t, key, "a store with a company is set up")

	second, err := w.service.CreateCompany(context.Background(), "Acme")
	require.NoError(t, err)
	require.NotEqual(t, first.ID, second.ID)
	require.Equal(t, []*tenant.Company{first, second}, w.companies.All())
	for _, record := range w.store.Records() {
		require.Equal(t, "company create", record.Action)
	}

	_, err = w.service.CreateCompany(context.Background(), " ")
	domaintest.RequireViolations(t, err, notValid(map[string]any{"name": "must be specified"}))
}

func TestService_IssueKey_IsTheWayBackIn(t *testing.T) {
	w := newWorld(t)
	operator := tenant.Operator(w.caller.CompanyID)
	issued, err := w.service.IssueApiKey(context.Background(), operator, tenant.IssueApiKeyInput{ApplicationID: w.admin.ID})
	require.NoError(t, err)
	_, err = w.authenticate(issued.Secret, nil)
	require.NoError(t, err)
	auditRecords := w.store.Records()
	require.Equal(t, "operator", auditRecords[len(auditRecords)-1].Actor.ApplicationName)
}

func TestService_Bootstrap_NamesWhatItCreated(t *testing.T) {
	w := newEmptyWorld()
	configured, err := tenant.NewKey()
	require.NoError(t, err)
	setup, err := w.service.Bootstrap(t.Context(), configured)
	require.NoError(t, err)
	identified, err := w.authenticate(configured, nil)
	require.NoError(t, err)
	require.Equal(t, tenant.Setup{CompanyID: identified.Caller.CompanyID, ApplicationID: identified.Caller.ApplicationID}, setup, "a configured key is not returned")
	setup, err = w.service.Bootstrap(t.Context(), "")
	require.NoError(t, err)
	require.Zero(t, setup, "the store was set up before")
}
