package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/roleaccount"
)

// eachWithReferences resolves a field for all accesses of a level from what each of them refers to. It reads identities and
// accounts in one batch each and the roles of the accounts in another, whatever the scopes of the caller. A document that the
// company does not have is nil. If one cannot be read, the access has an error.
func eachWithReferences[T any](
	ctx context.Context, e *entities, accesses []*access.Access, resolve func(a *access.Access, refs access.References) (T, error),
) ([]T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	identities, accounts := e.externalPersonalIdentities.loader(loaders), e.externalRoleAccounts.loader(loaders)
	accountID := func(a *access.Access) string { return valueOrZero(a.RoleAccountID) }
	dataloaders.Prefetch(ctx,
		identities.Keys(idsOf(accesses, func(a *access.Access) string { return a.PrivateID })), accounts.Keys(idsOf(accesses, accountID)))
	accountOf := func(a *access.Access) (*roleaccount.ExternalRoleAccount, error) {
		if accountID(a) == "" {
			return none[roleaccount.ExternalRoleAccount]()
		}
		return nilIfAbsent(accounts.Load(ctx, accountID(a)))
	}
	e.externalRoles.loader(loaders).Prefetch(ctx, idsOf(accesses, func(a *access.Access) string {
		if account, err := accountOf(a); err == nil && account != nil {
			return account.RoleID
		}
		return ""
	}))
	return each(accesses, func(a *access.Access) (value T, err error) {
		account, err := accountOf(a)
		if err != nil {
			return value, err
		}
		refs, err := e.loadReferences(ctx, loaders, a.PrivateID, account)
		if err != nil {
			return value, err
		}
		return resolve(a, refs)
	})
}

// eachWithAccountReferences does what eachWithReferences does for an access of each account.
func eachWithAccountReferences[T any](
	ctx context.Context, e *entities, accounts []*roleaccount.ExternalRoleAccount, resolve func(refs access.References) (T, error),
) ([]T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	identityID := func(a *roleaccount.ExternalRoleAccount) string { return a.PersonalIdentityID }
	roleID := func(a *roleaccount.ExternalRoleAccount) string { return a.RoleID }
	dataloaders.Prefetch(ctx,
		e.externalPersonalIdentities.loader(loaders).Keys(idsOf(accounts, identityID)), e.externalRoles.loader(loaders).Keys(idsOf(accounts, roleID)))
	return each(accounts, func(account *roleaccount.ExternalRoleAccount) (value T, err error) {
		refs, err := e.loadReferences(ctx, loaders, account.PersonalIdentityID, account)
		if err != nil {
			return value, err
		}
		return resolve(refs)
	})
}

// loadReferences returns an identity, an account, which is nil for a private access, and the role of the account.
func (e *entities) loadReferences(
	ctx context.Context, loaders dataloaders.Loaders, identityID string, account *roleaccount.ExternalRoleAccount,
) (refs access.References, err error) {
	refs.Account = account
	if refs.Identity, err = nilIfAbsent(e.externalPersonalIdentities.loader(loaders).Load(ctx, identityID)); err != nil {
		return refs, err
	}
	if account != nil {
		refs.Role, err = nilIfAbsent(e.externalRoles.loader(loaders).Load(ctx, account.RoleID))
	}
	return refs, err
}
