package actor

import "slices"

// Scope is a permission of an application.
type Scope string

// The scopes. A write scope includes the read scope of its family.
const (
	AccessRead       Scope = "ACCESS_READ"
	AccessWrite      Scope = "ACCESS_WRITE"
	RoleAccountRead  Scope = "ROLE_ACCOUNT_READ"
	RoleAccountWrite Scope = "ROLE_ACCOUNT_WRITE"
	UserAccessRead   Scope = "USER_ACCESS_READ"
	UserAccessWrite  Scope = "USER_ACCESS_WRITE"
	AccessRuleRead   Scope = "ACCESS_RULE_READ"
	AccessRuleWrite  Scope = "ACCESS_RULE_WRITE"
	Passage          Scope = "PASSAGE"
	ActAsUser        Scope = "ACT_AS_USER"
	AuditRead        Scope = "AUDIT_READ"
	Admin            Scope = "ADMIN"
)

var scopes = []Scope{
	AccessRead, AccessWrite, RoleAccountRead, RoleAccountWrite, UserAccessRead, UserAccessWrite,
	AccessRuleRead, AccessRuleWrite, Passage, ActAsUser, AuditRead, Admin,
}

// Scopes returns every scope, in the order of the schema.
func Scopes() []Scope { return slices.Clone(scopes) }

// writeOf returns the write scope that includes a read scope, or false if there is none.
func writeOf(readScope Scope) (Scope, bool) {
	switch readScope {
	case AccessRead:
		return AccessWrite, true
	case RoleAccountRead:
		return RoleAccountWrite, true
	case UserAccessRead:
		return UserAccessWrite, true
	case AccessRuleRead:
		return AccessRuleWrite, true
	default:
		return "", false
	}
}
