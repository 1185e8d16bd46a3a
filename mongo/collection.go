package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/document"
)

// Collection reads the documents of one type. It is a document.Reader and a document.Lister.
type Collection[T, F any] struct {
	stored companyCollection
	// indexes are those of the table, that lists are read from.
	indexes        []bson.D
	decodeDocument func(bson.Raw) (*T, error)
	selectionOf    func(F) selection
}

// reader returns the collection of a table. decoder reads its documents: mongo/decoding/gen writes it. choose says what a filter of
// its lists keeps.
func newCollection[T, F any](s *Store, described descriptor, decoder func(bson.Raw) (*T, error), choose func(F) selection) *Collection[T, F] {
	return &Collection[T, F]{stored: s.collection(described), indexes: described.indexes, decodeDocument: decoder, selectionOf: choose}
}

// Get returns document.ErrAbsent when the company has no document of this ID; every other error is of the store.
func (c *Collection[T, F]) Get(ctx context.Context, companyID, id string) (*T, error) {
	raw, err := c.stored.first(ctx, withID(companyID, id))
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, document.ErrAbsent
	}
	if err != nil {
		return nil, c.failure(err)
	}
	return c.decode(raw)
}

// GetMany returns the documents by ID, without what the company does not have. At most 100 IDs.
func (c *Collection[T, F]) GetMany(ctx context.Context, companyID string, ids []string) (map[string]*T, error) {
	return c.getManyBy(ctx, companyID, idField, ids)
}

// by returns documents by a field that is unique in the company. At most 100 values.
func (c *Collection[T, F]) getManyBy(ctx context.Context, companyID, field string, values []string) (map[string]*T, error) {
	found := make(map[string]*T, len(values))
	err := c.stored.lookUp(ctx, companyID, field, values, func(value string, raw bson.Raw) error {
		decoded, err := c.decode(raw)
		found[value] = decoded
		return err
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

func (c *Collection[T, F]) decode(raw bson.Raw) (*T, error) {
	if err := c.stored.checkReadable(raw); err != nil {
		return nil, err
	}
	decoded, err := c.decodeDocument(raw)
	if err != nil {
		return nil, c.stored.unreadable(raw, err)
	}
	return decoded, nil
}

// refuseLater fails with ErrLaterDocument, naming the document, when it has a form that the program does not know.
func (c companyCollection) checkReadable(raw bson.Raw) error {
	if version, ok := raw.Lookup(schemaField).AsInt64OK(); ok && version > document.CurrentSchemaVersion {
		return fmt.Errorf("%w: %s, _id %s has the schemaVersion %d", ErrLaterDocument, c.name(), raw.Lookup(idField), version)
	}
	return nil
}

func (c *Collection[T, F]) failure(cause error) error { return c.stored.readFailure(cause) }

func (c companyCollection) readFailure(cause error) error { return failure("reading "+c.name(), cause) }

// lookUp visits the documents whose field is one of the values, at most 100, with the value that it is.
func (c companyCollection) lookUp(ctx context.Context, companyID, field string, values []string, visit func(value string, raw bson.Raw) error) error {
	if len(values) == 0 {
		return nil
	}
	if len(values) > maxLookup {
		return fmt.Errorf("reading %s: %d values at once, and at most %d can be asked for", c.name(), len(values), maxLookup)
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
