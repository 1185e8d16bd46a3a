package audit

import (
	"fmt"
	"reflect"
	"time"
)

// instantLayout is how an instant is written in an audit record: as the API answers it.
const instantLayout = "2006-01-02T15:04:05.000Z07:00"

// Plain returns the record as it is stored: the values of its changes as JSON has them, by the names under which a document
// stores its fields. So a record can be read without the type that it was made from.
func (r Record) Plain() Record {
	changes := make([]FieldChange, len(r.Changes))
	for at, change := range r.Changes {
		changes[at] = FieldChange{Field: change.Field, Before: Plain(change.Before), After: Plain(change.After)}
	}
	r.Changes = changes
	return r
}

// Plain turns what a document holds into what JSON has: texts, numbers, booleans, lists, objects, and nil.
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
		for at := range list {
			list[at] = asPlain(value.Index(at))
		}
		return list
	case reflect.Struct:
		object := map[string]any{}
		for _, field := range fields(value) {
			object[field.Field] = Plain(field.After)
		}
		return object
	default:
		// Nothing else is stored. Should it be one day, the record shows it in Go's words.
		return fmt.Sprint(value.Interface())
	}
}
