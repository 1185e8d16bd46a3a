package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"accessgraph/domain/cost"
	"accessgraph/domain/document"
)

// Names of fields that documents of several collections have.
const (
	idField       = "_id"
	companyField  = "companyId"
	nameKeyField  = "nameKey"
	schemaField   = "schemaVersion"
	versionField  = "version"
	touchedField  = "touched"
	lastUsedField = "lastUsedAt"
)

const (
	ascendingOrder = 1
	// maxLookup is the maximum number of values in one lookup.
	maxLookup = 100
	// singleReplyBatch is a batch size with which the store returns many small documents in one reply, instead of 101.
	singleReplyBatch = 10_001
)

// companyFilter selects documents of one company. Only the functions of this file construct one, so that no filter lacks
// the company.
type companyFilter struct{ elements bson.D }

// inCompany returns the filter for documents of a company that meet conditions.
func inCompany(companyID string, conditions ...bson.E) companyFilter {
	elements := make(bson.D, 0, 1+len(conditions))
	return companyFilter{append(append(elements, bson.E{Key: companyField, Value: companyID}), conditions...)}
}

// withID returns the filter for the document of a company with an ID, if it meets conditions.
func withID(companyID, documentID string, conditions ...bson.E) companyFilter {
	elements := make(bson.D, 0, 2+len(conditions))
	elements = append(elements, bson.E{Key: companyField, Value: companyID}, bson.E{Key: idField, Value: documentID})
	return companyFilter{append(elements, conditions...)}
}

// withAnyOf returns the filter for documents of a company whose field has one of the values.
func withAnyOf(companyID, field string, values []string) companyFilter {
	return inCompany(companyID, bson.E{Key: field, Value: bson.D{{Key: "$in", Value: values}}})
}

// companyCollection is a collection of documents that belong to companies. Every method takes a company or a companyFilter,
// but for insert, whose documents contain their company.
type companyCollection struct {
	documents *driver.Collection
	reach     *reach
}

// inSnapshots returns the collection for reads each of which is of one moment.
func (c companyCollection) inSnapshots() companyCollection {
	return companyCollection{c.documents.Clone(options.Collection().SetReadConcern(readconcern.Snapshot())), c.reach}
}

func (c companyCollection) name() string { return c.documents.Name() }

// each calls visit for every document that the filter selects. A document is valid during its visit only.
func (c companyCollection) each(
	ctx context.Context, filter companyFilter, findOptions *options.FindOptionsBuilder, visit func(bson.Raw) error,
) error {
	return c.eachAt(ctx, readCost, filter, findOptions, visit)
}

// eachEntry does what each does, for documents of which nothing but the entry in the index is returned.
func (c companyCollection) eachEntry(
	ctx context.Context, filter companyFilter, findOptions *options.FindOptionsBuilder, visit func(bson.Raw) error,
) error {
	return c.eachAt(ctx, func(bson.Raw) cost.Units { return cost.CountedEntry }, filter, findOptions, visit)
}

func (c companyCollection) eachAt(
	ctx context.Context, price func(bson.Raw) cost.Units, filter companyFilter, findOptions *options.FindOptionsBuilder, visit func(bson.Raw) error,
) (err error) {
	cursor, err := read(ctx, c.reach, func() (*driver.Cursor, error) { return c.documents.Find(ctx, filter.elements, findOptions) })
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cursor.Close(ctx)) }()
	payer := cost.From(ctx)
	for cursor.Next(ctx) {
		if err := payer.Charge(price(cursor.Current)); err != nil {
			return err
		}
		if err := visit(cursor.Current); err != nil {
			return err
		}
	}
	return cursor.Err()
}

// lookUp calls visit for every document whose field has one of the values, with that value. It takes at most 100 values.
func (c companyCollection) lookUp(ctx context.Context, companyID, field string, values []string, visit func(value string, raw bson.Raw) error) error {
	if len(values) == 0 {
		return nil
	}
	if len(values) > maxLookup {
		return fmt.Errorf("reading %s: %d values at once, and at most %d are allowed", c.name(), len(values), maxLookup)
	}
	err := c.each(ctx, withAnyOf(companyID, field, values), options.Find(), func(raw bson.Raw) error {
		value, ok := raw.Lookup(field).StringValueOK()
		if !ok {
			return c.unreadable(raw, fmt.Errorf("its %s is not a text", field))
		}
		if err := c.checkReadable(raw); err != nil {
			return err
		}
		return visit(value, raw)
	})
	if err != nil {
		return c.readFailure(err)
	}
	return nil
}

// count returns the number of documents that the filter selects.
func (c companyCollection) count(ctx context.Context, filter companyFilter, countOptions *options.CountOptionsBuilder) (int64, error) {
	count, err := read(ctx, c.reach, func() (int64, error) { return c.documents.CountDocuments(ctx, filter.elements, countOptions) })
	if err != nil {
		return 0, err
	}
	return count, cost.From(ctx).Charge(cost.Units(count) * cost.CountedEntry)
}

// readCost returns the cost of reading a document.
func readCost(raw bson.Raw) cost.Units { return cost.Units(len(raw)) * cost.StoreKilobyte / 1024 }

// first returns the first document that the filter selects, or the driver's ErrNoDocuments.
func (c companyCollection) first(ctx context.Context, filter companyFilter) (bson.Raw, error) {
	raw, err := read(ctx, c.reach, func() (bson.Raw, error) { return c.documents.FindOne(ctx, filter.elements).Raw() })
	if err != nil {
		return nil, err
	}
	return raw, cost.From(ctx).Charge(readCost(raw))
}

// get returns the document of an ID, or document.ErrAbsent if the company has none.
func (c companyCollection) get(ctx context.Context, companyID, documentID string) (bson.Raw, error) {
	raw, err := c.first(ctx, withID(companyID, documentID))
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, c.readFailure(err)
	}
	return raw, nil
}

// update updates the document that the filter selects, and reports whether there was one.
func (c companyCollection) update(ctx context.Context, filter companyFilter, update bson.D) (bool, error) {
	if err := c.reach.check(); err != nil {
		return false, err
	}
	result, err := c.documents.UpdateOne(ctx, filter.elements, update)
	if err != nil {
		return false, err
	}
	return result.MatchedCount == 1, nil
}

// replace replaces the document that the filter selects, and reports whether there was one.
func (c companyCollection) replace(ctx context.Context, filter companyFilter, replacement bson.Raw) (bool, error) {
	result, err := c.documents.ReplaceOne(ctx, filter.elements, replacement)
	if err != nil {
		return false, err
	}
	return result.MatchedCount == 1, nil
}

// delete deletes the document that the filter selects, and reports whether there was one.
func (c companyCollection) delete(ctx context.Context, filter companyFilter) (bool, error) {
	result, err := c.documents.DeleteOne(ctx, filter.elements)
	if err != nil {
		return false, err
	}
	return result.DeletedCount == 1, nil
}

// write carries out updates and deletions, all of one kind in one call, and reports whether each of them matched a document.
func (c companyCollection) write(ctx context.Context, models []driver.WriteModel) (bool, error) {
	if len(models) == 0 {
		return true, nil
	}
	result, err := c.documents.BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false))
	if err != nil {
		return false, err
	}
	return result.MatchedCount+result.DeletedCount == int64(len(models)), nil
}

// insert inserts documents in one call.
func (c companyCollection) insert(ctx context.Context, documents ...bson.Raw) error {
	if len(documents) == 1 {
		_, err := c.documents.InsertOne(ctx, documents[0])
		return err
	}
	_, err := c.documents.InsertMany(ctx, documents)
	return err
}
