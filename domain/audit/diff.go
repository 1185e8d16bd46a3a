package audit

import (
	"reflect"
	"slices"
	"strings"

	"accessgraph/domain/document"
)

// bookkeeping has the stored fields that are not compared: those that every change sets, and those that are derived from a name.
var bookkeeping = append([]string{"_id", "companyId", "schemaVersion", "version", "updatedAt"}, document.DerivedFields()...)

// Changes returns the stored fields that differ between two states of a document, in the order of its type. before is nil for a new
// document. Fields that the document keeps secret are omitted; what it discloses of them follows the other changes.
func Changes(before, after document.Document) []FieldChange {
	var secrets []string
	if secretive, ok := after.(document.Secretive); ok {
		secrets = secretive.AuditSecrets()
	}
	changes := slices.DeleteFunc(differences(before, after), func(change FieldChange) bool {
		return slices.Contains(secrets, change.Field)
	})
	return append(changes, disclosures(before, after)...)
}

// Discloser is a document that records what may be known of its secret fields.
type Discloser interface {
	// Disclosed returns the field of audit records that stands for the secret fields, and its value.
	Disclosed() (field string, value any)
}

// disclosures returns the change of what a document discloses of its secret fields; none if it discloses nothing.
func disclosures(before, after document.Document) []FieldChange {
	discloser, ok := after.(Discloser)
	if !ok {
		return nil
	}
	var change FieldChange
	change.Field, change.After = discloser.Disclosed()
	if earlier, ok := before.(Discloser); ok {
		_, change.Before = earlier.Disclosed()
	}
	if reflect.DeepEqual(change.Before, change.After) {
		return nil
	}
	return []FieldChange{change}
}

// Deletion returns the stored fields of a deleted document, in the order of its type. Fields that the document keeps secret are
// omitted.
func Deletion(deleted document.Document) []FieldChange {
	changes := Changes(nil, deleted)
	for i := range changes {
		changes[i].Before, changes[i].After = changes[i].After, nil
	}
	return changes
}

// Differ reports whether any stored field differs between two states of a document, secret fields included.
func Differ(before, after document.Document) bool { return len(differences(before, after)) > 0 }

func differences(before, after document.Document) []FieldChange {
	valuesBefore := map[string]any{}
	if before != nil {
		for _, field := range fields(reflect.ValueOf(before)) {
			valuesBefore[field.Field] = field.After
		}
	}
	var changes []FieldChange
	for _, field := range fields(reflect.ValueOf(after)) {
		if slices.Contains(bookkeeping, field.Field) || reflect.DeepEqual(valuesBefore[field.Field], field.After) {
			continue
		}
		changes = append(changes, FieldChange{Field: field.Field, Before: valuesBefore[field.Field], After: field.After})
	}
	return changes
}

// fields returns the stored fields of a document, by their stored names, with the values as After.
func fields(value reflect.Value) []FieldChange {
	value = reflect.Indirect(value)
	var result []FieldChange
	for i := range value.NumField() {
		name, options, _ := strings.Cut(value.Type().Field(i).Tag.Get("bson"), ",")
		switch {
		case strings.Contains(options, "inline"):
			result = append(result, fields(value.Field(i))...)
		case name != "" && name != "-":
			result = append(result, FieldChange{Field: name, After: plain(value.Field(i))})
		}
	}
	return result
}

func plain(value reflect.Value) any {
	if value.Kind() != reflect.Pointer {
		return value.Interface()
	}
	if value.IsNil() {
		return nil
	}
	return value.Elem().Interface()
}
