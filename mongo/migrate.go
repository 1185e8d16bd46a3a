package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// progressInterval is the number of documents of a collection between two reports of progress.
const progressInterval = 10_000

var (
	// ErrUnsettled reports that some documents need an operator: they collide, or cannot be read.
	ErrUnsettled = errors.New("the store can be used, but some documents were left unchanged: resolve the problems listed above " +
		"(docs/incidents.md says how), and run `accessgraph migrate` again; `accessgraph verify` lists them, too")
	// ErrServerRuns reports that a server has opened the embedded store and would go on writing documents of an earlier form.
	ErrServerRuns = errors.New("a server has the store open, and it is of an earlier version: stop it, and run `accessgraph migrate` again")
)

// Progress receives the progress of a migration or an import.
type Progress struct {
	// Migrated is called with the number of documents of a collection that are done: at the end of each, and at times before.
	Migrated func(collection string, documents int)
	// Problem is called for each document that was left as it is.
	Problem func(Problem)
}

// Migrated is the result of a migration.
type Migrated struct {
	// From and To are the versions of the store before and after the migration.
	From, To int
	// Indexes are the names of the indexes that were created, each with its collection.
	Indexes []string
}

// Migrate brings the store to the version of the program: it creates missing indexes and, in an older store, migrates
// documents, claims and counters in batches. A migration that was interrupted is resumed where it stopped. A repeated
// migration settles documents that an earlier one reported. Migrate takes at most a day, and no longer than the context
// allows. It fails with ErrLaterStore, with ErrServerRuns, with ErrLocked while another process migrates or repairs the
// store, and with ErrUnsettled if it is done and documents were left as they are. Servers of an earlier version must not run
// in the meantime.
func (s *Store) Migrate(ctx context.Context, progress Progress) (Migrated, error) {
	ctx, cancel := context.WithTimeout(ctx, migrationTimeout)
	defer cancel()
	stored, err := s.version(ctx)
	if err != nil {
		return Migrated{}, err
	}
	result := Migrated{From: stored.Number, To: currentVersion()}
	older := stored.Number < currentVersion()
	switch {
	case stored.Number > currentVersion():
		return result, s.CheckVersion(ctx)
	case older && s.embedded && s.engine == nil:
		return result, ErrServerRuns
	}
	if !older && stored.Unsettled == 0 {
		result.Indexes, err = s.createIndexes(ctx)
		return result, err
	}
	err = s.withLock(ctx, "migrate", func(ctx context.Context, owner string) error {
		if err := s.refuseEarlierPrograms(); err != nil {
			return err
		}
		if result.Indexes, err = s.createIndexes(ctx); err != nil {
			return err
		}
		return s.migrateDocuments(ctx, owner, progress)
	})
	return result, err
}

// refuseEarlierPrograms raises the format of an embedded store, so that programs refuse it which do not check its version.
func (s *Store) refuseEarlierPrograms() error {
	if s.engine == nil {
		return nil
	}
	if err := s.engine.RaiseFormat(); err != nil {
		return fmt.Errorf("keeping earlier programs from the store: %w", err)
	}
	return nil
}

// migrateDocuments inspects and repairs the store, from where the last migration stopped.
func (s *Store) migrateDocuments(ctx context.Context, owner string, progress Progress) error {
	start, err := s.beginMigration(ctx, owner)
	if err != nil {
		return err
	}
	repair := s.newRepair(progress)
	repair.saveCheckpoint = func(ctx context.Context, at checkpoint) error { return s.saveCheckpoint(ctx, owner, at) }
	unsettled, err := repair.run(ctx, start)
	if err != nil {
		return fmt.Errorf("migrating the store: %w", err)
	}
	err = s.transact(ctx, func(ctx context.Context) error {
		owned, err := s.collection(storeDescriptor).delete(ctx, withOwner(migrationID, owner))
		if err == nil && !owned {
			return errLockLost
		}
		return errors.Join(err, s.recordVersion(ctx, unsettled))
	})
	if err != nil {
		return fmt.Errorf("recording the version of the store: %w", err)
	}
	if unsettled > 0 {
		return fmt.Errorf("%d documents are not settled: %w", unsettled, ErrUnsettled)
	}
	return nil
}

// newRepair returns an inspection with repair that reports to progress.
func (s *Store) newRepair(progress Progress) *inspection {
	return &inspection{
		store: s, repair: true,
		onProblem: func(problem Problem, repaired bool) {
			if !repaired {
				progress.Problem(problem)
			}
		},
		onProgress: throttled(progress.Migrated),
	}
}

// throttled returns a function that calls report at the end of a collection, and once for each progressInterval documents.
func throttled(report func(string, int)) func(collection string, documents int, last bool) {
	reported := 0
	return func(collection string, documents int, last bool) {
		if documents < reported {
			reported = 0
		}
		if last || documents >= reported+progressInterval {
			reported = documents
			report(collection, documents)
		}
	}
}

// migrationDocument is the store's record of a migration in progress.
type migrationDocument struct {
	// To is the version that the store is being migrated to.
	To int        `bson:"to"`
	At checkpoint `bson:",inline"`
}

// beginMigration makes an owner of the lock the owner of the migration, and returns the checkpoint to resume it from. A
// migration to another version starts anew.
func (s *Store) beginMigration(ctx context.Context, owner string) (checkpoint, error) {
	records := s.collection(storeDescriptor)
	raw, err := records.first(ctx, withID(noCompany, migrationID))
	if errors.Is(err, driver.ErrNoDocuments) {
		raw, err := storeRecord(migrationID, migrationFields(owner, checkpoint{})...)
		if err != nil {
			return checkpoint{}, err
		}
		return checkpoint{}, records.insert(ctx, raw)
	}
	if err != nil {
		return checkpoint{}, records.readFailure(err)
	}
	var stored migrationDocument
	if err := bson.Unmarshal(raw, &stored); err != nil || stored.To != currentVersion() {
		stored.At = checkpoint{}
	}
	update := bson.D{{Key: "$set", Value: migrationFields(owner, stored.At)}}
	_, err = records.update(ctx, withID(noCompany, migrationID), update)
	return stored.At, err
}

func migrationFields(owner string, at checkpoint) bson.D {
	return bson.D{
		{Key: "owner", Value: owner}, {Key: "to", Value: currentVersion()}, {Key: "pass", Value: at.Pass},
		{Key: "after", Value: at.After}, {Key: "inspected", Value: at.Inspected}, {Key: "unsettled", Value: at.Unsettled},
	}
}

// saveCheckpoint stores the checkpoint of a migration. It fails unless the owner still owns the migration.
func (s *Store) saveCheckpoint(ctx context.Context, owner string, at checkpoint) error {
	update := bson.D{{Key: "$set", Value: migrationFields(owner, at)}}
	owned, err := s.collection(storeDescriptor).update(ctx, withOwner(migrationID, owner), update)
	if err == nil && !owned {
		return errLockLost
	}
	return err
}
