package mongo

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// formed is a stored document, decoded, and what must change about it to bring it into the present form.
type decodedDocument struct {
	descriptor descriptor
	id         string
	// companyID is the company that the document belongs to.
	companyID string
	// value is of the model's type.
	value any
	// set are the fields that differ from the present form, as they must be.
	changed bson.D
	// unset are the fields that the present form does not have any more.
	removed []string
}

// differs reports whether the document is not in the present form.
func (f *decodedDocument) hasChanges() bool { return len(f.changed) > 0 || len(f.removed) > 0 }

// fields names what differs.
func (f *decodedDocument) changedFields() []string {
	names := make([]string, len(f.changed))
	for i, field := range f.changed {
		names[i] = field.Key
	}
	return slices.Concat(names, f.removed)
}

// change is the update that brings the document into the present form.
func (f *decodedDocument) update() bson.D {
	var change bson.D
	if len(f.changed) > 0 {
		change = append(change, bson.E{Key: "$set", Value: f.changed})
	}
	if len(f.removed) > 0 {
		var gone bson.D
		for _, field := range f.removed {
			gone = append(gone, bson.E{Key: field, Value: ""})
		}
		change = append(change, bson.E{Key: "$unset", Value: gone})
	}
	return change
}

// read decodes a document of the model, of whichever version, and compares it with its present form: reshaped by the
// migrations, its derived fields made anew, and every field there. The error says in words, which go on from the document's
// name, why it has no present form.
func (m model) decode(raw bson.Raw) (*decodedDocument, error) {
	read := &decodedDocument{descriptor: m.table}
	read.id, _ = raw.Lookup(idField).StringValueOK()
	read.companyID, _ = raw.Lookup(companyField).StringValueOK()
	if m.table.kind != "" && id.Check(m.table.kind, read.id) != nil {
		return read, errors.New("does not have an _id of its collection")
	}
	if err := checkSchemaVersion(raw); err != nil {
		return read, err
	}
	reshaped, unset, err := reshape(m.table.name, raw)
	if err != nil {
		return read, err
	}
	read.removed, read.value = unset, m.empty()
	if err := bson.Unmarshal(reshaped, read.value); err != nil {
		return read, fmt.Errorf("cannot be decoded: %w", err)
	}
	var derived []string
	if stored, ok := read.value.(document.Document); ok {
		document.Index(stored)
		stored.Meta().SchemaVersion = document.CurrentSchemaVersion
		if _, named := stored.(document.Searchable); named {
			derived = document.DerivedFields()
		}
	}
	present, err := encode(read.value)
	if err != nil {
		return read, err
	}
	return read, read.compare(raw, reshaped, present, derived)
}

func (f *decodedDocument) compare(raw, reshaped, present bson.Raw, derived []string) error {
	elements, err := present.Elements()
	if err != nil {
		return fmt.Errorf("reading the fields of a document: %w", err)
	}
	for _, element := range elements {
		field, value := element.Key(), element.Value()
		if missing := missingField(field, reshaped.Lookup(field), value); missing != "" && !slices.Contains(derived, field) {
			return fmt.Errorf("lacks the field %s", missing)
		}
		if !equalValues(raw.Lookup(field), value) {
			f.changed = append(f.changed, bson.E{Key: field, Value: value})
		}
	}
	return nil
}

// lacking returns the path of a field that a stored value must have and does not; empty when there is none. A field that
// may be null, and a list, may be left out.
func missingField(path string, stored, present bson.RawValue) string {
	switch present.Type {
	case bson.TypeNull:
		return ""
	case bson.TypeArray:
		return missingEntryField(path, stored, present)
	case bson.TypeEmbeddedDocument:
		if stored.Type != bson.TypeEmbeddedDocument {
			return path
		}
		elements, err := present.Document().Elements()
		if err != nil {
			return path
		}
		for _, element := range elements {
			if missing := missingField(path+"."+element.Key(), stored.Document().Lookup(element.Key()), element.Value()); missing != "" {
				return missing
			}
		}
		return ""
	default:
		if stored.Type == 0 || stored.Type == bson.TypeNull {
			return path
		}
		return ""
	}
}

func missingEntryField(path string, stored, present bson.RawValue) string {
	if stored.Type != bson.TypeArray {
		return ""
	}
	before, err := stored.Array().Values()
	if err != nil {
		return path
	}
	after, err := present.Array().Values()
	if err != nil || len(after) != len(before) {
		return path
	}
	for i, entry := range after {
		if missing := missingField(fmt.Sprintf("%s.%d", path, i), before[i], entry); missing != "" {
			return missing
		}
	}
	return ""
}

// same reports whether two values are the same, whatever width a whole number is stored in.
func equalValues(a, b bson.RawValue) bool {
	if a.Type == b.Type {
		return bytes.Equal(a.Value, b.Value)
	}
	left, leftWhole := a.AsInt64OK()
	right, rightWhole := b.AsInt64OK()
	return a.IsNumber() && b.IsNumber() && leftWhole && rightWhole && left == right
}

// ErrLaterDocument reports that a stored document was written by a later version of the program.
var ErrLaterDocument = errors.New("the document was written by a later version of accessgraph")

// checkSchemaVersion fails unless the program knows the version of a document's shape.
func checkSchemaVersion(raw bson.Raw) error {
	version, ok := raw.Lookup(schemaField).AsInt64OK()
	switch {
	case !ok || version < 1:
		return errors.New("has no schemaVersion")
	case version > document.CurrentSchemaVersion:
		return fmt.Errorf("has the schemaVersion %d, and this program knows up to %d: %w", version, document.CurrentSchemaVersion, ErrLaterDocument)
	}
	return nil
}
