package mongo

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

const codeField = "code"

func userAccessRolesTable() descriptor {
	return descriptor{name: "userAccessRoles", kind: id.UserAccessRole, indexes: []bson.D{idIndex(), idIndexAnd(codeField), nameIndex()}}
}

// UserAccessRoles reads the roles that user accesses hold.
type UserAccessRoles struct{ *userAccessRoles }

type userAccessRoles = Collection[useraccess.UserAccessRole, useraccess.RoleFilter]

// UserAccessRoles reads the roles that user accesses hold.
func (s *Store) UserAccessRoles() UserAccessRoles {
	return UserAccessRoles{newCollection(s, userAccessRolesTable(), decoders.UserAccessRole, roleSelection)}
}

// roleSelection is the selection of a filter without codes: one with codes reads by those.
func roleSelection(filter useraccess.RoleFilter) selection {
	return selection{namePrefix: filter.CodeStartsWith}
}

// List returns a page of roles. With codes it reads all that have them, at most 100 in one call: a caller's grantable
// roles are few.
func (r UserAccessRoles) List(
	ctx context.Context, companyID string, filter useraccess.RoleFilter, request document.PageRequest,
) (document.Page[useraccess.UserAccessRole], error) {
	if filter.Codes == nil {
		return r.userAccessRoles.List(ctx, companyID, filter, request)
	}
	var kept []*useraccess.UserAccessRole
	for codes := range slices.Chunk(filter.Codes, maxLookup) {
		found, err := r.ByCode(ctx, companyID, codes)
		if err != nil {
			return document.Page[useraccess.UserAccessRole]{}, err
		}
		kept = slices.AppendSeq(kept, maps.Values(found))
	}
	kept = slices.DeleteFunc(kept, func(role *useraccess.UserAccessRole) bool { return !filter.Keeps(role) })
	place := func(role *useraccess.UserAccessRole) string {
		if request.Order.ByName {
			return role.NameKey
		}
		return role.ID
	}
	slices.SortFunc(kept, func(a, b *useraccess.UserAccessRole) int { return cmp.Compare(place(a), place(b)) })
	return document.Cut(kept, place, request), nil
}

// ByCode returns roles by their codes, without those that the company does not have. At most 100 codes.
func (r UserAccessRoles) ByCode(ctx context.Context, companyID string, codes []string) (map[string]*useraccess.UserAccessRole, error) {
	return r.getManyBy(ctx, companyID, codeField, codes)
}
