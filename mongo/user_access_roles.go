package mongo

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"accessgraph/domain/document"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const codeField = "code"

// UserAccessRoles is the collection of the roles that user accesses hold. It also looks up roles by code.
type UserAccessRoles struct{ *userAccessRoles }

type userAccessRoles = Collection[useraccess.UserAccessRole, useraccess.RoleFilter]

// UserAccessRoles returns the collection of the roles that user accesses hold.
func (s *Store) UserAccessRoles() UserAccessRoles {
	return UserAccessRoles{newCollection(s, userAccessRolesDescriptor, decoders.UserAccessRole, userAccessRoleSelection)}
}

// userAccessRoleSelection returns the selection of a filter without codes. List reads a filter with codes by those.
func userAccessRoleSelection(filter useraccess.RoleFilter) selection {
	return selection{namePrefix: filter.CodeStartsWith}
}

// List returns a page of roles. If the filter has codes, List looks up the roles of all codes, 100 in a call, and cuts the
// page from them: the roles that a caller may grant are few.
func (r UserAccessRoles) List(
	ctx context.Context, companyID string, filter useraccess.RoleFilter, request document.PageRequest,
) (document.Page[useraccess.UserAccessRole], error) {
	if filter.Codes == nil {
		return r.userAccessRoles.List(ctx, companyID, filter, request)
	}
	var roles []*useraccess.UserAccessRole
	for codes := range slices.Chunk(filter.Codes, maxLookup) {
		byCode, err := r.ByCode(ctx, companyID, codes)
		if err != nil {
			return document.Page[useraccess.UserAccessRole]{}, err
		}
		roles = slices.AppendSeq(roles, maps.Values(byCode))
	}
	roles = slices.DeleteFunc(roles, func(role *useraccess.UserAccessRole) bool { return !filter.Keeps(role) })
	position := func(role *useraccess.UserAccessRole) string {
		if request.Order.ByName {
			return role.NameKey
		}
		return role.ID
	}
	slices.SortFunc(roles, func(a, b *useraccess.UserAccessRole) int { return cmp.Compare(position(a), position(b)) })
	return document.Cut(roles, position, request), nil
}

// ByCode returns roles by their codes. It omits codes that no role of the company has. It takes at most 100 codes.
func (r UserAccessRoles) ByCode(ctx context.Context, companyID string, codes []string) (map[string]*useraccess.UserAccessRole, error) {
	return r.getManyBy(ctx, companyID, codeField, codes)
}
