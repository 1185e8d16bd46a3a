package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

const codeField = "code"

func userAccessRolesTable() table {
	return table{name: "userAccessRoles", kind: id.UserAccessRole, indexes: []bson.D{byCompany(), byCompanyAnd(codeField)}}
}

// UserAccessRoles reads the roles that user accesses hold.
type UserAccessRoles struct {
	*Collection[useraccess.UserAccessRole, useraccess.RoleFilter]
}

// UserAccessRoles reads the roles that user accesses hold.
func (s *Store) UserAccessRoles() UserAccessRoles {
	return UserAccessRoles{reader[useraccess.UserAccessRole](s, userAccessRolesTable(), unanchored)}
}

// ByCode returns roles by their codes, without those that the company does not have. At most 100 codes.
func (r UserAccessRoles) ByCode(ctx context.Context, companyID string, codes []string) (map[string]*useraccess.UserAccessRole, error) {
	return r.by(ctx, companyID, codeField, codes)
}
