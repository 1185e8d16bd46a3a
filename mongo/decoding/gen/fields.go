package main

import (
	"fmt"
	"reflect"
	"strings"
)

// field is a field of a document: its key, the path to it in the Go value, and its type.
type field struct {
	key, path string
	typed     reflect.Type
}

// fieldsOf returns the fields of a struct in their order, those of its inline structs among them.
func fieldsOf(document reflect.Type) ([]field, error) {
	var fields []field
	keys := map[string]bool{}
	for declared := range document.Fields() {
		found, err := fieldsAt(document, declared)
		if err != nil {
			return nil, err
		}
		for _, one := range found {
			if keys[one.key] {
				return nil, fmt.Errorf("%s has several fields with the key %s", document, one.key)
			}
			keys[one.key] = true
		}
		fields = append(fields, found...)
	}
	return fields, nil
}

func fieldsAt(document reflect.Type, declared reflect.StructField) ([]field, error) {
	tag, tagged := declared.Tag.Lookup("bson")
	key, flags, _ := strings.Cut(tag, ",")
	switch {
	case !declared.IsExported() || tag == "-":
		return nil, nil
	case !tagged:
		return nil, fmt.Errorf("%s.%s has no bson tag", document, declared.Name)
	case flags == "" || flags == "omitempty":
		return []field{{key: key, path: declared.Name, typed: declared.Type}}, nil
	case flags != "inline" || declared.Type.Kind() != reflect.Struct:
		return nil, fmt.Errorf("%s.%s has a bson tag that is not supported: %s", document, declared.Name, tag)
	}
	inner, err := fieldsOf(declared.Type)
	for at := range inner {
		inner[at].path = declared.Name + "." + inner[at].path
	}
	return inner, err
}
