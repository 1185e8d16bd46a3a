package resolvers

import (
	"context"
	"errors"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
)

// areUsable reads what accesses depend on, whatever the caller may see of it: identities and accounts in one step, the roles
// of those accounts in another. What the company does not have makes an access unusable; what cannot be read is an error.
func (e *entities) areUsable(ctx context.Context, accesses []*access.Access) ([]*bool, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	identities, accounts, roles := e.externalIdentities.loader(loaders), e.externalRoleAccounts.loader(loaders), e.externalRoles.loader(loaders)
	accountID := func(of *access.Access) string { return optional(of.RoleAccountID) }
	dataloaders.Fetch(ctx,
		identities.Of(idsOf(accesses, func(of *access.Access) string { return of.PrivateID })), accounts.Of(idsOf(accesses, accountID)))
	account := func(of *access.Access) (*roleaccount.ExternalRoleAccount, error) {
		return present(accounts.Load(ctx, accountID(of)))
	}
	roles.Fetch(ctx, idsOf(accesses, func(of *access.Access) string {
		if account, err := account(of); err == nil && account != nil {
			return account.RoleID
		}
		return ""
	}))
	return each(accesses, func(of *access.Access) (*bool, error) {
		identity, err := present(identities.Load(ctx, of.PrivateID))
		if err != nil {
			return nil, err
		}
		account, err := account(of)
		if err != nil || account == nil {
			return new(of.Usable(identity, nil, nil)), err
		}
		role, err := present(roles.Load(ctx, account.RoleID))
		return new(of.Usable(identity, account, role)), err
	})
}

// present turns a document that is absent into none, and keeps every other error.
func present[T any](stored *T, err error) (*T, error) {
	if errors.Is(err, document.ErrAbsent) {
		return none[T]()
	}
	return stored, err
}
