package roleaccount_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

type violation = domaintest.Violation

var newViolation = domaintest.NewViolation

const (
	specified    = "must be specified"
	notSpecified = "must not be specified"
	atMost50     = "must have at most 50 characters"
)

var now = time.Date(2026, 3, 14, 9, 26, 53, 589_000_000, time.UTC)

// listed is a collection whose list ignores its filter.
type listed[T, F any, P domaintest.Pointer[T]] struct{ domaintest.Collection[T, P] }

func (l listed[T, F, P]) List(_ context.Context, companyID string, _ F, page document.PageRequest) (document.Page[T], error) {
	return domaintest.Page[T, P](l.Of(companyID), page), nil
}

// world is a company with one role.
type world struct {
	store      *domaintest.Store
	identities listed[roleaccount.ExternalPersonalIdentity, roleaccount.ExternalPersonalIdentityFilter, *roleaccount.ExternalPersonalIdentity]
	roles      domaintest.Collection[roleaccount.ExternalRole, *roleaccount.ExternalRole]
	accounts   listed[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter, *roleaccount.ExternalRoleAccount]
	service    *roleaccount.Service
	caller     actor.Caller
	role       *roleaccount.ExternalRole
}

func newWorld(t *testing.T) *world {
	t.Helper()
	store := domaintest.NewStore()
	w := &world{store: store, caller: actor.Caller{
		CompanyID: newID(t, id.Company), ApplicationID: newID(t, id.Application), ApplicationName: "Portal", RequestID: "request-1",
	}}
	w.identities.Store, w.roles.Store, w.accounts.Store = store, store, store
	w.service = &roleaccount.Service{
		ExternalPersonalIdentities: w.identities, ExternalRoles: w.roles, ExternalRoleAccounts: w.accounts,
		EmailAddresses: roleaccount.SyntaxVerifier{}, Changes: store.Runner(now),
	}
	w.role = &roleaccount.ExternalRole{
		Base: document.Base{ID: newID(t, id.ExternalRole), CompanyID: w.caller.CompanyID, Version: 1}, Name: "Buyer", Enabled: true,
	}
	store.Put(w.role)
	return w
}

func (w *world) createIdentity(input roleaccount.CreateExternalPersonalIdentityInput) (*roleaccount.ExternalPersonalIdentity, error) {
	return w.service.CreateExternalPersonalIdentity(context.Background(), w.caller, input)
}

func (w *world) createRole(input roleaccount.CreateExternalRoleInput) (*roleaccount.ExternalRole, error) {
	return w.service.CreateExternalRole(context.Background(), w.caller, input)
}

func (w *world) createAccount(input roleaccount.CreateExternalRoleAccountInput) (*roleaccount.ExternalRoleAccount, error) {
	return w.service.CreateExternalRoleAccount(context.Background(), w.caller, input)
}

func (w *world) requireNothingWritten(t *testing.T) {
	t.Helper()
	require.Zero(t, w.store.Commits())
	require.Empty(t, w.store.Records())
}

func newID(t *testing.T, kind id.Kind) string {
	t.Helper()
	documentID, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return documentID
}

// notValid returns the violation of fields that exceed their limits.
func notValid(data map[string]any) violation {
	return newViolation("DATA_NOT_VALID", "Data validation error", data)
}
