package access_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/access"
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
)

type violation = domaintest.Violation

var newViolation = domaintest.NewViolation

var now = time.Date(2026, 3, 14, 9, 26, 53, 589_000_000, time.UTC)

// world is a company with the documents that accesses refer to, and another company.
type world struct {
	store     *domaintest.Store
	now       time.Time
	attempts  *attempts
	agreement access.UserAgreement
	// agreements are the stored agreements.
	agreements agreements
	accesses   domaintest.Collection[access.Access, *access.Access]
	service    *access.Service
	caller     actor.Caller
	identity   *roleaccount.ExternalPersonalIdentity
	role       *roleaccount.ExternalRole
	account    *roleaccount.ExternalRoleAccount
}

func newWorld(t require.TestingT) *world {
	store := domaintest.NewStore()
	w := &world{
		store:     store,
		attempts:  &attempts{},
		agreement: access.BuiltInAgreement(), agreements: agreements{},
		accesses: domaintest.Collection[access.Access, *access.Access]{Store: store},
		caller: actor.Caller{
			CompanyID: newID(t, id.Company), ApplicationID: newID(t, id.Application), ApplicationName: "Portal",
			UserID: new(newID(t, id.User)), RequestID: "request-1",
		},
	}
	w.service = &access.Service{
		Agreements: w.agreements,

		Accesses:                   w.accesses,
		ExternalPersonalIdentities: domaintest.Collection[roleaccount.ExternalPersonalIdentity, *roleaccount.ExternalPersonalIdentity]{Store: store},
		ExternalRoleAccounts:       domaintest.Collection[roleaccount.ExternalRoleAccount, *roleaccount.ExternalRoleAccount]{Store: store},
		ExternalRoles:              domaintest.Collection[roleaccount.ExternalRole, *roleaccount.ExternalRole]{Store: store},
		Agreement:                  func() access.UserAgreement { return w.agreement },

		Invitations: byHash{w}, AttemptsByToken: w.attempts,
		FailuresByAddress: failures{w.attempts, "address"}, FailuresByApplication: failures{w.attempts, "application"},
	}
	w.at(now)
	w.identity = w.putIdentity(t)
	w.role = &roleaccount.ExternalRole{Base: w.base(t, id.ExternalRole), Name: "Buyer", Enabled: true}
	w.account = &roleaccount.ExternalRoleAccount{
		Base: w.base(t, id.ExternalRoleAccount), RoleID: w.role.ID, PersonalIdentityID: w.identity.ID, State: roleaccount.AccountActive,
	}
	store.Put(w.role, w.account)
	return w
}

func (w *world) putIdentity(t require.TestingT) *roleaccount.ExternalPersonalIdentity {
	identity := &roleaccount.ExternalPersonalIdentity{
		Base: w.base(t, id.ExternalPersonalIdentity), FirstName: "Åsa", LastName: "Öberg", State: roleaccount.IdentityActive,
	}
	w.store.Put(identity)
	return identity
}

func (w *world) base(t require.TestingT, kind id.Kind) document.Base {
	return document.Base{ID: newID(t, kind), CompanyID: w.caller.CompanyID, Version: 1}
}

// put stores an access in a state. It is managed and of type CORPORATE.
func (w *world) put(t require.TestingT, state access.State) *access.Access {
	stored := &access.Access{
		Base: w.base(t, id.Access), Type: access.Corporate, State: state, Managed: true, FirstName: "Åsa", LastName: "Öberg",
		PrivateID: w.identity.ID, RoleAccountID: &w.account.ID, CorporateName: new("Acme"), CorporateRoleName: new("Buyer"),
	}
	w.store.Put(stored)
	return stored
}

func (w *world) private() access.CreateAccessInput {
	return access.CreateAccessInput{
		Type: new(access.Private), PrivateID: &w.identity.ID, Managed: new(true), FirstName: new("Åsa"), LastName: new("Öberg"),
	}
}

func (w *world) corporate() access.CreateAccessInput {
	input := w.private()
	input.Type, input.RoleAccountID = new(access.Corporate), &w.account.ID
	return input
}

func (w *world) create(input access.CreateAccessInput) (*access.Access, error) {
	return w.service.CreateAccess(context.Background(), w.caller, input)
}

func newID(t require.TestingT, kind id.Kind) string {
	documentID, err := domaintest.NewID(kind)
	require.NoError(t, err)
	return documentID
}

// requireNothingWritten checks that a refusal wrote nothing.
func (w *world) requireNothingWritten(t *testing.T) {
	t.Helper()
	require.Zero(t, w.store.Commits())
	require.Empty(t, w.store.Records())
}

// at sets the time.
func (w *world) at(moment time.Time) {
	w.now = moment
	w.service.Changes = w.store.Runner(moment)
}

// byHash finds accesses by their invitations.
type byHash struct{ world *world }

func (b byHash) ByInvitationHash(_ context.Context, hash string) (*access.Access, error) {
	for _, stored := range b.world.accesses.All() {
		if stored.InvitationHash != nil && *stored.InvitationHash == hash {
			return stored, nil
		}
	}
	return nil, document.ErrAbsent
}

// agreements stores agreements by their versions.
type agreements map[string]*access.StoredAgreement

func (a agreements) GetMany(_ context.Context, versions []string) (map[string]*access.StoredAgreement, error) {
	many := map[string]*access.StoredAgreement{}
	for _, version := range versions {
		if stored := a[version]; stored != nil {
			many[version] = stored
		}
	}
	return many, nil
}

func (a agreements) Insert(_ context.Context, agreement access.StoredAgreement) (bool, error) {
	if a[agreement.Version] != nil {
		return false, nil
	}
	a[agreement.Version] = &agreement
	return true, nil
}

// references returns what the accesses of put refer to, as it was at first: on.
func (w *world) references() access.References {
	return access.References{Identity: w.identity, Account: w.account, Role: w.role}
}

// attempts records attempts, and allows them until refused is set.
type attempts struct {
	tried   []string
	failed  []string
	refused bool
}

// failures records the failed attempts of its kind.
type failures struct {
	*attempts

	kind string
}

func (f failures) Try(_ context.Context, key string, attempt func() (bool, error)) (bool, error) {
	if !f.Allow(f.kind + " " + key) {
		return false, nil
	}
	failed, err := attempt()
	if failed {
		f.failed = append(f.failed, key)
	}
	return true, err
}

func (a *attempts) Allow(key string) bool {
	a.tried = append(a.tried, key)
	return !a.refused
}
