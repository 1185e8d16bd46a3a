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
)

// ErrIndexesMissing reports that the store lacks indexes that its queries need.
var ErrIndexesMissing = errors.New("the store lacks indexes: run `accessgraph migrate`, which creates them")

// migrationTimeout bounds a migration, in place of the timeout of ordinary calls.
const migrationTimeout = 24 * time.Hour

// missingIndex is an index of a descriptor that the store does not have.
type missingIndex struct {
	collection string
	keys       bson.D
	// expiry is set for the index by whose field documents expire.
	expiry bool
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

// CheckIndexes fails with ErrIndexesMissing, which names the missing indexes, unless the store has every index of the
// descriptors.
func (s *Store) CheckIndexes(ctx context.Context) error {
	missing, err := s.missingIndexes(ctx)
	if err != nil || len(missing) == 0 {
		return err
	}
	names := make([]string, len(missing))
	for i, index := range missing {
		names[i] = index.String()
	}
	return fmt.Errorf("%w (%s)", ErrIndexesMissing, strings.Join(names, ", "))
}

// createIndexes creates the missing indexes, and returns their names with those of their collections. It may be called
// again after it has failed, and while the store is in use.
func (s *Store) createIndexes(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, migrationTimeout)
	defer cancel()
	missing, err := s.missingIndexes(ctx)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(missing))
	for _, index := range missing {
		if _, err := s.database.Collection(index.collection).Indexes().CreateOne(ctx, s.indexModel(index)); err != nil {
			return names, failure("creating the index "+index.String(), err)
		}
		names = append(names, index.String())
	}
	return names, nil
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
		existing, err := s.indexNames(ctx, d.name)
		if err != nil {
			return nil, err
		}
		for _, keys := range d.indexes {
			if !slices.Contains(existing, indexName(keys)) {
				missing = append(missing, missingIndex{d.name, keys, d.isExpiryIndex(keys)})
			}
		}
	}
	return missing, nil
}

// indexNames returns the names of the indexes of a collection; none for a collection that does not exist yet.
func (s *Store) indexNames(ctx context.Context, collection string) ([]string, error) {
	specifications, err := s.database.Collection(collection).Indexes().ListSpecifications(ctx)
	if err != nil {
		return nil, failure("listing the indexes of "+collection, err)
	}
	names := make([]string, len(specifications))
	for i, specification := range specifications {
		names[i] = specification.Name
	}
	return names, nil
}
