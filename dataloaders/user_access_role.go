package dataloaders

import (
	"context"

	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func newUserAccessRoles(stores Stores, companyID string) *Documents[useraccess.UserAccessRole] {
	return newDocuments(id.UserAccessRole, stores.UserAccessRoles, companyID)
}

// UserAccessRoles loads roles of user accesses.
func (l *Loaders) UserAccessRoles() *Documents[useraccess.UserAccessRole] { return l.userAccessRoles }

// RolesByCode loads roles of user accesses by their codes.
type RolesByCode struct {
	*values[*useraccess.UserAccessRole]
}

func newRolesByCode(stores Stores, companyID string) *RolesByCode {
	return &RolesByCode{newValues(func(ctx context.Context, codes []string) (map[string]*useraccess.UserAccessRole, error) {
		return stores.UserAccessRoles.ByCode(ctx, companyID, codes)
	})}
}

// RolesByCode loads roles of user accesses by their codes.
func (l *Loaders) RolesByCode() *RolesByCode { return l.rolesByCode }
