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

// An import writes at most so much at a time.
const (
	importBatchDocuments = 1000
	importBatchBytes     = 4 << 20
)

var (
	// ErrNotEmpty says that a store which was to be imported into holds documents.
	ErrNotEmpty = errors.New("the store holds documents already, and an import needs an empty one")
	// ErrImportUnfinished says that the store holds a part of an archive.
	ErrImportUnfinished = errors.New("an import into the store began and did not finish, so that it holds a part of the archive " +
		"only: empty it (remove the data folder, or drop the database) and import again")
)

// importClaim is in the store from before the first document of an import until after the last one.
func importClaim() companyClaim { return companyClaim{companyID: noCompany, kind: "import"} }

// Import fills an empty store from an archive of this version or an earlier one, and returns how many documents that were.
// The whole archive is read and checked before anything is written. Documents are brought into their present form, and
// claims and counters made to fit them, as Migrate does it. The store must not be used meanwhile; one whose import was
// broken off is refused by Open from then on. It fails with ErrNotEmpty, archive.ErrForeign, archive.ErrDamaged,
// ErrDocument or ErrLaterArchive, all of which leave the store as it was, and with ErrUnsettled once everything is
// imported, if documents were left as they are.
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

// load marks the store, imports, makes what depends on the documents, and takes the mark away.
func (s *Store) importDocuments(ctx context.Context, in io.Reader, progress Progress) (unsettled int, err error) {
	mark, err := importClaim().document()
	if err != nil {
		return 0, err
	}
	if err := s.collection(claimsTable()).insert(ctx, mark); err != nil {
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
	return unsettled, s.removeImportClaim(ctx)
}

func (s *Store) removeImportClaim(ctx context.Context) error {
	if _, err := s.collection(claimsTable()).delete(ctx, withID(noCompany, importClaim().id())); err != nil {
		return failure("taking the mark away", err)
	}
	return nil
}

// undoImport takes away what an import has written so far, and then its mark. It returns the reason.
func (s *Store) undoImport(ctx context.Context, reason error) error {
	for _, described := range descriptors() {
		for {
			raws, err := s.unscoped(described.name).after(ctx, "", batchSize)
			if err == nil {
				raws = slices.DeleteFunc(raws, func(raw bson.Raw) bool { return raw.Lookup(idField).StringValue() == importClaim().id() })
				err = s.deleteAll(ctx, described, raws)
			}
			if err != nil {
				return fmt.Errorf("%w: %w: %w", ErrImportUnfinished, reason, err)
			}
			if len(raws) == 0 {
				break
			}
		}
	}
	return errors.Join(reason, s.removeImportClaim(ctx))
}

func (s *Store) deleteAll(ctx context.Context, of descriptor, raws []bson.Raw) error {
	return s.transact(ctx, func(ctx context.Context) error {
		for _, raw := range raws {
			companyID, _ := raw.Lookup(companyField).StringValueOK()
			if _, err := s.collection(of).delete(ctx, withID(companyID, raw.Lookup(idField).StringValue())); err != nil {
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
	waiting := insertBuffer{store: s}
	for document, err := range reader.Documents() {
		if err != nil {
			return err
		}
		if document.Collection == storeTable().name {
			continue // the version is recorded at the end
		}
		if err := waiting.add(ctx, document); err != nil {
			return err
		}
	}
	return waiting.flush(ctx)
}

// importing is what waits to be written in one call.
type insertBuffer struct {
	store      *Store
	collection string
	documents  []bson.Raw
	size       int
}

func (i *insertBuffer) add(ctx context.Context, next archive.Document) error {
	full := len(i.documents) == importBatchDocuments || i.size+len(next.Raw) > importBatchBytes
	if full || next.Collection != i.collection {
		if err := i.flush(ctx); err != nil {
			return err
		}
		i.collection = next.Collection
	}
	i.documents = append(i.documents, bytes.Clone(next.Raw))
	i.size += len(next.Raw)
	return nil
}

func (i *insertBuffer) flush(ctx context.Context) error {
	if len(i.documents) == 0 {
		return nil
	}
	into := companyCollection{i.store.database.Collection(i.collection)}
	if err := into.insert(ctx, i.documents...); err != nil {
		return failure("importing "+i.collection, err)
	}
	i.documents, i.size = i.documents[:0], 0
	return nil
}

// refuseFilled fails with ErrNotEmpty unless every collection is empty, but for the record of the store's version.
func (s *Store) refuseFilled(ctx context.Context) error {
	for _, described := range descriptors() {
		if described.name == storeTable().name {
			continue
		}
		err := s.database.Collection(described.name).FindOne(ctx, bson.D{}).Err()
		if err == nil {
			return fmt.Errorf("%w (%s)", ErrNotEmpty, described.name)
		}
		if !errors.Is(err, driver.ErrNoDocuments) {
			return failure("reading "+described.name, err)
		}
	}
	return nil
}

// refuseUnfinished fails with ErrImportUnfinished when the store holds a part of an archive.
func (s *Store) refuseUnfinished(ctx context.Context) error {
	claims := s.collection(claimsTable())
	_, err := claims.first(ctx, withID(noCompany, importClaim().id()))
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil
	}
	if err != nil {
		return claims.readFailure(err)
	}
	return ErrImportUnfinished
}

// checkArchive reads a whole archive and returns how many documents it has.
func checkArchive(ctx context.Context, in io.Reader) (int, error) {
	reader, err := archive.NewReader(in)
	if err != nil {
		return 0, err
	}
	checks, err := newCheckers(reader.Collections())
	if err != nil {
		return 0, err
	}
	total, companies := 0, 0
	for document, err := range reader.Documents() {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = checks[document.Collection].check(document.Raw)
		}
		if err != nil {
			return 0, err
		}
		total++
		if document.Collection == companiesTable().name {
			companies++
		}
	}
	if companies == 0 {
		return 0, fmt.Errorf("%w: it holds no company", ErrDocument)
	}
	return total, nil
}

// checksOf returns a check for each collection of an archive.
func newCheckers(collections []string) (map[string]*collectionChecker, error) {
	checks := map[string]*collectionChecker{}
	for _, name := range collections {
		at := slices.IndexFunc(descriptors(), func(described descriptor) bool { return described.name == name })
		if at < 0 {
			return nil, fmt.Errorf("%w: this version knows no collection %s", ErrDocument, name)
		}
		checks[name] = &collectionChecker{descriptor: descriptors()[at]}
	}
	return checks, nil
}
