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

// Companies calls visit for each company, in the order of creation, until it returns an error.
func (o Operator) Companies(ctx context.Context, visit func(*tenant.Company) error) error {
	return visitAll(ctx, o.store, o.store.Companies(), visit)
}

// Applications calls visit for each application of each company, in the order of creation, until it returns an error.
func (o Operator) Applications(ctx context.Context, visit func(*tenant.Application) error) error {
	return visitAll(ctx, o.store, o.store.Applications().Collection, visit)
}

// visitAll reads all documents of a collection in batches.
func visitAll[T, F any](ctx context.Context, store *Store, collection *Collection[T, F], visit func(*T) error) error {
	documents, lastID := store.unscoped(collection.stored.name()), ""
	for {
		raws, err := documents.after(ctx, lastID)
		if err != nil || len(raws) == 0 {
			return err
		}
		for _, raw := range raws {
			doc, err := collection.decode(raw)
			if err != nil {
				return err
			}
			if err := visit(doc); err != nil {
				return err
			}
			lastID, _ = raw.Lookup(idField).StringValueOK()
		}
	}
}

// Application returns the application of an ID, whichever company it belongs to, or document.ErrAbsent if there is none.
func (o Operator) Application(ctx context.Context, applicationID string) (*tenant.Application, error) {
	return o.store.Applications().getUnscoped(ctx, bson.D{{Key: idField, Value: applicationID}})
}
