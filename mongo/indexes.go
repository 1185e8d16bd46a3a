package mongo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/parallel"
)

var (
	// ErrIndexesMissing reports that the store lacks indexes that its queries need, or has others under their names.
	ErrIndexesMissing = errors.New("the store lacks indexes: run `accessgraph migrate`, which creates them")
	// ErrIndexesUnfinished reports that the server is still building indexes, or has given up building them.
	ErrIndexesUnfinished = errors.New("the server does not use these indexes yet: wait until they are built (db.currentOp() in mongosh says how far they are)")
)

const (
	// migrationTimeout bounds a migration, in place of the timeout of ordinary calls.
	migrationTimeout = 24 * time.Hour
	// badValueCode is the code with which a server refuses the hint of an index that it does not use.
	badValueCode = 2
)

// missingIndex is an index of a descriptor that the store does not have.
type missingIndex struct {
	collection string
	keys       bson.D
	// expiry is set for the index by whose field documents expire.
	expiry bool
	// replaces is set if another index has its name.
	replaces bool
}

func (m missingIndex) String() string { return m.collection + "." + indexName(m.keys) }

// indexName returns the name that MongoDB gives an index: its fields and their directions.
func indexName(keys bson.D) string {
	parts := make([]string, len(keys))
	for i, key := range keys {
		parts[i] = fmt.Sprintf("%s_%d", key.Key, ascendingOrder)
	}
	return strings.Join(parts, "_")
}

// EnsureIndexes prepares the store for use. It creates the indexes of an empty store, and records its version. A store with
// documents must have both: EnsureIndexes fails with ErrIndexesMissing, which names the indexes, or like CheckVersion.
// Creating indexes on many documents takes long, and is left to Migrate.
func (s *Store) EnsureIndexes(ctx context.Context) error {
	if err := s.CheckVersion(ctx); err != nil {
		return err
	}
	empty, err := s.isEmpty(ctx)
	if err != nil {
		return err
	}
	if !empty {
		return s.CheckIndexes(ctx)
	}
	if _, err := s.createIndexes(ctx); err != nil {
		return err
	}
	return s.recordFirstVersion(ctx)
}

// CheckIndexes fails with ErrIndexesMissing or ErrIndexesUnfinished, with the names of the indexes, unless the store has and uses
// every index of the descriptors.
func (s *Store) CheckIndexes(ctx context.Context) error {
	missing, err := s.missingIndexes(ctx)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("%w (%s)", ErrIndexesMissing, strings.Join(indexNames(missing), ", "))
	}
	if s.embedded {
		return nil
	}
	return s.checkIndexesAreUsed(ctx)
}

func indexNames(indexes []missingIndex) []string {
	names := make([]string, len(indexes))
	for i, index := range indexes {
		names[i] = index.String()
	}
	return names
}

// createIndexes creates the missing indexes, those of a collection in one command, so that the server reads the collection once. It
// returns their names with those of their collections. It may be called again after it has failed, and while the store is in use.
func (s *Store) createIndexes(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, migrationTimeout)
	defer cancel()
	missing, err := s.missingIndexes(ctx)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(missing))
	for _, d := range descriptors {
		var models []driver.IndexModel
		var created []missingIndex
		for _, index := range missing {
			if index.collection == d.name {
				models, created = append(models, s.indexModel(index)), append(created, index)
			}
		}
		if len(models) == 0 {
			continue
		}
		if err := s.replaceIndexes(ctx, d.name, created, models); err != nil {
			return names, err
		}
		names = append(names, indexNames(created)...)
	}
	return names, nil
}

// replaceIndexes creates indexes of a collection, after dropping others that have their names.
func (s *Store) replaceIndexes(ctx context.Context, collection string, created []missingIndex, models []driver.IndexModel) error {
	indexes := s.database.Collection(collection).Indexes()
	for _, index := range created {
		if index.replaces {
			if err := indexes.DropOne(ctx, indexName(index.keys)); err != nil {
				return failure("dropping the other index "+index.String(), err)
			}
		}
	}
	if _, err := indexes.CreateMany(ctx, models); err != nil {
		return failure("creating the indexes "+strings.Join(indexNames(created), ", "), err)
	}
	return nil
}

func (s *Store) indexModel(index missingIndex) driver.IndexModel {
	indexOptions := options.Index().SetName(indexName(index.keys))
	if index.expiry && s.expiresByItself {
		indexOptions.SetExpireAfterSeconds(0)
	}
	return driver.IndexModel{Keys: index.keys, Options: indexOptions}
}

// isEmpty reports whether the store holds no company, and therefore no document at all.
func (s *Store) isEmpty(ctx context.Context) (bool, error) {
	companies := s.collection(companiesDescriptor)
	err := companies.documents.FindOne(ctx, bson.D{}).Err()
	if errors.Is(err, driver.ErrNoDocuments) {
		return true, nil
	}
	if err != nil {
		return false, companies.readFailure(err)
	}
	return false, nil
}

func (s *Store) missingIndexes(ctx context.Context) ([]missingIndex, error) {
	var missing []missingIndex
	for _, d := range descriptors {
		existing, err := s.existingIndexes(ctx, d.name)
		if err != nil {
			return nil, err
		}
		for _, keys := range d.indexes {
			index := missingIndex{collection: d.name, keys: keys, expiry: d.isExpiryIndex(keys)}
			specification, exists := existing[indexName(keys)]
			if index.replaces = exists; !exists || !s.isIndex(specification, index) {
				missing = append(missing, index)
			}
		}
	}
	return missing, nil
}

// existingIndexes returns the specifications of the indexes of a collection by their names; none for a collection that does not
// exist yet.
func (s *Store) existingIndexes(ctx context.Context, collection string) (map[string]bson.Raw, error) {
	cursor, err := s.database.Collection(collection).Indexes().List(ctx)
	if err != nil {
		return nil, failure("listing the indexes of "+collection, err)
	}
	var specifications []bson.Raw
	if err := cursor.All(ctx, &specifications); err != nil {
		return nil, failure("listing the indexes of "+collection, err)
	}
	existing := make(map[string]bson.Raw, len(specifications))
	for _, specification := range specifications {
		if name, ok := specification.Lookup("name").StringValueOK(); ok {
			existing[name] = specification
		}
	}
	return existing, nil
}

// isIndex reports whether a specification is that of an index: the same keys, and nothing that changes which documents it holds or
// whether it is used.
func (s *Store) isIndex(specification bson.Raw, index missingIndex) bool {
	elements, err := specification.Elements()
	if err != nil {
		return false
	}
	expires := false
	for _, element := range elements {
		switch element.Key() {
		case "v", "name", "ns", "background":
		case "key":
			if !hasKeys(element.Value(), index.keys) {
				return false
			}
		case "expireAfterSeconds":
			seconds, ok := element.Value().AsInt64OK()
			expires = ok && seconds == 0
		default:
			return false
		}
	}
	return expires == (index.expiry && s.expiresByItself)
}

// hasKeys reports whether the keys of a specification are these, ascending and in this order.
func hasKeys(value bson.RawValue, keys bson.D) bool {
	document, ok := value.DocumentOK()
	if !ok {
		return false
	}
	elements, err := document.Elements()
	if err != nil || len(elements) != len(keys) {
		return false
	}
	for i, element := range elements {
		direction, ok := element.Value().AsInt64OK()
		if element.Key() != keys[i].Key || !ok || direction != ascendingOrder {
			return false
		}
	}
	return true
}

// checkIndexesAreUsed fails with ErrIndexesUnfinished if the server lists an index and does not use it, because it is still being
// built or was hidden: it then refuses the index as a hint, as it would in each list.
func (s *Store) checkIndexesAreUsed(ctx context.Context) error {
	unused := make([][]missingIndex, len(descriptors))
	checks := make([]func() error, len(descriptors))
	for i, d := range descriptors {
		checks[i] = func() (err error) {
			unused[i], err = s.collection(d).unusedIndexes(ctx, d)
			return err
		}
	}
	if err := parallel.Do(checks...); err != nil {
		return err
	}
	if names := indexNames(slices.Concat(unused...)); len(names) > 0 {
		return fmt.Errorf("%w (%s)", ErrIndexesUnfinished, strings.Join(names, ", "))
	}
	return nil
}

func (c companyCollection) unusedIndexes(ctx context.Context, d descriptor) (unused []missingIndex, err error) {
	for _, keys := range d.indexes {
		findOptions := options.FindOne().SetHint(keys)
		err := c.documents.FindOne(ctx, bson.D{{Key: keys[0].Key, Value: ""}}, findOptions).Err()
		switch {
		case hasCode(err, badValueCode):
			unused = append(unused, missingIndex{collection: d.name, keys: keys})
		case err != nil && !errors.Is(err, driver.ErrNoDocuments):
			return nil, c.readFailure(err)
		}
	}
	return unused, nil
}
