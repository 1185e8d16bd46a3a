package audit

import (
	"fmt"
	"reflect"
	"time"
)

// instantLayout is the layout of instants in audit records, which is that of responses.
const instantLayout = "2006-01-02T15:04:05.000Z07:00"

// Plain returns the record in the form in which it is stored: the values of its changes are those of JSON, with the stored names of
// fields. So a record can be read without the Go type of its document.
func (r Record) Plain() Record {
	changes := make([]FieldChange, len(r.Changes))
	for i, change := range r.Changes {
		changes[i] = FieldChange{Field: change.Field, Before: Plain(change.Before), After: Plain(change.After)}
	}
	r.Changes = changes
	return r
}

// Plain converts a value of a document to a value of JSON: a string, number, boolean, list, object or nil.
func Plain(value any) any {
	if value == nil {
		return nil
	}
	return asPlain(reflect.ValueOf(value))
}

func asPlain(value reflect.Value) any {
	if instant, ok := value.Interface().(time.Time); ok {
		return instant.UTC().Format(instantLayout)
	}
	if object, ok := value.Interface().(map[string]any); ok {
		return plainObject(object)
	}
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		if value.IsNil() {
			return nil
		}
		return asPlain(value.Elem())
	case reflect.String:
		return value.String()
	case reflect.Bool:
		return value.Bool()
	case reflect.Int, reflect.Int32, reflect.Int64:
		return value.Int()
	case reflect.Float64:
		return value.Float()
	case reflect.Slice, reflect.Array:
		list := make([]any, value.Len())
		for i := range list {
			list[i] = asPlain(value.Index(i))
		}
		return list
	case reflect.Struct:
		object := map[string]any{}
		for _, field := range fields(value) {
			object[field.Field] = Plain(field.After)
		}
		return object
	default:
		// Documents have no other values. If one has, its record shows the value in the format of fmt.
		return fmt.Sprint(value.Interface())
	}
}

// plainObject returns the plain form of an object whose members may be plain already.
func plainObject(object map[string]any) any {
	result := make(map[string]any, len(object))
	for key, member := range object {
		result[key] = Plain(member)
	}
	return result
}
