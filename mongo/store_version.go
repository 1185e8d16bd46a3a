package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/document"
)

// The _ids of the store's own records, which belong to no company.
const (
	versionID   = "version"
	lockID      = "lock"
	migrationID = "migration"
)

// Fields of the record of the version.
const (
	storeVersionField = "storeVersion"
	unsettledField    = "unsettled"
)

var (
	// ErrOlderStore reports that the store must be migrated.
	ErrOlderStore = errors.New("the store was written by an earlier version of accessgraph: stop the servers that use it, back " +
		"it up, and run `accessgraph migrate`")
	// ErrMigrationUnfinished reports that a migration was interrupted.
	ErrMigrationUnfinished = errors.New("a migration of the store was interrupted: run `accessgraph migrate`, which continues it")
	// ErrLaterStore reports that the program is too old for the store.
	ErrLaterStore = errors.New("the store was written by a later version of accessgraph: run that version, or import an earlier archive")
)

// storeRecord returns one of the store's own records.
func storeRecord(recordID string, fields ...bson.E) (bson.Raw, error) {
	return encode(append(bson.D{
		{Key: idField, Value: recordID}, {Key: companyField, Value: noCompany}, {Key: schemaField, Value: document.CurrentSchemaVersion},
	}, fields...))
}

// versionDocument is the store's record of its version.
type versionDocument struct {
	Number int `bson:"storeVersion"`
	// Unsettled is the number of documents that the latest migration left as they are: it could not bring them into the
	// present form, or their keys collide.
	Unsettled int `bson:"unsettled"`
}

// version returns the version of the store. A store without a record of it has version 0, since the first programs wrote none;
// but an empty store has the version of the program.
func (s *Store) version(ctx context.Context) (versionDocument, error) {
	records := s.collection(storeDescriptor)
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
	var version versionDocument
	if err := bson.Unmarshal(raw, &version); err != nil || version.Number < 1 {
		return version, errors.New("the store's record of its version cannot be read: import an archive, or the folder of a backup")
	}
	return version, nil
}

// CheckVersion fails with ErrOlderStore, ErrMigrationUnfinished or ErrLaterStore unless the store has the version of the
// program.
func (s *Store) CheckVersion(ctx context.Context) error {
	stored, err := s.version(ctx)
	if err != nil || stored.Number == currentVersion() {
		return err
	}
	if stored.Number > currentVersion() {
		return fmt.Errorf("%w (the store is of version %d, and this program of %d)", ErrLaterStore, stored.Number, currentVersion())
	}
	unfinished, err := s.hasRecord(ctx, migrationID)
	if err != nil {
		return err
	}
	if unfinished {
		return ErrMigrationUnfinished
	}
	return fmt.Errorf("%w (the store is of version %d, and this program of %d)", ErrOlderStore, stored.Number, currentVersion())
}

// hasRecord reports whether the store has one of its own records.
func (s *Store) hasRecord(ctx context.Context, recordID string) (bool, error) {
	records := s.collection(storeDescriptor)
	_, err := records.first(ctx, withID(noCompany, recordID))
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, records.readFailure(err)
	}
	return true, nil
}

// recordVersion records that the store has the version of the program.
func (s *Store) recordVersion(ctx context.Context, unsettled int) error {
	records := s.collection(storeDescriptor)
	fields := bson.D{{Key: storeVersionField, Value: currentVersion()}, {Key: unsettledField, Value: unsettled}}
	exists, err := records.update(ctx, withID(noCompany, versionID), bson.D{{Key: "$set", Value: fields}})
	if err != nil || exists {
		return err
	}
	raw, err := storeRecord(versionID, fields...)
	if err != nil {
		return err
	}
	return records.insert(ctx, raw)
}

// recordFirstVersion does what recordVersion does for a store that several processes may be setting up.
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

// recordUnsettled records how many documents a migration has still to settle.
func (s *Store) recordUnsettled(ctx context.Context, unsettled int) error {
	update := bson.D{{Key: "$set", Value: bson.D{{Key: unsettledField, Value: unsettled}}}}
	_, err := s.collection(storeDescriptor).update(ctx, withID(noCompany, versionID), update)
	return err
}
