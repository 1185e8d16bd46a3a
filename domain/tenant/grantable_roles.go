package tenant

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// readGrantableRoles returns each code once, in the order of the input. It rejects codes that no role can have.
func readGrantableRoles(fields *inputs.Fields, codes []string) []string {
	set := []string{}
	if !fields.Entries(grantableRolesPath, len(codes), maxGrantableRoles) {
		return set
	}
	isListed := make(map[string]bool, len(codes))
	for i, raw := range codes {
		code := text.Clean(raw)
		if problem := text.Problem(code, 1, longestRoleCode); problem != "" {
			fields.Reject(grantableRolePath(i), problem)
		}
		if !isListed[code] {
			isListed[code] = true
			set = append(set, code)
		}
	}
	return set
}

func grantableRolePath(i int) string { return fmt.Sprintf("%s[%d]", grantableRolesPath, i) }

// requireRoles raises USER_ACCESS_ROLE_UNKNOWN if the company does not have all roles of a set, which was read from an input.
//
// The commit does not rely on the roles: one that is deleted meanwhile stays in the set without effect, as any deleted role does.
func (s *Service) requireRoles(ctx context.Context, caller actor.Caller, set, input []string) error {
	unknown, err := s.Roles.UnknownRoles(ctx, caller.CompanyID, set)
	if err != nil {
		return fmt.Errorf("reading the roles: %w", err)
	}
	if len(unknown) == 0 {
		return nil
	}
	violation := fault.New(fault.UserAccessRoleUnknown, strings.Join(unknown, ", "))
	for i, raw := range input {
		if slices.Contains(unknown, text.Clean(raw)) {
			violation = violation.With(grantableRolePath(i), "must be the code of a role of the company")
		}
	}
	return violation.Err()
}
