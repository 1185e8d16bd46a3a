package audit

import (
	"reflect"
	"slices"
	"strings"
)

// Erase returns changes without the texts in personal fields (document.Personal), but with what stands in for them. Values that are no
// texts stay.
func Erase(changes []FieldChange, personalFields map[string]any) []FieldChange {
	erased := slices.Clone(changes)
	for i := range erased {
		for field, replacement := range personalFields {
			name, within, isNested := strings.Cut(field, ".")
			if erased[i].Field != name {
				continue
			}
			var path []string
			if isNested {
				path = strings.Split(within, ".")
			}
			erased[i].Before, erased[i].After = eraseText(erased[i].Before, path, replacement), eraseText(erased[i].After, path, replacement)
		}
	}
	return erased
}

// eraseText returns a copy of a plain value with a replacement for the text at a path. Objects are maps, or lists of keys and values as
// the store decodes them.
func eraseText(value any, path []string, replacement any) any {
	if value == nil {
		return nil
	}
	source := reflect.ValueOf(value)
	switch source.Kind() {
	case reflect.String:
		if len(path) == 0 {
			return replacement
		}
	case reflect.Map:
		return eraseMap(source, path, replacement)
	case reflect.Slice:
		return eraseList(source, path, replacement)
	default:
	}
	return value
}

func eraseMap(source reflect.Value, path []string, replacement any) any {
	erased := reflect.MakeMap(source.Type())
	for _, key := range source.MapKeys() {
		erased.SetMapIndex(key, eraseMember(source.MapIndex(key), key.String(), path, replacement))
	}
	return erased.Interface()
}

// eraseList erases the text of a list of keys and values. Another list has no personal fields.
func eraseList(source reflect.Value, path []string, replacement any) any {
	erased := reflect.MakeSlice(source.Type(), source.Len(), source.Len())
	for i := range source.Len() {
		target := erased.Index(i)
		target.Set(source.Index(i))
		if target.Kind() == reflect.Struct && target.FieldByName("Key").IsValid() && target.FieldByName("Value").IsValid() {
			member := target.FieldByName("Value")
			member.Set(eraseMember(member, target.FieldByName("Key").String(), path, replacement))
		}
	}
	return erased.Interface()
}

// eraseMember erases the text of a member of an object, if the path leads there.
func eraseMember(member reflect.Value, key string, path []string, replacement any) reflect.Value {
	if len(path) == 0 || path[0] != key {
		return member
	}
	erased := eraseText(member.Interface(), path[1:], replacement)
	if erased == nil {
		return reflect.Zero(member.Type())
	}
	return reflect.ValueOf(erased)
}
