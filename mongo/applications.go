package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/domain/tenant"
	"accessgraph/mongo/decoders"
)

const (
	scopesField  = "scopes"
	keyHashField = "keys.hash"
)

func applicationsTable() descriptor {
	return descriptor{name: "applications", kind: id.Application, indexes: []bson.D{
		idIndex(), idIndexAnd(scopesField), idIndexAnd(enabledField), nameIndex(), nameIndex(scopesField), nameIndex(enabledField),
		ascending(keyHashField),
	}}
}

// Applications reads applications, and finds them by their keys.
type Applications struct {
	*Collection[tenant.Application, tenant.ApplicationFilter]
}

// Applications reads applications, and finds them by their keys.
func (s *Store) Applications() Applications {
	return Applications{newCollection(s, applicationsTable(), decoders.Application, func(filter tenant.ApplicationFilter) selection {
		return selection{namePrefix: filter.NameStartsWith, conditions: []condition{equalsUnlessEmpty(scopesField, filter.Scope), equalsIfSet(enabledField, filter.Enabled)}}
	})}
}

// ByKeyHash finds an application by the hash of one of its keys, in whatever company: who calls is not known before.
// It returns document.ErrAbsent when no application has the key.
func (a Applications) ByKeyHash(ctx context.Context, hash string) (*tenant.Application, error) {
	return a.getUnscoped(ctx, bson.D{{Key: keyHashField, Value: hash}})
}
