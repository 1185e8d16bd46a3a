package useraccess

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/text"
)

// RolesByCode finds roles of a company by their codes.
type RolesByCode interface {
	// ByCode leaves out the codes that no role of the company has. At most MaxRoles codes.
	ByCode(ctx context.Context, companyID string, codes []string) (map[string]*UserAccessRole, error)
}

// DeletedUserAccessRole is what is left of a role that was deleted.
type DeletedUserAccessRole struct {
	Code string `outcome:"kept"`
}

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
		change.Claim(commit.UserAccessRoleCode, role.Code, role.ID,
			fault.New(fault.UserAccessRoleCodeTaken).With("input.code", notUnique))
		change.StartCounter(commit.UserAccessesOfRole, role.ID, 0)
		return role, change.Insert(role)
	})
}

// DeleteUserAccessRole deletes a role that no access holds. It raises USER_ACCESS_ROLE_NOT_FOUND and
// USER_ACCESS_ROLE_IN_USE.
func (s *Service) DeleteUserAccessRole(ctx context.Context, caller actor.Caller, input DeleteUserAccessRoleInput) (DeletedUserAccessRole, error) {
	code := text.Clean(input.Code)
	return commit.Run(ctx, s.Changes, caller, "deleteUserAccessRole", func(ctx context.Context, change *commit.Change) (DeletedUserAccessRole, error) {
		roles, err := s.rolesByCode(ctx, caller, []string{code})
		if err != nil {
			return DeletedUserAccessRole{}, err
		}
		role := roles[code]
		if role == nil {
			return DeletedUserAccessRole{}, fault.New(fault.UserAccessRoleNotFound, code).
				With("input.code", "must be the code of a role of the company").Err()
		}
		if err := s.refuseGranted(ctx, role); err != nil {
			return DeletedUserAccessRole{}, err
		}
		// A grant in the meantime has moved the counter, and the commit loses the race.
		change.StopCounterAt(commit.UserAccessesOfRole, role.ID, 0)
		change.Release(commit.UserAccessRoleCode, role.Code, role.ID)
		return DeletedUserAccessRole{Code: role.Code}, change.Delete(role)
	})
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
		With("input.code", "must be the code of a role that no user access holds").With("userAccesses", holders).Err()
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
