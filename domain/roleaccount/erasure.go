package roleaccount

import (
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
)

// ErasedEmailAddress stands in for an erased e-mail address. Mail to the domain .invalid reaches nobody.
const ErasedEmailAddress = "erased@erased.invalid"

func personalFields() map[string]any {
	return map[string]any{"firstName": document.Erased, "lastName": document.Erased, "emailAddress": ErasedEmailAddress}
}

// Erased returns EXTERNAL_PERSONAL_IDENTITY_ERASED, and whether the person was erased.
func (i *ExternalPersonalIdentity) Erased() (refusal fault.Fault, isErased bool) {
	return ErasedIdentity(i.ID), i.Erasure != nil
}

// ErasedIdentity returns EXTERNAL_PERSONAL_IDENTITY_ERASED for an identity.
func ErasedIdentity(identityID string) fault.Fault {
	return fault.New(fault.ExternalPersonalIdentityErased, identityID)
}

// requireNotErased raises EXTERNAL_PERSONAL_IDENTITY_ERASED with the path of a field if the person was erased.
func (i *ExternalPersonalIdentity) requireNotErased(path string) error {
	if refusal, isErased := i.Erased(); isErased {
		return refusal.With(path, "must be of a person who was not erased").Err()
	}
	return nil
}

// Erase returns the identity without names and address, DEACTIVATED for good. It raises EXTERNAL_PERSONAL_IDENTITY_ERASED.
func (i *ExternalPersonalIdentity) Erase(erasure document.Erasure) (*ExternalPersonalIdentity, error) {
	if err := i.requireNotErased(inputPrefix + identityArgument); err != nil {
		return nil, err
	}
	after := *i
	after.FirstName, after.LastName, after.EmailAddress = document.Erased, document.Erased, ErasedEmailAddress
	after.State, after.Erasure = IdentityDeactivated, &erasure
	return &after, nil
}

// ErasedAt returns the instant of the person's erasure, or nil.
func (i *ExternalPersonalIdentity) ErasedAt() *time.Time { return i.Erasure.Instant() }

// EraseAccount adds the erasure of an account to a change, unless it is erased already. The account is DEACTIVATED for good.
func EraseAccount(change *commit.Change, before *ExternalRoleAccount) error {
	if before.ErasedAt != nil {
		return nil
	}
	after := *before
	after.FirstName, after.LastName, after.EmailAddress = document.Erased, document.Erased, ErasedEmailAddress
	after.State, after.ErasedAt = AccountDeactivated, &change.Now
	return change.Erase(before, &after)
}
