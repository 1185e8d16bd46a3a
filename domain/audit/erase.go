package audit

import (
	"reflect"
	"slices"
	"strings"

	"accessgraph/domain/document"
)

// Erase returns changes without the texts in personal fields (document.Personal): each is document.Erased instead. Values that are
// no texts stay.
func Erase(changes []FieldChange, personalFields []string) []FieldChange {
	erased := slices.Clone(changes)
	for i := range erased {
		for _, field := range personalFields {
			name, within, isNested := strings.Cut(field, ".")
			if erased[i].Field != name {
				continue
			}
			var path []string
			if isNested {
				path = strings.Split(within, ".")
			}
			erased[i].Before, erased[i].After = eraseTexts(erased[i].Before, path), eraseTexts(erased[i].After, path)
		}
	}
	return erased
}

// eraseTexts returns a copy of a plain value whose texts at and below a path are erased. Objects are maps, or lists of keys and values
// as the store decodes them.
func eraseTexts(value any, path []string) any {
	if value == nil {
		return nil
	}
	source := reflect.ValueOf(value)
	switch source.Kind() {
	case reflect.String:
		if len(path) == 0 {
			return document.Erased
		}
	case reflect.Map:
		return eraseMap(source, path)
	case reflect.Slice:
		return eraseList(source, path)
	default:
	}
	return value
}

func eraseMap(source reflect.Value, path []string) any {
	erased := reflect.MakeMap(source.Type())
	for _, key := range source.MapKeys() {
		erased.SetMapIndex(key, eraseMember(source.MapIndex(key), key.String(), path))
	}
	return erased.Interface()
}

// eraseList erases the texts of a list of any values, or of keys and values.
func eraseList(source reflect.Value, path []string) any {
	erased := reflect.MakeSlice(source.Type(), source.Len(), source.Len())
	for i := range source.Len() {
		target := erased.Index(i)
		target.Set(source.Index(i))
		switch {
		case target.Kind() == reflect.Interface:
			target.Set(valueOf(eraseTexts(target.Interface(), path), target.Type()))
		case target.Kind() == reflect.Struct && target.FieldByName("Key").IsValid() && target.FieldByName("Value").IsValid():
			member := target.FieldByName("Value")
			member.Set(eraseMember(member, target.FieldByName("Key").String(), path))
		}
	}
	return erased.Interface()
}

// eraseMember erases the texts of a member of an object, if the path leads there.
func eraseMember(member reflect.Value, key string, path []string) reflect.Value {
	switch {
	case len(path) == 0:
		return valueOf(eraseTexts(member.Interface(), nil), member.Type())
	case path[0] == key:
		return valueOf(eraseTexts(member.Interface(), path[1:]), member.Type())
	default:
		return member
	}
}

// valueOf is reflect.ValueOf, with the zero value of a type for nil.
func valueOf(value any, zero reflect.Type) reflect.Value {
	if value == nil {
		return reflect.Zero(zero)
	}
	return reflect.ValueOf(value)
}
