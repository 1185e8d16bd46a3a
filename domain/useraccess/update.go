package useraccess

import (
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// accessUpdate is a change of a user access: read from the input first, then compared with the roles of the company.
type accessUpdate struct {
	before, after *Record
	roles         roleRequest
	fields        text.Fields
}

// readUpdate reads the fields that are given, and notes what is wrong with them in themselves: fields of another type
// than the access has, too.
func readUpdate(before *Record, wanted UpdateUserAccess) *accessUpdate {
	after := *before
	update := &accessUpdate{before: before, after: &after, roles: roleRequest{codes: before.Roles}}
	if codes, given := value(&update.fields, "input.roles", wanted.Roles); given {
		update.roles = readRoles(codes, &update.fields)
		after.Roles = update.roles.codes
	}
	if needed, given := own(update, "input.twoFaEnabled", wanted.TwoFaEnabled, UI); given {
		after.TwoFaEnabled = needed
	}
	if ssoID, given := own(update, "input.ssoId", wanted.SsoID, SSO); given {
		after.SsoID = new(update.fields.Text("input.ssoId", ssoID, 1, MaxSsoIDLength))
	}
	if name, given := own(update, "input.name", wanted.Name, API, Profile); given {
		after.Name = new(update.fields.Text("input.name", name, 1, MaxNameLength))
	}
	update.readLanguage(wanted.Language)
	return update
}

// readLanguage reads the one field that null clears.
func (u *accessUpdate) readLanguage(field document.Field[string]) {
	const path = "input.language"
	if u.before.Type == API && field.Given && field.Value == nil {
		u.after.Language = nil
		return
	}
	if tag, given := own(u, path, field, API); given {
		u.after.Language = new(readLanguage(&u.fields, path, tag))
	}
}

// own is value for a field that only some types of access have.
func own[T any](u *accessUpdate, path string, field document.Field[T], types ...UserAccessType) (given T, ok bool) {
	if field.Given && !slices.Contains(types, u.before.Type) {
		u.fields.Refuse(path, "must not be specified for an access of the type "+string(u.before.Type))
		return given, false
	}
	return value(&u.fields, path, field)
}

// granted are the codes that the access does not hold yet, in the order asked for.
func (u *accessUpdate) granted() []string { return without(u.after.Roles, u.before.Roles) }

// withdrawn are the codes that the access is to hold no more.
func (u *accessUpdate) withdrawn() []string { return without(u.before.Roles, u.after.Roles) }

func without(codes, others []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return slices.Contains(others, code) })
}

// decide returns the access, or everything that is wrong. Only a role that the access does not hold yet is granted:
// keeping one that the caller may not grant, and withdrawing it, need no permission to grant it. known holds those of
// the roles that are granted or withdrawn that the company has.
func (u *accessUpdate) decide(caller actor.Caller, known map[string]*UserAccessRole) (*Record, error) {
	var found fault.Violations
	u.fields.Report(&found)
	roleRequest{codes: u.granted(), paths: u.roles.paths}.check(caller, known, &found)
	return u.after, found.Err()
}

// loggedIn returns the access as it is after a login, and whether it differs: the time of the last login never moves back.
func (r *Record) loggedIn(at, now time.Time) (after *Record, moved bool, err error) {
	if at.After(now.Add(MaxClockSkew)) {
		var fields text.Fields
		fields.Refuse("input.at", "must not lie in the future")
		return nil, false, fields.Err()
	}
	if r.LastLoginAt != nil && !at.After(*r.LastLoginAt) {
		return r, false, nil
	}
	later := *r
	later.LastLoginAt = &at
	return &later, true, nil
}
