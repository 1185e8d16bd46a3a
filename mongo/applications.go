package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/tenant"
	"accessgraph/mongo/decoders"
)

const (
	scopesField  = "scopes"
	keyHashField = "keys.hash"
)

// Applications is the collection of applications. It also looks up applications by their keys.
type Applications struct {
	*Collection[tenant.Application, tenant.ApplicationFilter]
}

// Applications returns the collection of applications.
func (s *Store) Applications() Applications {
	return Applications{newCollection(s, applicationsDescriptor, decoders.Application, applicationSelection)}
}

func applicationSelection(filter tenant.ApplicationFilter) selection {
	return selection{namePrefix: filter.NameStartsWith, conditions: []condition{
		equalsUnlessEmpty(scopesField, filter.Scope), equalsIfSet(enabledField, filter.Enabled),
	}}
}

// ByKeyHash returns the application of any company that has a key with the hash: the caller's company is not known before.
// It returns document.ErrAbsent if there is none.
func (a Applications) ByKeyHash(ctx context.Context, hash string) (*tenant.Application, error) {
	return a.getUnscoped(ctx, bson.D{{Key: keyHashField, Value: hash}})
}
