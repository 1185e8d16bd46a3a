package access_test

import (
	"context"

	"accessgraph/domain/access"
	"accessgraph/domain/roleaccount"
)

// deactivateIdentity, deactivateAccount and disableRole turn off what the accesses of the world refer to.
func (w *world) deactivateIdentity() {
	off := *w.stored().Identity
	off.State, off.Version = roleaccount.IdentityDeactivated, off.Version+1
	w.store.Put(&off)
}

func (w *world) deactivateAccount() {
	off := *w.stored().Account
	off.State, off.Version = roleaccount.AccountDeactivated, off.Version+1
	w.store.Put(&off)
}

func (w *world) disableRole() {
	off := *w.stored().Role
	off.Enabled, off.Version = false, off.Version+1
	w.store.Put(&off)
}

// turnOn turns everything on that the accesses of the world refer to.
func (w *world) turnOn() {
	stored := w.stored()
	identity, account, role := *stored.Identity, *stored.Account, *stored.Role
	identity.State, identity.Version = roleaccount.IdentityActive, identity.Version+1
	account.State, account.Version = roleaccount.AccountActive, account.Version+1
	role.Enabled, role.Version = true, role.Version+1
	w.store.Put(&identity, &account, &role)
}

// stored returns what the accesses of the world refer to, as it is stored now.
func (w *world) stored() access.References {
	ctx := context.Background()
	identity, identityErr := w.service.ExternalPersonalIdentities.Get(ctx, w.caller.CompanyID, w.identity.ID)
	account, accountErr := w.service.ExternalRoleAccounts.Get(ctx, w.caller.CompanyID, w.account.ID)
	role, roleErr := w.service.ExternalRoles.Get(ctx, w.caller.CompanyID, w.role.ID)
	for _, err := range []error{identityErr, accountErr, roleErr} {
		if err != nil {
			panic(err) // the world has them all
		}
	}
	return access.References{Identity: identity, Account: account, Role: role}
}

// on reports whether nothing that the accesses of the world refer to is off.
func (w *world) on() bool { return len(w.stored().Blockers()) == 0 }
