package mongo

import (
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
)

var (
	// ErrDocument reports that an archive holds what is not of this program, or of a later version of it.
	ErrDocument = errors.New("the archive holds what this version of accessgraph does not store, and nothing was imported")
	// ErrLaterArchive reports that the program is too old for an archive.
	ErrLaterArchive = errors.New("the archive was made by a later version of accessgraph, and nothing was imported: import it with that version")
)

// deepest is how deep a document may nest, as in MongoDB.
const maxNesting = 100

// checked is a collection of an archive whose documents are being checked.
type collectionChecker struct {
	descriptor descriptor
	lastID     string
}

// check takes a document only if a commit could have written it, now or in an earlier version: its types, its _id, its
// company, its fields. An export writes in the order of the _ids, and mongodump in any: of two documents with the same _id
// that are not side by side, the insertion finds the second.
func (c *collectionChecker) check(raw bson.Raw) error {
	documentID, ok := raw.Lookup(idField).StringValueOK()
	if !ok {
		return c.fault("a document", "has no _id that is a text")
	}
	if documentID == c.lastID {
		return c.fault(documentID, "comes twice")
	}
	c.lastID = documentID
	if c.descriptor.kind != "" && id.Check(c.descriptor.kind, documentID) != nil {
		return c.fault(documentID, "does not have an _id of its collection")
	}
	companyID, ok := raw.Lookup(companyField).StringValueOK()
	if !ok || !c.mayBelongTo(companyID) {
		return c.fault(documentID, "has no companyId")
	}
	if err := checkSchemaVersion(raw); errors.Is(err, ErrLaterDocument) {
		return fmt.Errorf("%w (in %s, %s %w)", ErrLaterArchive, c.descriptor.name, documentID, err)
	}
	if documentID == importClaim().id() {
		return c.fault(documentID, "is the mark of an import")
	}
	if !hasStoredTypes(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: raw}, 0) {
		return c.fault(documentID, "nests too deeply or has a value of a type that is not used")
	}
	return c.checkForm(documentID, raw)
}

// checkForm refuses a document that has no present form, and the record of a later version.
func (c *collectionChecker) checkForm(documentID string, raw bson.Raw) error {
	if c.descriptor.name == storeTable().name {
		return checkVersionDocument(documentID, raw)
	}
	of, _ := descriptorOf(c.descriptor.name)
	if _, err := of.decode(raw); err != nil {
		return c.fault(documentID, err.Error())
	}
	return nil
}

func checkVersionDocument(name string, raw bson.Raw) error {
	if name != versionID {
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

// mayBelongTo says whether a document may be of a company: only claims and the store's own records are there of none.
func (c *collectionChecker) mayBelongTo(companyID string) bool {
	if companyID == noCompany {
		return c.descriptor.name == claimsTable().name || c.descriptor.name == storeTable().name
	}
	return id.Check(id.Company, companyID) == nil
}

func (c *collectionChecker) fault(documentID, what string) error {
	return fmt.Errorf("%w: in %s, %s %s", ErrDocument, c.descriptor.name, documentID, what)
}

// storable says whether a value is of the types that both stores take, at every depth.
func hasStoredTypes(value bson.RawValue, depth int) bool {
	switch value.Type {
	case bson.TypeDouble, bson.TypeString, bson.TypeBinary, bson.TypeObjectID, bson.TypeBoolean, bson.TypeDateTime,
		bson.TypeNull, bson.TypeInt32, bson.TypeInt64:
		return true
	case bson.TypeEmbeddedDocument, bson.TypeArray:
		inner, err := bson.Raw(value.Value).Values()
		if err != nil || depth > maxNesting {
			return false
		}
		for _, item := range inner {
			if !hasStoredTypes(item, depth+1) {
				return false
			}
		}
		return true
	default:
		return false
	}
}
