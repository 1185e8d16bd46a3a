package mongo

import (
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// ErrDocument says that an archive holds what is not of this program, or of a later version of it.
var ErrDocument = errors.New("the archive holds what this version of accessgraph does not store")

// deepest is how deep a document may nest, as in MongoDB.
const deepest = 100

// checked is a collection of an archive whose documents are being checked.
type checked struct {
	table table
	last  string
}

// check takes a document only if a commit could have written it: its types, its _id, its company, its shape's version.
// The order of the _ids, which is that of an export, shows that none comes twice.
func (c *checked) check(raw bson.Raw) error {
	documentID, ok := raw.Lookup(idField).StringValueOK()
	if !ok {
		return c.problem("a document", "has no _id that is a text")
	}
	if documentID <= c.last {
		return c.problem(documentID, "does not come in the order of the _ids, or twice")
	}
	c.last = documentID
	if c.table.kind != "" && id.Check(c.table.kind, documentID) != nil {
		return c.problem(documentID, "does not have an _id of its collection")
	}
	companyID, ok := raw.Lookup(companyField).StringValueOK()
	if !ok || !c.mayBelongTo(companyID) {
		return c.problem(documentID, "has no companyId")
	}
	version, ok := raw.Lookup(schemaField).AsInt64OK()
	if !ok || version < 1 || version > document.CurrentSchemaVersion {
		return c.problem(documentID, "has a schemaVersion that this program does not know")
	}
	if documentID == importClaim().id() {
		return c.problem(documentID, "is the mark of an import")
	}
	if !storable(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: raw}, 0) {
		return c.problem(documentID, "nests too deeply or has a value of a type that is not used")
	}
	return nil
}

// mayBelongTo says whether a document may be of a company: only claims are there of none.
func (c *checked) mayBelongTo(companyID string) bool {
	if companyID == everyCompany {
		return c.table.name == claimsTable().name
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
