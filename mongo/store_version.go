package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/document"
)

// storeTable holds what the store records of itself, each under a name as its _id and of no company.
func storeTable() descriptor { return descriptor{name: "store", indexes: []bson.D{idIndex()}} }

// The records of the store, and the fields of that of its version.
const (
	versionID         = "version"
	lockID            = "lock"
	migrationID       = "migration"
	storeVersionField = "storeVersion"
	unsettledField    = "unsettled"
)

var (
	// ErrOlderStore reports that a migration is due.
	ErrOlderStore = errors.New("the store was made by an earlier version of accessgraph: stop the servers that use it, back " +
		"it up, and run `accessgraph migrate`")
	// ErrMigrationUnfinished reports that a migration began and did not end.
	ErrMigrationUnfinished = errors.New("a migration of the store began and did not finish: run `accessgraph migrate`, which goes on from there")
	// ErrLaterStore reports that the program is too old for the store.
	ErrLaterStore = errors.New("the store was made by a later version of accessgraph: run that version, or import an archive of the time before")
)

// record returns the fields of one of the store's records.
func storeDocument(name string, fields ...bson.E) (bson.Raw, error) {
	return encode(append(bson.D{
		{Key: idField, Value: name}, {Key: companyField, Value: noCompany}, {Key: schemaField, Value: document.CurrentSchemaVersion},
	}, fields...))
}

// storedVersion is what a store records of its version.
type versionDocument struct {
	Number int `bson:"storeVersion"`
	// Unsettled is the number of documents that the latest migration could not bring into the present form, or whose keys
	// collide.
	Unsettled int `bson:"unsettled"`
}

// version returns the version of the store: that of the program for one that holds no company, and 0 for one that has
// no record of it, since the first versions made none.
func (s *Store) version(ctx context.Context) (versionDocument, error) {
	records := s.collection(storeTable())
	raw, err := records.first(ctx, withID(noCompany, versionID))
	if errors.Is(err, driver.ErrNoDocuments) {
		empty, err := s.isEmpty(ctx)
		if err != nil || !empty {
			return versionDocument{}, err
		}
		return versionDocument{Number: currentVersion()}, nil
	}
	if err != nil {
		return versionDocument{}, records.readFailure(err)
	}
	return decodeVersionDocument(raw)
}

func decodeVersionDocument(raw bson.Raw) (versionDocument, error) {
	var stored versionDocument
	if err := bson.Unmarshal(raw, &stored); err != nil || stored.Number < 1 {
		return stored, errors.New("the store's record of its version cannot be read: import an archive, or the folder of a backup")
	}
	return stored, nil
}

// CheckVersion fails with ErrOlderStore, ErrMigrationUnfinished or ErrLaterStore unless the store is of the version that
// the program works with.
func (s *Store) CheckVersion(ctx context.Context) error {
	stored, err := s.version(ctx)
	if err != nil || stored.Number == currentVersion() {
		return err
	}
	if stored.Number > currentVersion() {
		return fmt.Errorf("%w (the store is of version %d, and this program of %d)", ErrLaterStore, stored.Number, currentVersion())
	}
	begun, err := s.hasDocument(ctx, migrationID)
	if err != nil {
		return err
	}
	if begun {
		return ErrMigrationUnfinished
	}
	return fmt.Errorf("%w (the store is of version %d, and this program of %d)", ErrOlderStore, stored.Number, currentVersion())
}

// recorded reports whether the store has one of its records.
func (s *Store) hasDocument(ctx context.Context, name string) (bool, error) {
	records := s.collection(storeTable())
	_, err := records.first(ctx, withID(noCompany, name))
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, records.readFailure(err)
	}
	return true, nil
}

// recordVersion records that the store is of the program's version.
func (s *Store) recordVersion(ctx context.Context, unsettled int) error {
	records := s.collection(storeTable())
	change := bson.D{{Key: "$set", Value: bson.D{
		{Key: storeVersionField, Value: currentVersion()}, {Key: unsettledField, Value: unsettled},
	}}}
	present, err := records.update(ctx, withID(noCompany, versionID), change)
	if err != nil || present {
		return err
	}
	raw, err := storeDocument(versionID, bson.E{Key: storeVersionField, Value: currentVersion()}, bson.E{Key: unsettledField, Value: unsettled})
	if err != nil {
		return err
	}
	return records.insert(ctx, raw)
}

// recordFirstVersion is recordVersion for a store that is set up, perhaps by several processes at once.
func (s *Store) recordFirstVersion(ctx context.Context) error {
	err := s.recordVersion(ctx, 0)
	if driver.IsDuplicateKeyError(err) {
		return nil
	}
	if err != nil {
		return failure("recording the version of the store", err)
	}
	return nil
}
