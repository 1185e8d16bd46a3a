package useraccess

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// RolesByCode finds roles of a company by their IDs and by their codes.
type RolesByCode interface {
	document.Reader[UserAccessRole]
	// ByCode leaves out the codes that no role of the company has. At most MaxRoles codes.
	ByCode(ctx context.Context, companyID string, codes []string) (map[string]*UserAccessRole, error)
}

// DeletedUserAccessRole is what is left of a role that was deleted.
type DeletedUserAccessRole struct {
	ID string `outcome:"kept"`
}

// rolePath is where the mutations of one role name it.
const rolePath = "input.userAccessRoleId"

// CreateUserAccessRole makes a role. It raises DATA_NOT_VALID and USER_ACCESS_ROLE_CODE_TAKEN.
func (s *Service) CreateUserAccessRole(ctx context.Context, caller actor.Caller, input CreateUserAccessRoleInput) (*UserAccessRole, error) {
	return commit.Run(ctx, s.Changes, caller, "createUserAccessRole", func(_ context.Context, change *commit.Change) (*UserAccessRole, error) {
		role, err := newUserAccessRole(input)
		if err != nil {
			return nil, err
		}
		if role.Base, err = change.NewBase(id.UserAccessRole); err != nil {
			return nil, err
		}
		role.CreatedBy = caller.Actor()
		change.Claim(commit.UserAccessRoleCode, role.Code, role.ID,
			fault.New(fault.UserAccessRoleCodeTaken).With("input.code", notUnique))
		change.StartCounter(commit.UserAccessesOfRole, role.ID, 0)
		return role, change.Insert(role)
	})
}

// UpdateUserAccessRole changes the description of a role. It raises USER_ACCESS_ROLE_NOT_FOUND, VERSION_CONFLICT and
// DATA_NOT_VALID.
func (s *Service) UpdateUserAccessRole(ctx context.Context, caller actor.Caller, wanted UpdateUserAccessRole) (*UserAccessRole, error) {
	return commit.Run(ctx, s.Changes, caller, "updateUserAccessRole", func(ctx context.Context, change *commit.Change) (*UserAccessRole, error) {
		before, err := s.readRole(ctx, caller, wanted.UserAccessRoleID, wanted.ExpectedVersion)
		if err != nil {
			return nil, err
		}
		after, err := before.updated(wanted)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

// DeleteUserAccessRole deletes a role that no access holds. It raises USER_ACCESS_ROLE_NOT_FOUND, VERSION_CONFLICT and
// USER_ACCESS_ROLE_IN_USE.
func (s *Service) DeleteUserAccessRole(ctx context.Context, caller actor.Caller, input DeleteUserAccessRoleInput) (DeletedUserAccessRole, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteUserAccessRole", func(ctx context.Context, change *commit.Change) (DeletedUserAccessRole, error) {
		role, err := s.readRole(ctx, caller, input.UserAccessRoleID, input.ExpectedVersion)
		if err != nil {
			return DeletedUserAccessRole{}, err
		}
		if err := s.refuseGranted(ctx, role); err != nil {
			return DeletedUserAccessRole{}, err
		}
		// A grant in the meantime has moved the counter, and the commit loses the race.
		change.StopCounterAt(commit.UserAccessesOfRole, role.ID, 0)
		change.Release(commit.UserAccessRoleCode, role.Code, role.ID)
		return DeletedUserAccessRole{ID: role.ID}, change.Delete(role)
	})
}

func (s *Service) readRole(ctx context.Context, caller actor.Caller, roleID string, expected *int) (*UserAccessRole, error) {
	var role *UserAccessRole
	if err := document.Load(ctx, s.Roles, caller.CompanyID, id.UserAccessRole, roleID, &role); err != nil {
		return nil, fmt.Errorf("reading the role: %w", err)
	}
	if role == nil {
		return nil, userAccessRoleNotFound(rolePath, roleID)
	}
	return role, commit.Expect(expected, role.Version)
}

func (s *Service) refuseGranted(ctx context.Context, role *UserAccessRole) error {
	counts, err := s.Counters.Values(ctx, role.CompanyID, commit.UserAccessesOfRole, []string{role.ID})
	if err != nil {
		return fmt.Errorf("counting the accesses that hold the role: %w", err)
	}
	holders := counts[role.ID]
	if holders == 0 {
		return nil
	}
	return fault.New(fault.UserAccessRoleInUse, fault.Number(holders)).
		With(rolePath, "must be the ID of a role that no user access holds").With("userAccesses", holders).Err()
}

// countGrants notes how many more accesses hold the roles of some codes; by is negative for fewer. A role that is
// deleted in the meantime takes its counter along, and the commit loses the race.
func countGrants(change *commit.Change, roles map[string]*UserAccessRole, codes []string, by int) error {
	for _, code := range codes {
		role := roles[code]
		if role == nil {
			return fmt.Errorf("role %s is held by an access and not stored", code)
		}
		change.Count(commit.UserAccessesOfRole, role.ID, by)
	}
	return nil
}

// rolesByCode leaves out the codes that no role of the company has. The store is asked once for each MaxRoles codes.
func (s *Service) rolesByCode(ctx context.Context, caller actor.Caller, codes []string) (map[string]*UserAccessRole, error) {
	roles := map[string]*UserAccessRole{}
	for some := range slices.Chunk(codes, MaxRoles) {
		found, err := s.Roles.ByCode(ctx, caller.CompanyID, some)
		if err != nil {
			return nil, fmt.Errorf("reading the roles: %w", err)
		}
		maps.Copy(roles, found)
	}
	return roles, nil
}
