package useraccess

import (
	"fmt"
	"strings"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// roleRequest is the roles that an input asks for.
type roleRequest struct {
	// codes has each code once, in the order asked for.
	codes []string
	// paths are the places in the input where a code stands.
	paths map[string][]string
}

// readRoles reads the codes that an input asks for, and notes those that no role can have.
func readRoles(raw []string, fields *text.Fields) roleRequest {
	request := roleRequest{codes: []string{}, paths: map[string][]string{}}
	if !fields.Entries("input.roles", len(raw), MaxRoles) {
		return request
	}
	for i, code := range raw {
		path := fmt.Sprintf("input.roles[%d]", i)
		code = text.Clean(code)
		if problem := text.Problem(code, 1, MaxCodeLength); problem != "" {
			fields.Refuse(path, problem)
			continue
		}
		if len(request.paths[code]) == 0 {
			request.codes = append(request.codes, code)
		}
		request.paths[code] = append(request.paths[code], path)
	}
	return request
}

// check adds what is wrong with the request: roles that the company does not have, then those of its roles that the
// caller may not grant. known holds the roles of the company that are asked for.
func (r roleRequest) check(caller actor.Caller, known map[string]*UserAccessRole, found *fault.Violations) {
	var present, unknown []string
	for _, code := range r.codes {
		if known[code] == nil {
			unknown = append(unknown, code)
		} else {
			present = append(present, code)
		}
	}
	r.refuse(fault.UserAccessRoleUnknown, unknown, "must be the code of a role of the company", found)
	r.refuse(fault.UserAccessRoleNotAllowed, caller.MayNotGrant(present), "must be a role that the application may grant", found)
}

func (r roleRequest) refuse(reason fault.Reason, codes []string, problem string, found *fault.Violations) {
	if len(codes) == 0 {
		return
	}
	refused := fault.New(reason, strings.Join(codes, ", "))
	for _, code := range codes {
		for _, path := range r.paths[code] {
			refused = refused.With(path, problem)
		}
	}
	found.Add(refused)
}
