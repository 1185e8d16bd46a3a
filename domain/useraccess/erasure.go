package useraccess

import (
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
)

const notErased = "must be a user who was not erased"

// Erased returns USER_ERASED, and whether the user was erased.
func (u *User) Erased() (refusal fault.Fault, isErased bool) {
	return erased(u.ID), u.Erasure != nil
}

func erased(userID string) fault.Fault { return fault.New(fault.UserErased, userID) }

// requireNotErased raises USER_ERASED with the path of a field if the user was erased.
func (u *User) requireNotErased(path string) error {
	if refusal, isErased := u.Erased(); isErased {
		return refusal.With(path, notErased).Err()
	}
	return nil
}

// requireNotErased raises USER_ERASED if the user of the access was erased.
func (r *StoredUserAccess) requireNotErased() error {
	if r.ErasedAt == nil {
		return nil
	}
	return erased(r.UserID).With(userAccessIDPath, "must be the ID of a user access whose user was not erased").Err()
}

// Erase returns the user without names, turned off for good. It raises USER_ERASED.
func (u *User) Erase(erasure document.Erasure) (*User, error) {
	if err := u.requireNotErased(userIDPath); err != nil {
		return nil, err
	}
	after := *u
	after.FirstName, after.LastName, after.Enabled, after.Erasure = document.Erased, document.Erased, false, &erasure
	return &after, nil
}

// ErasedAt returns the instant of the user's erasure, or nil.
func (u *User) ErasedAt() *time.Time { return u.Erasure.Instant() }

// Erase returns the access without its SSO ID and name, turned off for good. What stands in for the SSO ID is not unique, and not claimed.
func (r *StoredUserAccess) Erase(at time.Time) *StoredUserAccess {
	after := *r
	after.ErasedAt, after.Enabled = &at, false
	if r.SsoID != nil {
		after.SsoID = new(document.Erased)
	}
	if r.Name != nil {
		after.Name = new(document.Erased)
	}
	return &after
}

// EraseAccess adds the erasure of an access to a change, unless it is erased already.
func EraseAccess(change *commit.Change, before *StoredUserAccess) error {
	if before.ErasedAt != nil {
		return nil
	}
	releaseSsoID(change, before)
	return change.Erase(before, before.Erase(change.Now))
}
