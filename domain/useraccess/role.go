package useraccess

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// UserAccessRole is a role of user accesses. User accesses refer to it by its code.
type UserAccessRole struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Code           string      `bson:"code"`
	Description    string      `bson:"description"`
	CreatedBy      actor.Actor `bson:"createdBy"`
}

// ListName returns the code, by which lists are sorted.
func (r *UserAccessRole) ListName() string { return r.Code }

// UserAccessRoleFilter is the filter of a list of roles in the schema.
type UserAccessRoleFilter struct {
	// Grantable, if true, selects the roles that the caller may grant.
	Grantable *bool
	// CodeStartsWith selects the roles whose code starts with a text, ignoring case and accents.
	CodeStartsWith *string
}

// RoleFilter selects roles in the store. The zero value selects all.
type RoleFilter struct {
	// Codes, unless nil, selects the roles with any of these codes.
	Codes []string
	// CodeStartsWith selects the roles whose code starts with a text, ignoring case and accents.
	CodeStartsWith *string
}

func (f UserAccessRoleFilter) isGrantable() bool { return f.Grantable != nil && *f.Grantable }

// roles returns the filter of the store for the application of a caller. It raises DATA_NOT_VALID.
func (f UserAccessRoleFilter) roles(caller actor.Caller) (RoleFilter, error) {
	if err := document.CheckNameStart("filter.codeStartsWith", f.CodeStartsWith); err != nil {
		return RoleFilter{}, err
	}
	filter := RoleFilter{CodeStartsWith: f.CodeStartsWith}
	if f.isGrantable() && !caller.Holds(actor.Admin) {
		filter.Codes = append([]string{}, caller.GrantableRoles...)
	}
	return filter, nil
}

// Keeps reports whether the code of a role has the start of the filter.
func (f RoleFilter) Keeps(role *UserAccessRole) bool {
	return f.CodeStartsWith == nil || text.KeyStartsWith(role.NameKey, *f.CodeStartsWith)
}
