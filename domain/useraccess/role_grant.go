package useraccess

import (
	"fmt"
	"strings"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

// roleCodes are the codes of the roles in an input.
type roleCodes struct {
	// codes has each code once, in the order of the input.
	codes []string
	// paths are the paths of each code in the input.
	paths map[string][]string
}

// readRoles returns the codes of an input. It rejects codes that no role can have.
func readRoles(codes []string, fields *inputs.Fields) roleCodes {
	result := roleCodes{codes: []string{}, paths: map[string][]string{}}
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
		if len(result.paths[code]) == 0 {
			result.codes = append(result.codes, code)
		}
		result.paths[code] = append(result.paths[code], path)
	}
	return result
}

// reportGrant reports the roles that the company does not have, then the roles that the caller may not grant. roles has the roles
// of the company that are among the codes.
func (r roleCodes) reportGrant(caller actor.Caller, roles map[string]*UserAccessRole, fields *inputs.Fields) {
	var existing, unknown []string
	for _, code := range r.codes {
		if roles[code] == nil {
			unknown = append(unknown, code)
		} else {
			existing = append(existing, code)
		}
	}
	r.report(fault.UserAccessRoleUnknown, unknown, "must be the code of a role of the company", fields)
	r.report(fault.UserAccessRoleNotAllowed, caller.MayNotGrant(existing), "must be a role that the application may grant", fields)
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
