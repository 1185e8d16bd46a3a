package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/tenant"
)

// Operator has the reads of start-up and of the operator's subcommands, which are not limited to one company. No request
// uses it.
type Operator struct{ store *Store }

// Operator returns the reads of start-up and of the operator's subcommands.
func (s *Store) Operator() Operator { return Operator{s} }

// Bootstrapped reports whether the store has its first company.
func (o Operator) Bootstrapped(ctx context.Context) (bool, error) {
	claims := o.store.collection(claimsDescriptor)
	_, err := claims.first(ctx, withID(noCompany, bootstrapClaim().id()))
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, claims.readFailure(err)
	}
	return true, nil
}

// Application returns the application of an ID, whichever company it belongs to, or document.ErrAbsent if there is none.
func (o Operator) Application(ctx context.Context, applicationID string) (*tenant.Application, error) {
	return o.store.Applications().getUnscoped(ctx, bson.D{{Key: idField, Value: applicationID}})
}
