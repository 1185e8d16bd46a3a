package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/tenant"
)

// Operator is what the start-up and the operator's subcommands may ask across companies. No request reaches it.
type Operator struct{ store *Store }

// Operator returns what may be asked across companies.
func (s *Store) Operator() Operator { return Operator{s} }

// Bootstrapped says whether the store has its first company.
func (o Operator) Bootstrapped(ctx context.Context) (bool, error) {
	claims := o.store.collection(claimsTable())
	_, err := claims.first(ctx, withID(noCompany, bootstrapClaim().id()))
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, claims.readFailure(err)
	}
	return true, nil
}

// Application finds an application by its ID alone. It returns document.ErrAbsent when there is none.
func (o Operator) Application(ctx context.Context, applicationID string) (*tenant.Application, error) {
	return o.store.Applications().getUnscoped(ctx, bson.D{{Key: idField, Value: applicationID}})
}
