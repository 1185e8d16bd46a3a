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

func applicationsTable() table {
	return table{name: "applications", kind: id.Application, indexes: []bson.D{
		byCompany(), byCompanyAnd(scopesField), byCompanyAnd(enabledField), byNameAnd(), byNameAnd(scopesField), byNameAnd(enabledField),
		keys(keyHashField),
	}}
}

// Applications reads applications, and finds them by their keys.
type Applications struct {
	*Collection[tenant.Application, tenant.ApplicationFilter]
}

// Applications reads applications, and finds them by their keys.
func (s *Store) Applications() Applications {
	return Applications{reader(s, applicationsTable(), decoders.Application, func(filter tenant.ApplicationFilter) selection {
		return selection{nameStart: filter.NameStartsWith, conditions: []condition{is(scopesField, filter.Scope), optionally(enabledField, filter.Enabled)}}
	})}
}

// ByKeyHash finds an application by the hash of one of its keys, in whatever company: who calls is not known before.
// It returns document.ErrAbsent when no application has the key.
func (a Applications) ByKeyHash(ctx context.Context, hash string) (*tenant.Application, error) {
	return a.ofAnyCompany(ctx, bson.D{{Key: keyHashField, Value: hash}})
}
