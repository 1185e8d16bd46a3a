package useraccess

import (
	"context"
	"errors"
	"fmt"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
)

// DeletedUserAccess is the result of deleteUserAccess.
type DeletedUserAccess struct {
	ID     string `outcome:"kept"`
	UserID string `outcome:"kept"`
}

// CreateUserAccess creates an access of a user. It raises DATA_NOT_VALID, USER_ACCESS_ROLE_UNKNOWN,
// USER_ACCESS_ROLE_NOT_ALLOWED, ACTING_USER_ROLE_REQUIRED, USER_ACCESS_UI_OR_SSO_TAKEN and USER_ACCESS_SSO_ID_TAKEN.
func (s *Service) CreateUserAccess(ctx context.Context, caller actor.Caller, input CreateUserAccessInput) (UserAccess, error) {
	return view(commit.Run(ctx, s.Changes, caller, "createUserAccess", func(ctx context.Context, change *commit.Change) (*StoredUserAccess, error) {
		creation, err := s.prepareCreation(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		roles, err := s.rolesByCode(ctx, caller, creation.roles.codes)
		if err != nil {
			return nil, err
		}
		notHeld, err := s.rolesNotHeld(ctx, change, creation.roles.codes, "")
		if err != nil {
			return nil, err
		}
		record, err := creation.decide(caller, roles, notHeld)
		if err != nil {
			return nil, err
		}
		if record.Base, err = change.NewBase(id.UserAccess); err != nil {
			return nil, err
		}
		change.RelyOn(creation.user)
		claimUIOrSSO(change, record)
		claimSsoID(change, record, "input.type.sso.ssoId")
		if err := countGrants(change, roles, record.Roles, 1); err != nil {
			return nil, err
		}
		return record, change.Insert(record)
	}))
}

// prepareCreation reads an input and the documents that it refers to.
func (s *Service) prepareCreation(ctx context.Context, caller actor.Caller, input CreateUserAccessInput) (*accessCreation, error) {
	creation := readCreation(input)
	var user *User
	if err := s.loadUser(ctx, caller, input.UserID, &user); err != nil {
		return nil, err
	}
	creation.setUser(user)
	var customer *Customer
	if err := s.loadCustomer(ctx, caller, creation.record.CustomerID, &customer); err != nil {
		return nil, err
	}
	return creation, creation.setCustomer(customer)
}

// UpdateUserAccess changes the fields that the input sets. It raises USER_ACCESS_NOT_FOUND, VERSION_CONFLICT,
// DATA_NOT_VALID, USER_ACCESS_ROLE_UNKNOWN, USER_ACCESS_ROLE_NOT_ALLOWED, ACTING_USER_ROLE_REQUIRED and
// USER_ACCESS_SSO_ID_TAKEN.
func (s *Service) UpdateUserAccess(ctx context.Context, caller actor.Caller, input UpdateUserAccessInput) (UserAccess, error) {
	return view(commit.Run(ctx, s.Changes, caller, "updateUserAccess", func(ctx context.Context, change *commit.Change) (*StoredUserAccess, error) {
		before, err := s.loadUserAccess(ctx, caller, input.UserAccessID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		if err := before.requireNotErased(); err != nil {
			return nil, err
		}
		update := readUpdate(before, input)
		after, roles, err := s.decideUpdate(ctx, change, update)
		if err != nil {
			return nil, err
		}
		err = errors.Join(countGrants(change, roles, update.granted(), 1), countGrants(change, roles, update.withdrawn(), -1))
		if err != nil {
			return nil, err
		}
		moveSsoID(change, before, after)
		return after, change.Replace(before, after)
	}))
}

// decideUpdate returns the access after an update, and the roles that the update adds or removes, by code.
func (s *Service) decideUpdate(
	ctx context.Context, change *commit.Change, update *accessUpdate,
) (*StoredUserAccess, map[string]*UserAccessRole, error) {
	changed := update.roleChange()
	codes := changed.granted.and(changed.withdrawn).codes
	roles, err := s.rolesByCode(ctx, change.Caller, codes)
	if err != nil {
		return nil, nil, err
	}
	notHeld, err := s.rolesNotHeld(ctx, change, codes, update.before.ID)
	if err != nil {
		return nil, nil, err
	}
	after, err := update.decide(change.Caller, changed, roles, notHeld)
	return after, roles, err
}

// DeleteUserAccess deletes an access and releases its claims. With an acting user, it withdraws the roles of the access. It raises
// USER_ACCESS_NOT_FOUND, VERSION_CONFLICT, USER_ACCESS_ROLE_NOT_ALLOWED and ACTING_USER_ROLE_REQUIRED.
func (s *Service) DeleteUserAccess(ctx context.Context, caller actor.Caller, input DeleteUserAccessInput) (DeletedUserAccess, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteUserAccess", func(ctx context.Context, change *commit.Change) (DeletedUserAccess, error) {
		record, err := s.loadUserAccess(ctx, caller, input.UserAccessID)
		if err != nil {
			return DeletedUserAccess{}, err
		}
		if err := commit.Expect(input.ExpectedVersion, record.Version); err != nil {
			return DeletedUserAccess{}, err
		}
		roles, err := s.rolesByCode(ctx, caller, record.Roles)
		if err != nil {
			return DeletedUserAccess{}, err
		}
		if err := s.requireWithdrawal(ctx, change, record, roles); err != nil {
			return DeletedUserAccess{}, err
		}
		if err := countGrants(change, roles, record.Roles, -1); err != nil {
			return DeletedUserAccess{}, err
		}
		releaseUIOrSSO(change, record)
		releaseSsoID(change, record)
		return DeletedUserAccess{ID: record.ID, UserID: record.UserID}, change.Delete(record)
	})
}

// requireWithdrawal raises USER_ACCESS_ROLE_NOT_ALLOWED and ACTING_USER_ROLE_REQUIRED if the caller may not withdraw the roles of an
// access, which are among roles.
func (s *Service) requireWithdrawal(
	ctx context.Context, change *commit.Change, record *StoredUserAccess, roles map[string]*UserAccessRole,
) error {
	notHeld, err := s.rolesNotHeld(ctx, change, record.Roles, record.ID)
	if err != nil {
		return err
	}
	var fields inputs.Fields
	roleChange{withdrawn: newRoleCodes(userAccessIDPath, record.Roles)}.report(change.Caller, roles, notHeld, &fields)
	return fields.Err()
}

// RecordUserAccessLogin records the time of a login, unless a later login is recorded. The version of the access stays the same.
// It raises USER_ACCESS_NOT_FOUND, VERSION_CONFLICT, USER_ACCESS_NOT_ENABLED, USER_ACCESS_USER_NOT_ENABLED and DATA_NOT_VALID.
func (s *Service) RecordUserAccessLogin(ctx context.Context, caller actor.Caller, input RecordUserAccessLoginInput) (UserAccess, error) {
	at := input.At
	return view(commit.Run(ctx, s.Changes, caller, "recordUserAccessLogin", func(ctx context.Context, change *commit.Change) (*StoredUserAccess, error) {
		if at == nil {
			at = &change.Now // of the first try: with a new time in each, all of many concurrent logins would have to win their race
		}
		before, err := s.loadUserAccess(ctx, caller, input.UserAccessID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		if err := before.requireNotErased(); err != nil {
			return nil, err
		}
		if err := s.requireUsable(ctx, change, before); err != nil {
			return nil, err
		}
		after, isLater, err := before.recordLogin(at.UTC().Truncate(time.Millisecond), change.Now)
		if err != nil || !isLater {
			return after, err
		}
		return after, change.Advance(before, after, lastLoginField, before.LastLoginAt, *after.LastLoginAt)
	}))
}

// requireUsable raises USER_ACCESS_NOT_ENABLED and USER_ACCESS_USER_NOT_ENABLED for an access that is used. The commit relies on
// the access and its user.
func (s *Service) requireUsable(ctx context.Context, change *commit.Change, record *StoredUserAccess) error {
	var user *User
	if err := s.loadUser(ctx, change.Caller, record.UserID, &user); err != nil {
		return err
	}
	if user == nil {
		return fmt.Errorf("user %s of access %s is not stored", record.UserID, record.ID)
	}
	change.RelyOn(record)
	change.RelyOn(user)
	return record.requireUsable(user)
}

// loadUserAccess loads an access. It raises USER_ACCESS_NOT_FOUND.
func (s *Service) loadUserAccess(ctx context.Context, caller actor.Caller, userAccessID string) (*StoredUserAccess, error) {
	var record *StoredUserAccess
	if err := document.Load(ctx, s.UserAccesses, caller.CompanyID, id.UserAccess, userAccessID, &record); err != nil {
		return nil, fmt.Errorf("reading the user access: %w", err)
	}
	if record == nil {
		return nil, userAccessNotFound(userAccessIDPath, userAccessID)
	}
	return record, nil
}

// view returns the record of a mutation as the type that it has in the schema.
func view(record *StoredUserAccess, err error) (UserAccess, error) {
	if err != nil {
		return nil, err
	}
	return record.View(), nil
}

// claimUIOrSSO claims that an access is the only UI or SSO access of its user.
func claimUIOrSSO(change *commit.Change, record *StoredUserAccess) {
	if record.isUIOrSSO() {
		change.Claim(commit.UserAccessUIOrSSO, record.UserID, record.ID,
			fault.New(fault.UserAccessUIOrSSOTaken).With(userIDPath, "must be a user without a UI or SSO access"))
	}
}

func releaseUIOrSSO(change *commit.Change, record *StoredUserAccess) {
	if record.isUIOrSSO() {
		change.Release(commit.UserAccessUIOrSSO, record.UserID, record.ID)
	}
}

// claimSsoID claims that an access is the only access of the company with its SSO ID. path is the path of the SSO ID in the input.
func claimSsoID(change *commit.Change, record *StoredUserAccess, path string) {
	if record.SsoID != nil {
		change.Claim(commit.UserAccessSsoID, *record.SsoID, record.ID, fault.New(fault.UserAccessSSOIDTaken).With(path, notUnique))
	}
}

// claimsSsoID reports whether the access has an SSO ID that is unique: that of an erased user is not.
func (r *StoredUserAccess) claimsSsoID() bool { return r.SsoID != nil && r.ErasedAt == nil }

func releaseSsoID(change *commit.Change, record *StoredUserAccess) {
	if record.claimsSsoID() {
		change.Release(commit.UserAccessSsoID, *record.SsoID, record.ID)
	}
}

func moveSsoID(change *commit.Change, before, after *StoredUserAccess) {
	if before.SsoID != nil && *before.SsoID != *after.SsoID {
		releaseSsoID(change, before)
		claimSsoID(change, after, ssoIDPath)
	}
}
