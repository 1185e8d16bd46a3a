package mongo

import (
	"context"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Objects finds documents of every type that has IDs of its own. It is an idempotency.Objects.
type Objects struct {
	byKind map[id.Kind]func(ctx context.Context, companyID, documentID string) (document.Document, error)
}

// Objects finds documents of every type.
func (s *Store) Objects() Objects {
	return Objects{map[id.Kind]func(context.Context, string, string) (document.Document, error){
		id.Company:                  objectLoader(s.Companies()),
		id.Application:              objectLoader(s.Applications()),
		id.Access:                   objectLoader(s.Accesses()),
		id.ExternalPersonalIdentity: objectLoader(s.Identities()),
		id.ExternalRole:             objectLoader(s.Roles()),
		id.ExternalRoleAccount:      objectLoader(s.Accounts()),
		id.Customer:                 objectLoader(s.Customers()),
		id.User:                     objectLoader(s.Users()),
		id.UserAccess:               objectLoader(s.UserAccesses()),
		id.UserAccessRole:           objectLoader(s.UserAccessRoles()),
		id.AccessRule:               objectLoader(s.AccessRules()),
		id.Identifier:               objectLoader(s.Identifiers()),
		id.Passage:                  objectLoader(s.Passages()),
		id.Reader:                   objectLoader(s.Readers()),
	}}
}

// Object returns document.ErrAbsent when the company has no document of this ID.
func (o Objects) Object(ctx context.Context, companyID, documentID string) (document.Document, error) {
	kind, err := id.Parse(documentID)
	if err != nil {
		return nil, document.ErrAbsent
	}
	find, known := o.byKind[kind]
	if !known {
		return nil, document.ErrAbsent
	}
	return find(ctx, companyID, documentID)
}

// object makes a reader of one type one of any document.
func objectLoader[T any, P interface {
	*T
	document.Document
}](from document.Reader[T]) func(context.Context, string, string) (document.Document, error) {
	return func(ctx context.Context, companyID, documentID string) (document.Document, error) {
		found, err := from.Get(ctx, companyID, documentID)
		if err != nil {
			return nil, err
		}
		return P(found), nil
	}
}
