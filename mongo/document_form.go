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

// decodedDocument is a stored document, decoded, and how it differs from its present form.
type decodedDocument struct {
	descriptor descriptor
	id         string
	companyID  string
	// value has the type of the collection's documents.
	value any
	// changed are the fields that differ, with the values of the present form.
	changed bson.D
	// removed are the fields that the present form does not have any more.
	removed []string
}

// hasChanges reports whether the document differs from its present form.
func (d *decodedDocument) hasChanges() bool { return len(d.changed) > 0 || len(d.removed) > 0 }

// changedFields returns the names of the fields that differ.
func (d *decodedDocument) changedFields() []string {
	names := make([]string, len(d.changed))
	for i, field := range d.changed {
		names[i] = field.Key
	}
	return slices.Concat(names, d.removed)
}

// update returns the update that brings the document into its present form.
func (d *decodedDocument) update() bson.D {
	var update bson.D
	if len(d.changed) > 0 {
		update = append(update, bson.E{Key: "$set", Value: d.changed})
	}
	if len(d.removed) > 0 {
		var unset bson.D
		for _, field := range d.removed {
			unset = append(unset, bson.E{Key: field, Value: ""})
		}
		update = append(update, bson.E{Key: "$unset", Value: unset})
	}
	return update
}

// decode decodes a document of any version and compares it with its present form, in which it is migrated, its derived
// fields are computed again, and no field is missing. The error says why the document has no present form, in words that
// continue a sentence that begins with the document's name.
func (d descriptor) decode(raw bson.Raw) (*decodedDocument, error) {
	doc := &decodedDocument{descriptor: d}
	doc.id, _ = raw.Lookup(idField).StringValueOK()
	doc.companyID, _ = raw.Lookup(companyField).StringValueOK()
	if d.kind != "" && id.Check(d.kind, doc.id) != nil {
		return doc, errors.New("does not have an _id of its collection")
	}
	if err := checkSchemaVersion(raw); err != nil {
		return doc, err
	}
	reshaped, removed, err := reshape(d.name, raw)
	if err != nil {
		return doc, err
	}
	doc.removed, doc.value = removed, d.newDocument()
	if err := bson.Unmarshal(reshaped, doc.value); err != nil {
		return doc, fmt.Errorf("cannot be decoded: %w", err)
	}
	var derivedFields []string
	if value, ok := doc.value.(document.Document); ok {
		document.Index(value)
		value.Meta().SchemaVersion = document.CurrentSchemaVersion
		if _, ok := value.(document.Searchable); ok {
			derivedFields = document.DerivedFields()
		}
	}
	present, err := encode(doc.value)
	if err != nil {
		return doc, err
	}
	return doc, doc.compare(raw, reshaped, present, derivedFields)
}

// compare adds the fields of the present form that differ from the stored document. It fails if the migrated document lacks
// a field that is not derived.
func (d *decodedDocument) compare(raw, reshaped, present bson.Raw, derivedFields []string) error {
	elements, err := present.Elements()
	if err != nil {
		return fmt.Errorf("reading the fields of a document: %w", err)
	}
	for _, element := range elements {
		field, value := element.Key(), element.Value()
		if missing := missingField(field, reshaped.Lookup(field), value); missing != "" && !slices.Contains(derivedFields, field) {
			return fmt.Errorf("lacks the field %s", missing)
		}
		if !equalValues(raw.Lookup(field), value) {
			d.changed = append(d.changed, bson.E{Key: field, Value: value})
		}
	}
	return nil
}

// missingField returns the path of a field that the present form has and the stored value lacks, or "" if there is none.
// Arrays and fields that are null in the present form may be missing.
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

// missingEntryField does what missingField does, for the entries of an array.
func missingEntryField(path string, stored, present bson.RawValue) string {
	if stored.Type != bson.TypeArray {
		return ""
	}
	storedEntries, err := stored.Array().Values()
	if err != nil {
		return path
	}
	presentEntries, err := present.Array().Values()
	if err != nil || len(presentEntries) != len(storedEntries) {
		return path
	}
	for i, entry := range presentEntries {
		if missing := missingField(fmt.Sprintf("%s.%d", path, i), storedEntries[i], entry); missing != "" {
			return missing
		}
	}
	return ""
}

// equalValues reports whether two values are equal. Whole numbers of different width are.
func equalValues(a, b bson.RawValue) bool {
	if a.Type == b.Type {
		return bytes.Equal(a.Value, b.Value)
	}
	left, leftWhole := a.AsInt64OK()
	right, rightWhole := b.AsInt64OK()
	return a.IsNumber() && b.IsNumber() && leftWhole && rightWhole && left == right
}

// checkSchemaVersion fails unless the program knows the version of a document's form.
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
