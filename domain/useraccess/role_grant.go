package useraccess

import (
	"fmt"
	"slices"
	"strings"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// roleCodes are the codes of roles, with their paths in an input.
type roleCodes struct {
	// codes has each code once, in the order of the input.
	codes []string
	// paths are the paths of each code in the input.
	paths map[string][]string
}

// newRoleCodes returns codes that all have the same path.
func newRoleCodes(path string, codes []string) roleCodes {
	result := roleCodes{codes: []string{}, paths: map[string][]string{}}
	for _, code := range codes {
		result.add(path, code)
	}
	return result
}

func (r *roleCodes) add(path, code string) {
	if len(r.paths[code]) == 0 {
		r.codes = append(r.codes, code)
	}
	r.paths[code] = append(r.paths[code], path)
}

// and returns the codes of both.
func (r roleCodes) and(others roleCodes) roleCodes {
	result := newRoleCodes("", nil)
	for _, part := range []roleCodes{r, others} {
		for _, code := range part.codes {
			for _, path := range part.paths[code] {
				result.add(path, code)
			}
		}
	}
	return result
}

// readRoles returns the codes of an input. It rejects codes that no role can have.
func readRoles(codes []string, fields *inputs.Fields) roleCodes {
	result := newRoleCodes("", nil)
	if !fields.Entries(rolesPath, len(codes), MaxRoles) {
		return result
	}
	for i, raw := range codes {
		path := fmt.Sprintf("%s[%d]", rolesPath, i)
		code := text.Clean(raw)
		if problem := text.QueryProblem(code, 1, MaxCodeLength); problem != "" {
			fields.Reject(path, problem)
			continue
		}
		result.add(path, code)
	}
	return result
}

// report reports one violation for codes, with the path of each.
func (r roleCodes) report(reason fault.Reason, codes []string, problem string, fields *inputs.Fields) {
	if len(codes) == 0 {
		return
	}
	violation := fault.New(reason, strings.Join(codes, ", "))
	for _, code := range codes {
		for _, path := range r.paths[code] {
			violation = violation.With(path, problem)
		}
	}
	fields.Add(violation)
}

// roleChange is the change that a mutation makes to the roles that a user holds.
type roleChange struct {
	granted, withdrawn roleCodes
}

// report reports the roles that the company does not have, then the roles that the application may not grant, then those that the
// acting user does not hold. Without an acting user, every role may be withdrawn. roles has the roles of the company that are among
// the codes.
func (c roleChange) report(caller actor.Caller, roles map[string]*UserAccessRole, notHeld []string, fields *inputs.Fields) {
	isUnknown := func(code string) bool { return roles[code] == nil }
	all := c.granted.and(c.withdrawn)
	restricted := c.granted.codes
	if caller.UserID != nil {
		restricted = all.codes
	}
	all.report(fault.UserAccessRoleUnknown, slices.DeleteFunc(slices.Clone(all.codes), func(code string) bool { return !isUnknown(code) }),
		"must be the code of a role of the company", fields)
	all.report(fault.UserAccessRoleNotAllowed, slices.DeleteFunc(caller.MayNotGrant(restricted), isUnknown),
		"must be a role that the application may grant", fields)
	all.report(fault.ActingUserRoleRequired, slices.DeleteFunc(slices.Clone(notHeld), isUnknown),
		"must be a role that the acting user holds", fields)
}
