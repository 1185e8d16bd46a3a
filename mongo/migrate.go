package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// progressEvery is how many documents of a collection are migrated between two reports of progress.
const progressInterval = 10_000

var (
	// ErrUnsettled reports that some documents need an operator: they collide, or cannot be read.
	ErrUnsettled = errors.New("the store can be used, but some documents were left as they are: settle what is listed above " +
		"(docs/incidents.md says how), and run `accessgraph migrate` again; `accessgraph verify` lists them, too")
	// ErrServerRuns reports that a server has the embedded store open that would go on writing documents of an earlier form.
	ErrServerRuns = errors.New("a server has the store open, and it is of an earlier version: stop it, and run `accessgraph migrate` again")
)

// Progress is told what a migration or a repair does.
type Progress struct {
	// Migrated is told how many documents of a collection are done: of each at its end, and now and then before.
	Migrated func(collection string, documents int)
	// Problem is told of a document that was left as it is.
	Problem func(Problem)
}

// Migrated is what a migration came to.
type Migrated struct {
	// From and To are the versions of the store, before and after.
	From, To int
	// Indexes were created, each with its collection.
	Indexes []string
}

// Migrate brings the store up to what this version of the program needs: its indexes, and where the store is older its
// documents, claims and counters, in batches. A migration that was interrupted goes on where it stopped. Run again, it
// settles what an earlier one listed. It takes up to a day, and no longer than the context allows. It fails with
// ErrLaterStore, with ErrLocked while another process migrates or repairs, and with ErrUnsettled once it is done, if
// documents were left as they are. Servers of an earlier version must not run meanwhile.
func (s *Store) Migrate(ctx context.Context, progress Progress) (Migrated, error) {
	ctx, cancel := context.WithTimeout(ctx, migrationTimeout)
	defer cancel()
	stored, err := s.version(ctx)
	if err != nil {
		return Migrated{}, err
	}
	done := Migrated{From: stored.Number, To: currentVersion()}
	older := stored.Number < currentVersion()
	switch {
	case stored.Number > currentVersion():
		return done, s.CheckVersion(ctx)
	case older && s.embedded && s.engine == nil:
		return done, ErrServerRuns
	}
	if !older && stored.Unsettled == 0 {
		done.Indexes, err = s.createIndexes(ctx)
		return done, err
	}
	err = s.withLock(ctx, "migrate", func(ctx context.Context, owner string) error {
		if err := s.refuseEarlierPrograms(); err != nil {
			return err
		}
		if done.Indexes, err = s.createIndexes(ctx); err != nil {
			return err
		}
		return s.migrateDocuments(ctx, owner, progress)
	})
	return done, err
}

// keepOlderProgramsOut keeps programs from an embedded store that would not notice that its documents have changed.
func (s *Store) refuseEarlierPrograms() error {
	if s.engine == nil {
		return nil
	}
	if err := s.engine.RaiseFormat(); err != nil {
		return fmt.Errorf("keeping earlier programs from the store: %w", err)
	}
	return nil
}

// migrateDocuments inspects the store and mends it, from where the last migration stopped.
func (s *Store) migrateDocuments(ctx context.Context, owner string, progress Progress) error {
	begin, err := s.beginMigration(ctx, owner)
	if err != nil {
		return err
	}
	work := s.newRepair(progress)
	work.saveCheckpoint = func(ctx context.Context, at checkpoint) error { return s.recordPosition(ctx, owner, at) }
	unsettled, err := work.run(ctx, begin)
	if err != nil {
		return fmt.Errorf("migrating the store: %w", err)
	}
	err = s.transact(ctx, func(ctx context.Context) error {
		gone, err := s.collection(storeTable()).delete(ctx, withOwner(migrationID, owner))
		if err == nil && !gone {
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

// mending is an inspection that repairs what it can.
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

// everyNow passes on the first report after each progressEvery documents.
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

// migrating is the record of how far a migration has come.
type migrationDocument struct {
	// To is the version that the store is being brought to.
	To int        `bson:"to"`
	At checkpoint `bson:",inline"`
}

// beginMigration makes the process the owner of the migration, and returns where it goes on. What another version of the
// program began is begun anew.
func (s *Store) beginMigration(ctx context.Context, owner string) (checkpoint, error) {
	records := s.collection(storeTable())
	raw, err := records.first(ctx, withID(noCompany, migrationID))
	if errors.Is(err, driver.ErrNoDocuments) {
		raw, err := storeDocument(migrationID, migrationFields(owner, checkpoint{})...)
		if err != nil {
			return checkpoint{}, err
		}
		return checkpoint{}, records.insert(ctx, raw)
	}
	if err != nil {
		return checkpoint{}, records.readFailure(err)
	}
	var begun migrationDocument
	if err := bson.Unmarshal(raw, &begun); err != nil || begun.To != currentVersion() {
		begun.At = checkpoint{}
	}
	change := bson.D{{Key: "$set", Value: migrationFields(owner, begun.At)}}
	_, err = records.update(ctx, withID(noCompany, migrationID), change)
	return begun.At, err
}

func migrationFields(owner string, at checkpoint) bson.D {
	return bson.D{
		{Key: "owner", Value: owner}, {Key: "to", Value: currentVersion()}, {Key: "pass", Value: at.Pass},
		{Key: "after", Value: at.After}, {Key: "inspected", Value: at.Inspected}, {Key: "unsettled", Value: at.Unsettled},
	}
}

// recordPosition fails unless the process is still the one that migrates.
func (s *Store) recordPosition(ctx context.Context, owner string, at checkpoint) error {
	change := bson.D{{Key: "$set", Value: migrationFields(owner, at)}}
	owned, err := s.collection(storeTable()).update(ctx, withOwner(migrationID, owner), change)
	if err == nil && !owned {
		return errLockLost
	}
	return err
}
