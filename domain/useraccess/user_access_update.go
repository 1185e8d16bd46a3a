package useraccess

import (
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

// accessUpdate is the update of a user access. It reads the input first and the roles of the company next. All violations are
// reported together.
type accessUpdate struct {
	before, after *StoredUserAccess
	roles         roleCodes
	fields        inputs.Fields
}

// readUpdate reads the fields that an input sets. It rejects fields that are not valid by themselves, and fields that the type of
// the access does not have.
func readUpdate(before *StoredUserAccess, input UpdateUserAccessInput) *accessUpdate {
	after := *before
	update := &accessUpdate{before: before, after: &after, roles: roleCodes{codes: before.Roles}}
	fields := &update.fields
	input.Roles.Apply(fields, rolesPath, func(codes []string) {
		update.roles = readRoles(codes, fields)
		after.Roles = update.roles.codes
	})
	input.Enabled.Apply(fields, enabledPath, func(enabled bool) { after.Enabled = enabled })
	fieldOf(update, twoFaEnabledPath, input.TwoFaEnabled, UI).Apply(fields, twoFaEnabledPath, func(enabled bool) {
		after.TwoFaEnabled = enabled
	})
	fieldOf(update, ssoIDPath, input.SsoID, SSO).Apply(fields, ssoIDPath, func(ssoID string) {
		after.SsoID = new(fields.Text(ssoIDPath, ssoID, 1, MaxSsoIDLength))
	})
	fieldOf(update, namePath, input.Name, API, Profile).Apply(fields, namePath, func(name string) {
		after.Name = new(fields.Text(namePath, name, 1, MaxNameLength))
	})
	fieldOf(update, languagePath, input.Language, API).ApplyNullable(func(tag *string) {
		if tag == nil {
			after.Language = nil
			return
		}
		after.Language = new(readLanguage(fields, languagePath, *tag))
	})
	return update
}

// fieldOf returns a field that only some types of accesses have. If the access has another type, a field that is set is rejected,
// and returned as absent.
func fieldOf[T any](u *accessUpdate, path string, field inputs.Field[T], types ...UserAccessType) inputs.Field[T] {
	if field.IsSet && !slices.Contains(types, u.before.Type) {
		u.fields.Reject(path, "must not be specified for an access of the type "+string(u.before.Type))
		return inputs.Field[T]{}
	}
	return field
}

// granted returns the codes of the roles that the update adds, in the order of the input.
func (u *accessUpdate) granted() []string { return without(u.after.Roles, u.before.Roles) }

// withdrawn returns the codes of the roles that the update removes.
func (u *accessUpdate) withdrawn() []string { return without(u.before.Roles, u.after.Roles) }

func without(codes, others []string) []string {
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return slices.Contains(others, code) })
}

// roleChange returns the change of the roles that the user holds. To turn an access on is to grant the roles that it keeps, and to
// turn it off is to withdraw them.
func (u *accessUpdate) roleChange() roleChange {
	change := roleChange{
		granted: roleCodes{codes: u.granted(), paths: u.roles.paths}, withdrawn: newRoleCodes(rolesPath, u.withdrawn()),
	}
	if u.before.Enabled == u.after.Enabled {
		return change
	}
	switched := &change.granted
	if !u.after.Enabled {
		switched = &change.withdrawn
	}
	unchanged := without(u.after.Roles, change.granted.codes)
	*switched = switched.and(newRoleCodes(enabledPath, unchanged))
	return change
}

// decide returns the access, or all violations. The caller must be allowed to grant the roles that the update adds and, with an
// acting user, those that it removes. roles has the roles of the company that are among the codes of the change, and notHeld those
// of them that the acting user does not hold.
func (u *accessUpdate) decide(caller actor.Caller, change roleChange, roles map[string]*UserAccessRole, notHeld []string) (*StoredUserAccess, error) {
	u.fields.Report(fault.DataNotValid)
	change.report(caller, roles, notHeld, &u.fields)
	return u.after, u.fields.Err()
}
