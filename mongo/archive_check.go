package mongo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
	"accessgraph/mongo/archive"
)

var (
	// ErrDocument reports that an archive holds documents that no version of the program up to this one writes.
	ErrDocument = errors.New("the archive has contents that this version of accessgraph cannot store, and nothing was imported")
	// ErrLaterArchive reports that the program is too old for an archive.
	ErrLaterArchive = errors.New("the archive was written by a later version of accessgraph, and nothing was imported: import it with that version")
)

// maxNesting is the maximum depth of a document, as in MongoDB.
const maxNesting = 100

// checkArchive reads a whole archive, checks each of its documents, and returns how many there are.
func checkArchive(ctx context.Context, in io.Reader) (int, error) {
	reader, err := archive.NewReader(in)
	if err != nil {
		return 0, err
	}
	checkers, err := newCheckers(reader.Collections())
	if err != nil {
		return 0, err
	}
	total, companies := 0, 0
	for doc, err := range reader.Documents() {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = checkers[doc.Collection].check(doc.Raw)
		}
		if err != nil {
			return 0, err
		}
		total++
		if doc.Collection == companiesDescriptor.name {
			companies++
		}
	}
	if companies == 0 {
		return 0, fmt.Errorf("%w: it holds no company", ErrDocument)
	}
	return total, nil
}

// newCheckers returns a checker for each collection of an archive.
func newCheckers(collections []string) (map[string]*collectionChecker, error) {
	checkers := map[string]*collectionChecker{}
	for _, name := range collections {
		d, ok := descriptorsByName[name]
		if !ok {
			return nil, fmt.Errorf("%w: this version knows no collection %s: it belongs to another program (mongodump --excludeCollection=%s leaves it "+
				"out), or to a later version", ErrDocument, name, name)
		}
		checkers[name] = &collectionChecker{descriptor: d}
	}
	return checkers, nil
}

// collectionChecker checks the documents of one collection of an archive.
type collectionChecker struct {
	descriptor descriptor
	// lastID is the _id of the document before.
	lastID string
}

// check fails unless a commit of this version or an earlier one could have written a document: its types, its _id, its company
// and its fields must be valid. An archive of Export is in the order of _id, and one of mongodump in any order: of two documents
// with the same _id that do not follow each other, the insert finds the second.
func (c *collectionChecker) check(raw bson.Raw) error {
	documentID, ok := raw.Lookup(idField).StringValueOK()
	if !ok {
		return c.invalid("a document", "has no _id that is a text")
	}
	if documentID == c.lastID {
		return c.invalid(documentID, "comes twice")
	}
	c.lastID = documentID
	if c.descriptor.kind != "" && id.Check(c.descriptor.kind, documentID) != nil {
		return c.invalid(documentID, "does not have an _id of its collection")
	}
	companyID, ok := raw.Lookup(companyField).StringValueOK()
	if !ok || !c.allowsCompany(companyID) {
		return c.invalid(documentID, "has no companyId")
	}
	if err := checkSchemaVersion(raw); errors.Is(err, ErrLaterDocument) {
		return fmt.Errorf("%w (in %s, %s %w)", ErrLaterArchive, c.descriptor.name, documentID, err)
	}
	if documentID == importClaim().id() {
		return c.invalid(documentID, "is the mark of an import")
	}
	if !hasStoredTypes(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: raw}, 0) {
		return c.invalid(documentID, "nests too deeply or has a value of a type that is not used")
	}
	return c.checkForm(documentID, raw)
}

// checkForm fails for a document that has no present form, and for the version of a later program.
func (c *collectionChecker) checkForm(documentID string, raw bson.Raw) error {
	if c.descriptor.name == storeDescriptor.name {
		return checkStoreRecord(documentID, raw)
	}
	if _, err := c.descriptor.decode(raw); err != nil {
		return c.invalid(documentID, err.Error())
	}
	return nil
}

func checkStoreRecord(recordID string, raw bson.Raw) error {
	if recordID != versionID {
		return nil
	}
	version, err := decodeVersionDocument(raw)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDocument, err)
	}
	if version.Number > currentVersion() {
		return fmt.Errorf("%w (it is of version %d, and this program of %d)", ErrLaterArchive, version.Number, currentVersion())
	}
	return nil
}

// allowsCompany reports whether documents may belong to a company: only claims, user agreements and the store's own records
// may belong to none.
func (c *collectionChecker) allowsCompany(companyID string) bool {
	if companyID == noCompany {
		return slices.Contains([]string{claimsDescriptor.name, userAgreementsDescriptor.name, storeDescriptor.name}, c.descriptor.name)
	}
	return id.Check(id.Company, companyID) == nil
}

func (c *collectionChecker) invalid(documentID, what string) error {
	return fmt.Errorf("%w: in %s, %s %s", ErrDocument, c.descriptor.name, documentID, what)
}

// hasStoredTypes reports whether a value has a type that both stores support, and all values within it have.
func hasStoredTypes(value bson.RawValue, depth int) bool {
	switch value.Type {
	case bson.TypeDouble, bson.TypeString, bson.TypeBinary, bson.TypeObjectID, bson.TypeBoolean, bson.TypeDateTime,
		bson.TypeNull, bson.TypeInt32, bson.TypeInt64:
		return true
	case bson.TypeEmbeddedDocument, bson.TypeArray:
		values, err := bson.Raw(value.Value).Values()
		if err != nil || depth > maxNesting {
			return false
		}
		for _, inner := range values {
			if !hasStoredTypes(inner, depth+1) {
				return false
			}
		}
		return true
	default:
		return false
	}
}
