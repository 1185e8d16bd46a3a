package mongo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/mongo/archive"
)

// Limits of what an import inserts in one call.
const (
	maxInsertDocuments = 1000
	maxInsertBytes     = 4 << 20
)

var (
	// ErrNotEmpty reports that a store to import into holds documents.
	ErrNotEmpty = errors.New("the store is not empty, and an import requires an empty store")
	// ErrImportUnfinished reports that the store holds a part of an archive.
	ErrImportUnfinished = errors.New("an import into the store was interrupted, so it holds only part of the archive: " +
		"empty it (remove the data folder, or drop the database) and import again")
)

// Import fills an empty store from an archive of this version or an earlier one, and returns the number of documents. It reads
// and checks the whole archive before it writes anything. It brings documents into their present form, and computes claims and
// counters, like Migrate. The store must not be in use. Open refuses a store whose import was interrupted. Import fails with
// ErrNotEmpty, archive.ErrForeign, archive.ErrUnsupported, archive.ErrDamaged, ErrDocument or ErrLaterArchive, all of which leave the store as it was,
// and with ErrUnsettled if everything was imported and documents were left as they are.
func (s *Store) Import(ctx context.Context, in io.ReadSeeker, progress Progress) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, transferTimeout)
	defer cancel()
	if err := s.refuseFilled(ctx); err != nil {
		return 0, err
	}
	count, err := checkArchive(ctx, in)
	if err != nil {
		return 0, fmt.Errorf("checking the archive: %w", err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return 0, fmt.Errorf("reading the archive again: %w", err)
	}
	unsettled, err := s.importDocuments(ctx, in, progress)
	switch {
	case driver.IsDuplicateKeyError(err):
		return 0, s.undoImport(ctx, fmt.Errorf("%w: a document comes twice: %w", ErrDocument, err))
	case err != nil:
		return 0, fmt.Errorf("%w: %w", ErrImportUnfinished, err)
	case unsettled > 0:
		return count, fmt.Errorf("%d documents are not settled: %w", unsettled, ErrUnsettled)
	default:
		return count, nil
	}
}

// importDocuments marks the store with the claim of an import, inserts the documents, repairs what depends on them, and deletes
// the claim.
func (s *Store) importDocuments(ctx context.Context, in io.Reader, progress Progress) (unsettled int, err error) {
	claim, err := importClaim().document()
	if err != nil {
		return 0, err
	}
	if err := s.collection(claimsDescriptor).insert(ctx, claim); err != nil {
		return 0, failure("marking the store", err)
	}
	if _, err := s.createIndexes(ctx); err != nil {
		return 0, err
	}
	if err := s.insertAll(ctx, in); err != nil {
		return 0, err
	}
	if unsettled, err = s.newRepair(progress).run(ctx, checkpoint{}); err != nil {
		return 0, err
	}
	if err := s.recordVersion(ctx, unsettled); err != nil {
		return 0, failure("recording the version of the store", err)
	}
	return unsettled, s.deleteImportClaim(ctx)
}

func (s *Store) deleteImportClaim(ctx context.Context) error {
	if _, err := s.collection(claimsDescriptor).delete(ctx, withID(noCompany, importClaim().id())); err != nil {
		return failure("taking the mark away", err)
	}
	return nil
}

// undoImport deletes what an import has written so far, and then the claim of the import. It returns the reason.
func (s *Store) undoImport(ctx context.Context, reason error) error {
	for _, d := range descriptors {
		for {
			raws, err := s.unscoped(d.name).after(ctx, "")
			if err == nil {
				raws = slices.DeleteFunc(raws, func(raw bson.Raw) bool { return raw.Lookup(idField).StringValue() == importClaim().id() })
				err = s.deleteAll(ctx, d, raws)
			}
			if err != nil {
				return fmt.Errorf("%w: %w: %w", ErrImportUnfinished, reason, err)
			}
			if len(raws) == 0 {
				break
			}
		}
	}
	return errors.Join(reason, s.deleteImportClaim(ctx))
}

func (s *Store) deleteAll(ctx context.Context, d descriptor, raws []bson.Raw) error {
	return s.transact(ctx, func(ctx context.Context) error {
		for _, raw := range raws {
			companyID, _ := raw.Lookup(companyField).StringValueOK()
			if _, err := s.collection(d).delete(ctx, withID(companyID, raw.Lookup(idField).StringValue())); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) insertAll(ctx context.Context, in io.Reader) error {
	reader, err := archive.NewReader(in)
	if err != nil {
		return err
	}
	buffer := insertBuffer{store: s}
	for doc, err := range reader.Documents() {
		if err != nil {
			return err
		}
		if doc.Collection == storeDescriptor.name {
			continue // the version is recorded at the end
		}
		if err := buffer.add(ctx, doc); err != nil {
			return err
		}
	}
	return buffer.flush(ctx)
}

// insertBuffer collects the documents of one insert.
type insertBuffer struct {
	store      *Store
	collection string
	documents  []bson.Raw
	size       int
}

// add adds a document. It flushes the buffer before if that is full or of another collection.
func (b *insertBuffer) add(ctx context.Context, doc archive.Document) error {
	full := len(b.documents) == maxInsertDocuments || b.size+len(doc.Raw) > maxInsertBytes
	if full || doc.Collection != b.collection {
		if err := b.flush(ctx); err != nil {
			return err
		}
		b.collection = doc.Collection
	}
	b.documents = append(b.documents, bytes.Clone(doc.Raw))
	b.size += len(doc.Raw)
	return nil
}

func (b *insertBuffer) flush(ctx context.Context) error {
	if len(b.documents) == 0 {
		return nil
	}
	stored := companyCollection{b.store.database.Collection(b.collection), b.store.reach}
	if err := stored.insert(ctx, b.documents...); err != nil {
		return failure("importing "+b.collection, err)
	}
	b.documents, b.size = b.documents[:0], 0
	return nil
}

// refuseFilled fails with ErrNotEmpty unless every collection but that of the store's own records is empty.
func (s *Store) refuseFilled(ctx context.Context) error {
	for _, d := range descriptors {
		if d.name == storeDescriptor.name {
			continue
		}
		err := s.database.Collection(d.name).FindOne(ctx, bson.D{}).Err()
		if err == nil {
			return fmt.Errorf("%w (%s)", ErrNotEmpty, d.name)
		}
		if !errors.Is(err, driver.ErrNoDocuments) {
			return failure("reading "+d.name, err)
		}
	}
	return nil
}

// refuseUnfinished fails with ErrImportUnfinished if the store holds a part of an archive.
func (s *Store) refuseUnfinished(ctx context.Context) error {
	claims := s.collection(claimsDescriptor)
	_, err := claims.first(ctx, withID(noCompany, importClaim().id()))
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil
	}
	if err != nil {
		return claims.readFailure(err)
	}
	return ErrImportUnfinished
}
