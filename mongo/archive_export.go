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
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"

	"accessgraph/mongo/archive"
	"accessgraph/mongo/embedded"
)

const (
	// transferTimeout bounds an export, an import, a verification or a repair, in place of the timeout of ordinary calls.
	transferTimeout = 24 * time.Hour
	// snapshotTooOldCode is MongoDB's code for a snapshot that the server has discarded.
	snapshotTooOldCode = 239
	// internalErrorCode is MongoDB's code for an internal error. The embedded store responds with it when it meets damage.
	internalErrorCode = 1
)

// ErrSnapshotGone reports that an export took longer than the store keeps the snapshot that it reads.
var ErrSnapshotGone = errors.New("the export took longer than the store keeps its snapshot: the embedded store five minutes, " +
	"MongoDB as long as minSnapshotHistoryWindowInSeconds says. Write the archive to a faster disk, export at a quieter time, " +
	"or let MongoDB keep snapshots longer")

// ErrNothingToExport reports that the store holds no company.
var ErrNothingToExport = errors.New("the store is empty: there is nothing to export")

// Export writes a snapshot of the whole store as an archive in mongodump's format, and returns the number of documents. The
// store may be in use, and keeps the snapshot until the last byte is written: out should be as fast as a disk. The documents of
// a collection are in the order of their _id, so that equal contents give equal bytes, whichever store they are in. Documents
// that a damaged embedded store cannot read are omitted and reported. Export fails with ErrNothingToExport and ErrSnapshotGone.
func (s *Store) Export(ctx context.Context, out io.Writer, report func(Problem)) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	var total int
	var damaged []string
	err := s.inLongSnapshot(ctx, func(ctx context.Context) (err error) {
		total, damaged, err = s.export(ctx, out)
		return err
	})
	if err != nil {
		return total, err
	}
	return total, s.reportOmitted(ctx, damaged, report)
}

// inLongSnapshot calls work once, with a context that reads from one snapshot. That is a transaction of the embedded store, which
// keeps no other snapshots, and a snapshot session of MongoDB, which ends a transaction much sooner.
func (s *Store) inLongSnapshot(ctx context.Context, work func(context.Context) error) error {
	session, err := s.client.StartSession(options.Session().SetSnapshot(!s.embedded))
	if err != nil {
		return failure("starting the export", err)
	}
	defer func() { // also if the context has ended: the transaction, which has written nothing, is aborted
		goodbye, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbyeTime)
		defer cancel()
		session.EndSession(goodbye)
	}()
	if s.embedded {
		if err := session.StartTransaction(options.Transaction().SetReadConcern(readconcern.Snapshot())); err != nil {
			return failure("starting the export", err)
		}
	}
	return work(driver.NewSessionContext(ctx, session))
}

// export also returns the names of the collections of which documents were omitted.
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
	for _, d := range descriptors {
		onDamage := func() { damaged = append(damaged, d.name) }
		count, err := writer.Write(d.name, s.readable(ctx, s.database.Collection(d.name), onDamage))
		total += count
		if err != nil {
			return total, nil, exportFailure(fmt.Errorf("exporting %s: %w", d.name, err))
		}
	}
	return total, damaged, nil
}

func exportFailure(cause error) error {
	response := driver.ServerError(nil)
	if errors.As(cause, &response) && (response.HasErrorCode(snapshotTooOldCode) || response.HasErrorCode(noSuchTransactionCode)) {
		return fmt.Errorf("%w (%w)", ErrSnapshotGone, cause)
	}
	return failure("exporting the store", cause)
}

// archiveCollections returns the collections with their indexes in the form in which MongoDB lists them. The indexes are those
// of the descriptors: others that the store may have are not exported.
func archiveCollections() []archive.Collection {
	var collections []archive.Collection
	for _, d := range descriptors {
		collection := archive.Collection{Name: d.name, Indexes: []bson.D{listedIndex("_id_", ascending(idField))}}
		for _, keys := range d.indexes {
			index := listedIndex(indexName(keys), keys)
			if d.isExpiryIndex(keys) {
				index = append(index, bson.E{Key: "expireAfterSeconds", Value: 0})
			}
			collection.Indexes = append(collection.Indexes, index)
		}
		collections = append(collections, collection)
	}
	return collections
}

func listedIndex(name string, keys bson.D) bson.D {
	return bson.D{{Key: "v", Value: 2}, {Key: "key", Value: keys}, {Key: "name", Value: name}}
}

// readable yields the documents of a collection in the order of their _id. When an embedded store meets a document that it
// cannot read, readable calls onDamage, and continues without unreadable documents after the last that it has yielded.
func (s *Store) readable(ctx context.Context, from *driver.Collection, onDamage func()) iter.Seq2[bson.Raw, error] {
	return func(yield func(bson.Raw, error) bool) {
		var lastID bson.RawValue
		for raw, err := range archive.Documents(ctx, from) {
			if err != nil && s.embedded && isInternal(err) {
				onDamage()
				archive.Readable(ctx, from, lastID)(yield)
				return
			}
			if !yield(raw, err) || err != nil {
				return
			}
			lastID = raw.Lookup(idField)
			lastID.Value = bytes.Clone(lastID.Value)
		}
	}
}

func isInternal(err error) bool {
	response := driver.ServerError(nil)
	return errors.As(err, &response) && response.HasErrorCode(internalErrorCode)
}

// reportOmitted reports the problems of the documents of damaged collections.
func (s *Store) reportOmitted(ctx context.Context, damaged []string, report func(Problem)) error {
	for _, name := range damaged {
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
