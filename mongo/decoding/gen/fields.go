package main

import (
	"fmt"
	"reflect"
	"strings"
)

// field is a field of a document: its key, its path within the Go value, and its type.
type field struct {
	key, path string
	fieldType reflect.Type
}

// fieldsOf returns the fields of a struct in their order, including those of its inline structs.
func fieldsOf(structType reflect.Type) ([]field, error) {
	var fields []field
	keys := map[string]bool{}
	for structField := range structType.Fields() {
		declared, err := fieldsAt(structType, structField)
		if err != nil {
			return nil, err
		}
		for _, f := range declared {
			if keys[f.key] {
				return nil, fmt.Errorf("%s has several fields with the key %s", structType, f.key)
			}
			keys[f.key] = true
		}
		fields = append(fields, declared...)
	}
	return fields, nil
}

// fieldsAt returns the fields of a document that a field of a struct declares.
func fieldsAt(structType reflect.Type, structField reflect.StructField) ([]field, error) {
	tag, tagged := structField.Tag.Lookup("bson")
	key, flags, _ := strings.Cut(tag, ",")
	switch {
	case !structField.IsExported() || tag == "-":
		return nil, nil
	case !tagged:
		return nil, fmt.Errorf("%s.%s has no bson tag", structType, structField.Name)
	case flags == "" || flags == "omitempty":
		return []field{{key: key, path: structField.Name, fieldType: structField.Type}}, nil
	case flags != "inline" || structField.Type.Kind() != reflect.Struct:
		return nil, fmt.Errorf("%s.%s has a bson tag that is not supported: %s", structType, structField.Name, tag)
	}
	inner, err := fieldsOf(structField.Type)
	for i := range inner {
		inner[i].path = structField.Name + "." + inner[i].path
	}
	return inner, err
}
