package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/cost"
)

// Names of fields that documents share.
const (
	idField            = "_id"
	companyField       = "companyId"
	nameKeyField       = "nameKey"
	schemaField        = "schemaVersion"
	versionField       = "version"
	touchedField       = "touched"
	counterValueField  = "value"
	lastUsedField      = "lastUsedAt"
	maxLookup          = 100
	maxConcurrentScans = 4
	// oneReply has the store return up to so many small documents in one reply, in place of its usual 101.
	maxReply       = 10_001
	ascendingOrder = 1
)

// companyFilter chooses documents of one company. Only within and one return one, so that none is without a company.
type companyFilter struct{ elements bson.D }

func inCompany(companyID string, conditions ...bson.E) companyFilter {
	elements := make(bson.D, 0, 1+len(conditions))
	return companyFilter{append(append(elements, bson.E{Key: companyField, Value: companyID}), conditions...)}
}

// one chooses a document by its ID.
func withID(companyID, id string, conditions ...bson.E) companyFilter {
	elements := make(bson.D, 0, 2+len(conditions))
	elements = append(elements, bson.E{Key: companyField, Value: companyID}, bson.E{Key: idField, Value: id})
	return companyFilter{append(elements, conditions...)}
}

// anyOf chooses documents by a field that is one of some values.
func withAnyOf(companyID, field string, values []string) companyFilter {
	return inCompany(companyID, bson.E{Key: field, Value: bson.D{{Key: "$in", Value: values}}})
}

// collection is a collection of documents that belong to companies. Everything but an insert, which carries the
// company in the document, goes through a companyFilter.
type companyCollection struct{ documents *driver.Collection }

func (c companyCollection) name() string { return c.documents.Name() }

// each visits what the filter chooses. The document is valid during the visit only.
func (c companyCollection) each(ctx context.Context, filter companyFilter, how *options.FindOptionsBuilder, visit func(bson.Raw) error) (err error) {
	cursor, err := c.documents.Find(ctx, filter.elements, how)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cursor.Close(ctx)) }()
	spent := cost.From(ctx)
	for cursor.Next(ctx) {
		if err := spent.Charge(bytesRead(cursor.Current)); err != nil {
			return err
		}
		if err := visit(cursor.Current); err != nil {
			return err
		}
	}
	return cursor.Err()
}

// count counts what the filter chooses.
func (c companyCollection) count(ctx context.Context, filter companyFilter, how *options.CountOptionsBuilder) (int64, error) {
	counted, err := c.documents.CountDocuments(ctx, filter.elements, how)
	if err != nil {
		return 0, err
	}
	return counted, cost.From(ctx).Charge(cost.Units(counted) * cost.CountedEntry)
}

// bytesRead is what a document costs that was read.
func bytesRead(raw bson.Raw) cost.Units { return cost.Units(len(raw)) * cost.StoreKilobyte / 1024 }

// first returns the document that the filter chooses, or ErrNoDocuments of the driver.
func (c companyCollection) first(ctx context.Context, filter companyFilter) (bson.Raw, error) {
	raw, err := c.documents.FindOne(ctx, filter.elements).Raw()
	if err != nil {
		return nil, err
	}
	return raw, cost.From(ctx).Charge(bytesRead(raw))
}

// update changes the document that the filter chooses, and says whether there was one.
func (c companyCollection) update(ctx context.Context, filter companyFilter, change bson.D) (bool, error) {
	result, err := c.documents.UpdateOne(ctx, filter.elements, change)
	if err != nil {
		return false, err
	}
	return result.MatchedCount == 1, nil
}

// replace puts a document in the place of the one that the filter chooses, and says whether there was one.
func (c companyCollection) replace(ctx context.Context, filter companyFilter, document bson.Raw) (bool, error) {
	result, err := c.documents.ReplaceOne(ctx, filter.elements, document)
	if err != nil {
		return false, err
	}
	return result.MatchedCount == 1, nil
}

// delete takes the document away that the filter chooses, and says whether there was one.
func (c companyCollection) delete(ctx context.Context, filter companyFilter) (bool, error) {
	result, err := c.documents.DeleteOne(ctx, filter.elements)
	if err != nil {
		return false, err
	}
	return result.DeletedCount == 1, nil
}

// write makes changes and deletions, all of one kind in one call, and reports whether each of them found its document.
func (c companyCollection) write(ctx context.Context, changes []driver.WriteModel) (bool, error) {
	if len(changes) == 0 {
		return true, nil
	}
	result, err := c.documents.BulkWrite(ctx, changes, options.BulkWrite().SetOrdered(false))
	if err != nil {
		return false, err
	}
	return result.MatchedCount+result.DeletedCount == int64(len(changes)), nil
}

func (c companyCollection) insert(ctx context.Context, documents ...bson.Raw) error {
	if len(documents) == 1 {
		_, err := c.documents.InsertOne(ctx, documents[0])
		return err
	}
	_, err := c.documents.InsertMany(ctx, documents)
	return err
}
