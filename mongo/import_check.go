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
const deepest = 100

// checked is a collection of an archive whose documents are being checked.
type checked struct {
	table table
	last  string
}

// check takes a document only if a commit could have written it, now or in an earlier version: its types, its _id, its
// company, its fields. An export writes in the order of the _ids, and mongodump in any: of two documents with the same _id
// that are not side by side, the insertion finds the second.
func (c *checked) check(raw bson.Raw) error {
	documentID, ok := raw.Lookup(idField).StringValueOK()
	if !ok {
		return c.problem("a document", "has no _id that is a text")
	}
	if documentID == c.last {
		return c.problem(documentID, "comes twice")
	}
	c.last = documentID
	if c.table.kind != "" && id.Check(c.table.kind, documentID) != nil {
		return c.problem(documentID, "does not have an _id of its collection")
	}
	companyID, ok := raw.Lookup(companyField).StringValueOK()
	if !ok || !c.mayBelongTo(companyID) {
		return c.problem(documentID, "has no companyId")
	}
	if err := checkSchemaVersion(raw); errors.Is(err, ErrLaterDocument) {
		return fmt.Errorf("%w (in %s, %s %w)", ErrLaterArchive, c.table.name, documentID, err)
	}
	if documentID == importClaim().id() {
		return c.problem(documentID, "is the mark of an import")
	}
	if !storable(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: raw}, 0) {
		return c.problem(documentID, "nests too deeply or has a value of a type that is not used")
	}
	return c.checkForm(documentID, raw)
}

// checkForm refuses a document that has no present form, and the record of a later version.
func (c *checked) checkForm(documentID string, raw bson.Raw) error {
	if c.table.name == storeTable().name {
		return checkRecord(documentID, raw)
	}
	of, _ := modelOf(c.table.name)
	if _, err := of.read(raw); err != nil {
		return c.problem(documentID, err.Error())
	}
	return nil
}

func checkRecord(name string, raw bson.Raw) error {
	if name != versionRecord {
		return nil
	}
	version, err := decodeVersion(raw)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDocument, err)
	}
	if version.Number > currentVersion() {
		return fmt.Errorf("%w (it is of version %d, and this program of %d)", ErrLaterArchive, version.Number, currentVersion())
	}
	return nil
}

// mayBelongTo says whether a document may be of a company: only claims and the store's own records are there of none.
func (c *checked) mayBelongTo(companyID string) bool {
	if companyID == everyCompany {
		return c.table.name == claimsTable().name || c.table.name == storeTable().name
	}
	return id.Check(id.Company, companyID) == nil
}

func (c *checked) problem(documentID, what string) error {
	return fmt.Errorf("%w: in %s, %s %s", ErrDocument, c.table.name, documentID, what)
}

// storable says whether a value is of the types that both stores take, at every depth.
func storable(value bson.RawValue, depth int) bool {
	switch value.Type {
	case bson.TypeDouble, bson.TypeString, bson.TypeBinary, bson.TypeObjectID, bson.TypeBoolean, bson.TypeDateTime,
		bson.TypeNull, bson.TypeInt32, bson.TypeInt64:
		return true
	case bson.TypeEmbeddedDocument, bson.TypeArray:
		inner, err := bson.Raw(value.Value).Values()
		if err != nil || depth > deepest {
			return false
		}
		for _, item := range inner {
			if !storable(item, depth+1) {
				return false
			}
		}
		return true
	default:
		return false
	}
}
