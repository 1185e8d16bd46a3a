package resolvers

import (
	"context"
	"errors"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/document"
)

// isUsable reads what an access depends on, whatever the caller may see of it. What the company does not have makes an
// access unusable; what cannot be read is an error.
func isUsable(ctx context.Context, of *access.Access) (bool, error) {
	if of.State != access.Active {
		return false, nil
	}
	identity, err := present(load(ctx, (*dataloaders.Loaders).ExternalIdentities, of.PrivateID))
	if err != nil || of.RoleAccountID == nil {
		return of.Usable(identity, nil, nil), err
	}
	account, err := present(load(ctx, (*dataloaders.Loaders).ExternalRoleAccounts, *of.RoleAccountID))
	if err != nil || account == nil {
		return false, err
	}
	role, err := present(load(ctx, (*dataloaders.Loaders).ExternalRoles, account.RoleID))
	return of.Usable(identity, account, role), err
}

// present turns a document that is absent into none, and keeps every other error.
func present[T any](found *T, err error) (*T, error) {
	if errors.Is(err, document.ErrAbsent) {
		return none[T]()
	}
	return found, err
}

// readForUsable reads what Access.usable needs of many accesses: identities and accounts side by side, then roles. It
// reads them for every access, as the fields of an access do that lead to them: so that what both need is read once.
func readForUsable(ctx context.Context, loaders *dataloaders.Loaders, objects []any) {
	var identities, accounts, roles []string
	for _, object := range objects {
		if of, ok := object.(*access.Access); ok {
			identities = append(identities, of.PrivateID)
			if of.RoleAccountID != nil {
				accounts = append(accounts, *of.RoleAccountID)
			}
		}
	}
	fetchAll(ctx, map[fetcher][]string{loaders.ExternalIdentities(): identities, loaders.ExternalRoleAccounts(): accounts})
	for _, accountID := range accounts {
		account, err := loaders.ExternalRoleAccounts().Load(ctx, accountID)
		if err == nil {
			roles = append(roles, account.RoleID)
		}
	}
	loaders.ExternalRoles().Fetch(ctx, roles)
}
