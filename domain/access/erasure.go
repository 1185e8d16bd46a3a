package access

import (
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/roleaccount"
)

// erasedRefusal returns EXTERNAL_PERSONAL_IDENTITY_ERASED for the ID of the access in an input.
func (a *Access) erasedRefusal() fault.Fault {
	return roleaccount.ErasedIdentity(a.PrivateID).With(inputPath, "must be the ID of an access whose person was not erased")
}

// requireNotErased raises EXTERNAL_PERSONAL_IDENTITY_ERASED if the person of the access was erased.
func (a *Access) requireNotErased() error {
	if a.ErasedAt == nil {
		return nil
	}
	return a.erasedRefusal().Err()
}

// Erase returns the access without names, off for good: an ACTIVE access is DEACTIVATED, a pending invitation is revoked. An INVITED
// access stays INVITED.
func (a *Access) Erase(at time.Time) *Access {
	after := *a
	after.FirstName, after.LastName, after.CorporateName, after.CorporateRoleName = document.Erased, document.Erased, nil, nil
	after.ErasedAt, after.InvitationHash = &at, nil
	if a.State == Active {
		after.State = Deactivated
	}
	if a.hasPendingInvitation(at) {
		invitation := *a.Invitation
		invitation.RevokedAt = &at
		after.Invitation = &invitation
	}
	if a.Activation != nil && a.Activation.Names != nil {
		activation := *a.Activation
		activation.Names = &Names{FirstName: document.Erased, LastName: document.Erased}
		after.Activation = &activation
	}
	return &after
}

// EraseAccess adds the erasure of an access to a change, unless it is erased already.
func EraseAccess(change *commit.Change, before *Access) error {
	if before.ErasedAt != nil {
		return nil
	}
	return change.Erase(before, before.Erase(change.Now))
}
