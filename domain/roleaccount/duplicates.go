package roleaccount

import (
	"context"
	"fmt"

	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// MaxDuplicates is the limit of the objects that are returned as possible duplicates of another.
const MaxDuplicates = 10

// DuplicatesOfAccount returns other ACTIVE accounts that are probably of the same person, oldest first and at most MaxDuplicates:
// they have the role, the email address and, ignoring case and accents, the names of the account. A last name of which the fold
// leaves nothing has no duplicates. It is one read of the store.
func (s *Service) DuplicatesOfAccount(ctx context.Context, account *ExternalRoleAccount) ([]ExternalRoleAccount, error) {
	page, err := s.ExternalRoleAccounts.List(ctx, account.CompanyID, ExternalRoleAccountFilter{
		States: []ExternalRoleAccountState{AccountActive}, RoleID: &account.RoleID, EmailAddress: &account.EmailAddress,
		LastNameStartsWith: &account.LastName,
	}, namesakes())
	if err != nil {
		return nil, fmt.Errorf("looking for duplicates of the account: %w", err)
	}
	return duplicatesOf(account, page.Items), nil
}

// DuplicatesOfIdentity does what DuplicatesOfAccount does, for an identity, which has no role.
func (s *Service) DuplicatesOfIdentity(ctx context.Context, identity *ExternalPersonalIdentity) ([]ExternalPersonalIdentity, error) {
	page, err := s.ExternalPersonalIdentities.List(ctx, identity.CompanyID, ExternalPersonalIdentityFilter{
		States: []ExternalPersonalIdentityState{IdentityActive}, EmailAddress: &identity.EmailAddress, LastNameStartsWith: &identity.LastName,
	}, namesakes())
	if err != nil {
		return nil, fmt.Errorf("looking for duplicates of the identity: %w", err)
	}
	return duplicatesOf(identity, page.Items), nil
}

// namesakes requests the first page by name of those whose name starts with a text: a name sorts before the names that begin with
// it, so that those with exactly the name come first.
func namesakes() document.PageRequest {
	return document.PageRequest{Order: document.Order{ByName: true}, First: document.MaxPageSize}
}

// someone is a pointer to a document with the details of a person.
type someone[T any] interface {
	*T
	document.Document
	person() personDetails
}

// duplicatesOf returns the others that have the names of one, at most MaxDuplicates.
func duplicatesOf[T any, P someone[T]](one P, others []P) []T {
	duplicates := []T{}
	for _, other := range others {
		if len(duplicates) < MaxDuplicates && other.Meta().ID != one.Meta().ID && other.person().hasNamesOf(one.person()) {
			duplicates = append(duplicates, *other)
		}
	}
	return duplicates
}

// hasNamesOf reports whether two people have the same names, ignoring case and accents.
func (p personDetails) hasNamesOf(other personDetails) bool {
	return text.Fold(p.firstName) == text.Fold(other.firstName) && text.Fold(p.lastName) == text.Fold(other.lastName)
}
