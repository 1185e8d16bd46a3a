package mongo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/archive"
	"accessgraph/mongo/embedded"
)

const (
	// longestTransfer takes the place of the bound on ordinary calls for an export or an import.
	transferTimeout = 24 * time.Hour
	// snapshotTooOld is MongoDB's code for a snapshot that the server has not kept.
	snapshotTooOldCode = 239
	// internalError is MongoDB's code for what must not be; the embedded store answers with it when it meets damage.
	internalErrorCode = 1
)

// ErrSnapshotGone says that an export took longer than the store keeps what it reads.
var ErrSnapshotGone = errors.New("the export took longer than the store keeps the state that it reads: let it write to a faster " +
	"place, or have MongoDB keep it longer (minSnapshotHistoryWindowInSeconds)")

// ErrNothingToExport says that the store holds no company.
var ErrNothingToExport = errors.New("the store is empty: there is nothing to export")

// Export writes everything in the store, as it is at one moment, as an archive in mongodump's format, and returns how
// many documents that were. The store may be used meanwhile. The documents of a collection come in the order of their
// _id, so that the same state gives the same bytes, whichever store it is in. A document that a damaged embedded store cannot
// read is left out and reported. It fails with ErrNothingToExport and ErrSnapshotGone.
func (s *Store) Export(ctx context.Context, out io.Writer, report func(Problem)) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	session, err := s.client.StartSession(options.Session().SetSnapshot(true))
	if err != nil {
		return 0, failure("starting the export", err)
	}
	defer session.EndSession(ctx)
	total, damaged, err := s.export(driver.NewSessionContext(ctx, session), out)
	if err != nil {
		return total, err
	}
	return total, s.reportOmitted(ctx, damaged, report)
}

// export returns the names of the collections from which documents are left out, too.
func (s *Store) export(ctx context.Context, out io.Writer) (total int, damaged []string, err error) {
	empty, err := s.isEmpty(ctx)
	if err != nil {
		return 0, nil, exportFailure(err)
	}
	if empty {
		return 0, nil, ErrNothingToExport
	}
	writer, err := archive.NewWriter(out, defaultDatabase, archiveCollections())
	if err != nil {
		return 0, nil, err
	}
	for _, described := range descriptors() {
		note := func() { damaged = append(damaged, described.name) }
		count, err := writer.Write(described.name, s.readable(ctx, s.database.Collection(described.name), note))
		total += count
		if err != nil {
			return total, nil, exportFailure(fmt.Errorf("exporting %s: %w", described.name, err))
		}
	}
	return total, damaged, nil
}

func exportFailure(cause error) error {
	answered := driver.ServerError(nil)
	if errors.As(cause, &answered) && answered.HasErrorCode(snapshotTooOldCode) {
		return fmt.Errorf("%w (%w)", ErrSnapshotGone, cause)
	}
	return failure("exporting the store", cause)
}

// archivedTables are the collections with their indexes as MongoDB lists them: those of the tables, not those that a
// store may have besides.
func archiveCollections() []archive.Collection {
	var collections []archive.Collection
	for _, described := range descriptors() {
		listed := archive.Collection{Name: described.name, Indexes: []bson.D{listedIndex("_id_", ascending(idField))}}
		for _, keys := range described.indexes {
			index := listedIndex(indexName(keys), keys)
			if described.isExpiryIndex(keys) {
				index = append(index, bson.E{Key: "expireAfterSeconds", Value: 0})
			}
			listed.Indexes = append(listed.Indexes, index)
		}
		collections = append(collections, listed)
	}
	return collections
}

func listedIndex(name string, keys bson.D) bson.D {
	return bson.D{{Key: "v", Value: 2}, {Key: "key", Value: keys}, {Key: "name", Value: name}}
}

// readable yields the documents of a collection in the order of their _id. When an embedded store meets one that it cannot
// read, it notes that, and goes on after the last one that it could.
func (s *Store) readable(ctx context.Context, from *driver.Collection, note func()) iter.Seq2[bson.Raw, error] {
	return func(yield func(bson.Raw, error) bool) {
		var last bson.RawValue
		for raw, err := range archive.Documents(ctx, from) {
			if err != nil && s.embedded && isInternal(err) {
				note()
				archive.Readable(ctx, from, last)(yield)
				return
			}
			if !yield(raw, err) || err != nil {
				return
			}
			last = raw.Lookup(idField)
			last.Value = bytes.Clone(last.Value)
		}
	}
}

func isInternal(err error) bool {
	response := driver.ServerError(nil)
	return errors.As(err, &response) && response.HasErrorCode(internalErrorCode)
}

// reportLeftOut reports what is wrong with the documents of collections.
func (s *Store) reportOmitted(ctx context.Context, names []string, report func(Problem)) error {
	for _, name := range names {
		_, err := s.validate(ctx, embedded.ValidateCollection(name), map[Problem]struct{}{}, func(problem Problem) {
			if problem.Index == "" {
				report(problem)
			}
		})
		if err != nil {
			return failure("verifying "+name, err)
		}
	}
	return nil
}
