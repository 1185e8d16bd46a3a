package useraccess

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// accessPath is where the mutations of one access name it.
const accessPath = "input.userAccessId"

// DeletedUserAccess is what is left of a user access that was deleted.
type DeletedUserAccess struct {
	ID     string `outcome:"kept"`
	UserID string `outcome:"kept"`
}

// CreateUserAccess gives a user an access. It raises DATA_NOT_VALID, USER_ACCESS_ROLE_UNKNOWN,
// USER_ACCESS_ROLE_NOT_ALLOWED, USER_ACCESS_UI_OR_SSO_TAKEN and USER_ACCESS_SSO_ID_TAKEN.
func (s *Service) CreateUserAccess(ctx context.Context, caller actor.Caller, input CreateUserAccessInput) (UserAccess, error) {
	return view(commit.Run(ctx, s.Changes, caller, "createUserAccess", func(ctx context.Context, change *commit.Change) (*Record, error) {
		request, err := s.prepareAccess(ctx, caller, input)
		if err != nil {
			return nil, err
		}
		roles, err := s.rolesByCode(ctx, caller, request.roles.codes)
		if err != nil {
			return nil, err
		}
		record, err := request.decide(caller, roles)
		if err != nil {
			return nil, err
		}
		if record.Base, err = change.NewBase(id.UserAccess); err != nil {
			return nil, err
		}
		claimWayIn(change, record)
		claimSsoID(change, record, "input.type.sso.ssoId")
		if err := countGrants(change, roles, record.Roles, 1); err != nil {
			return nil, err
		}
		return record, change.Insert(record)
	}))
}

func (s *Service) prepareAccess(ctx context.Context, caller actor.Caller, input CreateUserAccessInput) (*accessRequest, error) {
	request := readUserAccess(input)
	var user *User
	if err := s.loadUser(ctx, caller, input.UserID, &user); err != nil {
		return nil, err
	}
	request.settleUser(user)
	var customer *Customer
	if err := s.loadCustomer(ctx, caller, request.record.CustomerID, &customer); err != nil {
		return nil, err
	}
	return request, request.settleCustomer(customer)
}

// UpdateUserAccess changes the fields that are given. It raises USER_ACCESS_NOT_FOUND, VERSION_CONFLICT,
// DATA_NOT_VALID, USER_ACCESS_ROLE_UNKNOWN, USER_ACCESS_ROLE_NOT_ALLOWED and USER_ACCESS_SSO_ID_TAKEN.
func (s *Service) UpdateUserAccess(ctx context.Context, caller actor.Caller, wanted UpdateUserAccess) (UserAccess, error) {
	return view(commit.Run(ctx, s.Changes, caller, "updateUserAccess", func(ctx context.Context, change *commit.Change) (*Record, error) {
		before, err := s.readAccess(ctx, caller, wanted.UserAccessID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(wanted.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		update := readUpdate(before, wanted)
		granted, withdrawn := update.granted(), update.withdrawn()
		roles, err := s.rolesByCode(ctx, caller, slices.Concat(granted, withdrawn))
		if err != nil {
			return nil, err
		}
		after, err := update.decide(caller, roles)
		if err != nil {
			return nil, err
		}
		if err := errors.Join(countGrants(change, roles, granted, 1), countGrants(change, roles, withdrawn, -1)); err != nil {
			return nil, err
		}
		moveSsoID(change, before, after)
		return after, change.Replace(before, after)
	}))
}

// DeleteUserAccess takes an access away, with what it claimed. It raises USER_ACCESS_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) DeleteUserAccess(ctx context.Context, caller actor.Caller, input DeleteUserAccessInput) (DeletedUserAccess, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteUserAccess", func(ctx context.Context, change *commit.Change) (DeletedUserAccess, error) {
		record, err := s.readAccess(ctx, caller, input.UserAccessID)
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
		if err := countGrants(change, roles, record.Roles, -1); err != nil {
			return DeletedUserAccess{}, err
		}
		releaseWayIn(change, record)
		releaseSsoID(change, record)
		return DeletedUserAccess{ID: record.ID, UserID: record.UserID}, change.Delete(record)
	})
}

// RecordUserAccessLogin keeps the time of a login, unless a later one is known; the access keeps its version. It raises
// USER_ACCESS_NOT_FOUND and DATA_NOT_VALID.
func (s *Service) RecordUserAccessLogin(ctx context.Context, caller actor.Caller, input RecordUserAccessLoginInput) (UserAccess, error) {
	at := input.At
	return view(commit.Run(ctx, s.Changes, caller, "recordUserAccessLogin", func(ctx context.Context, change *commit.Change) (*Record, error) {
		if at == nil {
			at = &change.Now // the first try's, however often the race is lost: else all of many at once would have to win
		}
		before, err := s.readAccess(ctx, caller, input.UserAccessID)
		if err != nil {
			return nil, err
		}
		if err := commit.Expect(input.ExpectedVersion, before.Version); err != nil {
			return nil, err
		}
		after, moved, err := before.loggedIn(at.UTC().Truncate(time.Millisecond), change.Now)
		if err != nil || !moved {
			return after, err
		}
		return after, change.Advance(before, after, lastLoginField, before.LastLoginAt, *after.LastLoginAt)
	}))
}

func (s *Service) readAccess(ctx context.Context, caller actor.Caller, userAccessID string) (*Record, error) {
	var record *Record
	if err := document.Load(ctx, s.UserAccesses, caller.CompanyID, id.UserAccess, userAccessID, &record); err != nil {
		return nil, fmt.Errorf("reading the user access: %w", err)
	}
	if record == nil {
		return nil, userAccessNotFound(accessPath, userAccessID)
	}
	return record, nil
}

// view shows the record that a change made, as the schema's type.
func view(record *Record, err error) (UserAccess, error) {
	if err != nil {
		return nil, err
	}
	return record.View(), nil
}

// claimWayIn claims that an access is the only one of its user among UI and SSO.
func claimWayIn(change *commit.Change, record *Record) {
	if record.isWayIn() {
		change.Claim(commit.UserAccessUIOrSSO, record.UserID, record.ID,
			fault.New(fault.UserAccessUIOrSSOTaken).With("input.userId", "must be a user without a UI or SSO access"))
	}
}

func releaseWayIn(change *commit.Change, record *Record) {
	if record.isWayIn() {
		change.Release(commit.UserAccessUIOrSSO, record.UserID, record.ID)
	}
}

func (r *Record) isWayIn() bool { return r.Type == UI || r.Type == SSO }

// claimSsoID claims that an access is the only one of the company with its SSO ID, which the input has at path.
func claimSsoID(change *commit.Change, record *Record, path string) {
	if record.SsoID != nil {
		change.Claim(commit.UserAccessSsoID, *record.SsoID, record.ID, fault.New(fault.UserAccessSSOIDTaken).With(path, notUnique))
	}
}

func releaseSsoID(change *commit.Change, record *Record) {
	if record.SsoID != nil {
		change.Release(commit.UserAccessSsoID, *record.SsoID, record.ID)
	}
}

func moveSsoID(change *commit.Change, before, after *Record) {
	if before.SsoID != nil && *before.SsoID != *after.SsoID {
		releaseSsoID(change, before)
		claimSsoID(change, after, "input.ssoId")
	}
}
