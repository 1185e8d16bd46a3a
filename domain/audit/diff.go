package audit

import (
	"reflect"
	"slices"
	"strings"

	"accessgraph/domain/document"
)

// bookkeeping are the fields that every change moves, of which the record itself says as much, and those that follow from
// a name.
func bookkeeping() []string {
	return append([]string{"_id", "companyId", "schemaVersion", "version", "updatedAt"}, document.DerivedFields()...)
}

// Changes lists the stored fields that differ between two states of a document, in the order of its type.
// before is nil for a new document. Fields that the document keeps secret are left out.
func Changes(before, after document.Document) []FieldChange {
	var secrets []string
	if secretive, ok := after.(document.Secretive); ok {
		secrets = secretive.AuditSecrets()
	}
	return slices.DeleteFunc(differences(before, after), func(change FieldChange) bool {
		return slices.Contains(secrets, change.Field)
	})
}

// Deletion lists the stored fields of a document that goes away, in the order of its type, without those that it keeps
// secret.
func Deletion(read document.Document) []FieldChange {
	changes := Changes(nil, read)
	for at := range changes {
		changes[at].Before, changes[at].After = changes[at].After, nil
	}
	return changes
}

// Differ says whether any stored field differs between two states of a document, a secret one included.
func Differ(before, after document.Document) bool { return len(differences(before, after)) > 0 }

func differences(before, after document.Document) []FieldChange {
	hidden := bookkeeping()
	old := map[string]any{}
	if before != nil {
		for _, field := range fields(reflect.ValueOf(before)) {
			old[field.Field] = field.After
		}
	}
	var changes []FieldChange
	for _, field := range fields(reflect.ValueOf(after)) {
		if slices.Contains(hidden, field.Field) || reflect.DeepEqual(old[field.Field], field.After) {
			continue
		}
		changes = append(changes, FieldChange{Field: field.Field, Before: old[field.Field], After: field.After})
	}
	return changes
}

// fields lists what a document stores, by the names it is stored under, with its values as After.
func fields(value reflect.Value) []FieldChange {
	value = reflect.Indirect(value)
	var found []FieldChange
	for i := range value.NumField() {
		name, options, _ := strings.Cut(value.Type().Field(i).Tag.Get("bson"), ",")
		switch {
		case strings.Contains(options, "inline"):
			found = append(found, fields(value.Field(i))...)
		case name != "" && name != "-":
			found = append(found, FieldChange{Field: name, After: plain(value.Field(i))})
		}
	}
	return found
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
