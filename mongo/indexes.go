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

// ErrIndexesMissing says that the store lacks indexes that its queries need.
var ErrIndexesMissing = errors.New("the store lacks indexes: run `accessgraph migrate`, which creates them")

// longestMigration takes the place of the bound on ordinary calls.
const migrationTimeout = 24 * time.Hour

// missingIndex is an index of the tables that the store does not have.
type missingIndex struct {
	collection string
	keys       bson.D
	// expiry says whether the index is to remove documents whose time is over.
	expiry bool
}

func (m missingIndex) String() string { return m.collection + "." + indexName(m.keys) }

// indexName is the name that MongoDB gives an index: its fields and their directions.
func indexName(keys bson.D) string {
	parts := make([]string, len(keys))
	for at, key := range keys {
		parts[at] = fmt.Sprintf("%s_%d", key.Key, ascendingOrder)
	}
	return strings.Join(parts, "_")
}

// EnsureIndexes makes the store ready for use: an empty one gets its indexes and the record of its version, a filled one must have
// both. It fails with ErrIndexesMissing, naming them, and as CheckVersion does: what takes long is left to Migrate, when
// the operator wants it.
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

// CheckIndexes fails with ErrIndexesMissing, naming what is missing, unless the store has every index of the tables.
func (s *Store) CheckIndexes(ctx context.Context) error {
	missing, err := s.missingIndexes(ctx)
	if err != nil || len(missing) == 0 {
		return err
	}
	names := make([]string, len(missing))
	for at, index := range missing {
		names[at] = index.String()
	}
	return fmt.Errorf("%w (%s)", ErrIndexesMissing, strings.Join(names, ", "))
}

// createIndexes creates the indexes that are missing, and returns their names with those of their collections. It may be
// run again after it failed, and while the store is used.
func (s *Store) createIndexes(ctx context.Context) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, migrationTimeout)
	defer cancel()
	missing, err := s.missingIndexes(ctx)
	if err != nil {
		return nil, err
	}
	made := make([]string, 0, len(missing))
	for _, index := range missing {
		if _, err := s.database.Collection(index.collection).Indexes().CreateOne(ctx, s.indexModel(index)); err != nil {
			return made, failure("creating the index "+index.String(), err)
		}
		made = append(made, index.String())
	}
	return made, nil
}

func (s *Store) indexModel(index missingIndex) driver.IndexModel {
	how := options.Index().SetName(indexName(index.keys))
	if index.expiry && s.expiresByItself {
		how.SetExpireAfterSeconds(0)
	}
	return driver.IndexModel{Keys: index.keys, Options: how}
}

// empty says whether the store holds no company, and so no document at all.
func (s *Store) isEmpty(ctx context.Context) (bool, error) {
	companies := s.collection(companiesTable())
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
	for _, described := range descriptors() {
		present, err := s.indexNames(ctx, described.name)
		if err != nil {
			return nil, err
		}
		for _, keys := range described.indexes {
			if !slices.Contains(present, indexName(keys)) {
				missing = append(missing, missingIndex{described.name, keys, described.isExpiryIndex(keys)})
			}
		}
	}
	return missing, nil
}

// indexNames lists the indexes that a collection has; none for a collection that does not exist yet.
func (s *Store) indexNames(ctx context.Context, name string) ([]string, error) {
	specifications, err := s.database.Collection(name).Indexes().ListSpecifications(ctx)
	if err != nil {
		return nil, failure("listing the indexes of "+name, err)
	}
	names := make([]string, len(specifications))
	for at, specification := range specifications {
		names[at] = specification.Name
	}
	return names, nil
}
