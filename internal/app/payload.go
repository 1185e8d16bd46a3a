package app

import (
	"reflect"

	"accessgraph/domain/document"
)

// idsOf returns the IDs of the documents that a mutation's payload holds.
func idsOf(payload any) []string {
	value := reflect.Indirect(reflect.ValueOf(payload))
	if value.Kind() != reflect.Struct {
		return nil
	}
	var ids []string
	for i := range value.NumField() {
		field := value.Field(i)
		if !field.CanInterface() || isNil(field) {
			continue
		}
		if changed, ok := field.Interface().(document.Document); ok {
			ids = append(ids, changed.Meta().ID)
		}
	}
	return ids
}

func isNil(value reflect.Value) bool {
	return (value.Kind() == reflect.Pointer || value.Kind() == reflect.Interface) && value.IsNil()
}
