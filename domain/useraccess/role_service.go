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

// RolesByCode reads the roles of a company by their IDs and by their codes.
type RolesByCode interface {
	document.Reader[UserAccessRole]
	// ByCode returns the roles with the codes, by code. It omits codes that no role of the company has. It takes at most MaxRoles
	// codes.
	ByCode(ctx context.Context, companyID string, codes []string) (map[string]*UserAccessRole, error)
}

// DeletedUserAccessRole is the result of deleteUserAccessRole.
type DeletedUserAccessRole struct {
	ID string `outcome:"kept"`
}

// CreateUserAccessRole creates a role. It raises DATA_NOT_VALID and USER_ACCESS_ROLE_CODE_TAKEN.
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
		change.Claim(commit.UserAccessRoleCode, role.uniqueCode(), role.ID,
			fault.New(fault.UserAccessRoleCodeTaken).With(codePath, notUnique))
		change.StartCounter(commit.UserAccessesOfRole, role.ID, 0)
		return role, change.Insert(role)
	})
}

// UpdateUserAccessRole changes the description of a role. It raises USER_ACCESS_ROLE_NOT_FOUND, VERSION_CONFLICT and
// DATA_NOT_VALID.
func (s *Service) UpdateUserAccessRole(ctx context.Context, caller actor.Caller, input UpdateUserAccessRoleInput) (*UserAccessRole, error) {
	return commit.Run(ctx, s.Changes, caller, "updateUserAccessRole", func(ctx context.Context, change *commit.Change) (*UserAccessRole, error) {
		before, err := s.loadRole(ctx, caller, input.UserAccessRoleID, input.ExpectedVersion)
		if err != nil {
			return nil, err
		}
		after, err := before.update(input)
		if err != nil {
			return nil, err
		}
		return after, change.Replace(before, after)
	})
}

// DeleteUserAccessRole deletes a role that no access has. It raises USER_ACCESS_ROLE_NOT_FOUND, VERSION_CONFLICT and
// USER_ACCESS_ROLE_IN_USE.
func (s *Service) DeleteUserAccessRole(ctx context.Context, caller actor.Caller, input DeleteUserAccessRoleInput) (DeletedUserAccessRole, error) {
	return commit.Run(ctx, s.Changes, caller, "deleteUserAccessRole", func(ctx context.Context, change *commit.Change) (DeletedUserAccessRole, error) {
		role, err := s.loadRole(ctx, caller, input.UserAccessRoleID, input.ExpectedVersion)
		if err != nil {
			return DeletedUserAccessRole{}, err
		}
		if err := s.requireUnused(ctx, role); err != nil {
			return DeletedUserAccessRole{}, err
		}
		// A concurrent grant moves the counter, and the commit loses the race.
		change.StopCounterAt(commit.UserAccessesOfRole, role.ID, 0)
		change.Release(commit.UserAccessRoleCode, role.uniqueCode(), role.ID)
		return DeletedUserAccessRole{ID: role.ID}, change.Delete(role)
	})
}

// loadRole loads a role that must be at the expected version. It raises USER_ACCESS_ROLE_NOT_FOUND and VERSION_CONFLICT.
func (s *Service) loadRole(ctx context.Context, caller actor.Caller, roleID string, expectedVersion *int) (*UserAccessRole, error) {
	var role *UserAccessRole
	if err := document.Load(ctx, s.Roles, caller.CompanyID, id.UserAccessRole, roleID, &role); err != nil {
		return nil, fmt.Errorf("reading the role: %w", err)
	}
	if role == nil {
		return nil, userAccessRoleNotFound(userAccessRoleIDPath, roleID)
	}
	return role, commit.Expect(expectedVersion, role.Version)
}

// requireUnused raises USER_ACCESS_ROLE_IN_USE if any access has a role.
func (s *Service) requireUnused(ctx context.Context, role *UserAccessRole) error {
	counts, err := s.Counters.Values(ctx, role.CompanyID, commit.UserAccessesOfRole, []string{role.ID})
	if err != nil {
		return fmt.Errorf("counting the accesses that hold the role: %w", err)
	}
	count := counts[role.ID]
	if count == 0 {
		return nil
	}
	return fault.New(fault.UserAccessRoleInUse, fault.Number(count)).
		With(userAccessRoleIDPath, "must be the ID of a role that no user access holds").With("userAccesses", count).Err()
}

// countGrants moves the counters of roles by the number of accesses that get (by > 0) or lose (by < 0) them. If a role is
// deleted concurrently, its counter is gone, and the commit loses the race.
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

// rolesByCode loads the roles with the codes, by code. It omits codes that no role of the company has. It loads them in batches
// of MaxRoles.
func (s *Service) rolesByCode(ctx context.Context, caller actor.Caller, codes []string) (map[string]*UserAccessRole, error) {
	roles := map[string]*UserAccessRole{}
	for batch := range slices.Chunk(codes, MaxRoles) {
		rolesOfBatch, err := s.Roles.ByCode(ctx, caller.CompanyID, batch)
		if err != nil {
			return nil, fmt.Errorf("reading the roles: %w", err)
		}
		maps.Copy(roles, rolesOfBatch)
	}
	return roles, nil
}
