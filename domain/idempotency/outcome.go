package idempotency

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"accessgraph/domain/document"
)

// Outcome is the stored result of a mutation, by field: the ID of a document, or the JSON of another value.
type Outcome map[string]string

// documentKey is the key of a result that is a document itself, and not a struct with fields.
const documentKey = "result"

// keptTag marks a field whose value is stored: `outcome:"kept"`. A field that is neither a document nor marked, such as a secret that
// is shown once, is not stored, and zero in a replay.
const (
	keptTag   = "outcome"
	keptValue = "kept"
)

// OutcomeOf returns the outcome of a result, which must be a document, or a struct whose exported fields are documents or have the tag
// `outcome:"kept"`.
func OutcomeOf(result any) (Outcome, error) {
	outcome := Outcome{}
	if object, ok := result.(document.Document); ok {
		outcome[documentKey] = object.Meta().ID
		return outcome, nil
	}
	value := reflect.ValueOf(result)
	if value.Kind() != reflect.Struct {
		return nil, fmt.Errorf("the outcome of a mutation cannot be kept when it is a %T", result)
	}
	for i := range value.NumField() {
		if err := outcome.add(value.Type().Field(i), value.Field(i)); err != nil {
			return nil, err
		}
	}
	return outcome, nil
}

func (o Outcome) add(field reflect.StructField, value reflect.Value) error {
	switch {
	case !field.IsExported():
	case isDocument(field.Type):
		if object, ok := value.Interface().(document.Document); ok && !value.IsNil() {
			o[field.Name] = object.Meta().ID
		}
	case field.Tag.Get(keptTag) == keptValue:
		text, err := json.Marshal(value.Interface())
		if err != nil {
			return fmt.Errorf("keeping %s of an outcome: %w", field.Name, err)
		}
		o[field.Name] = string(text)
	}
	return nil
}

func isDocument(t reflect.Type) bool { return t.Implements(reflect.TypeFor[document.Document]()) }

// Restore returns the result of an outcome, with the current state of its documents. It returns document.ErrAbsent if one of them is
// gone.
func Restore[T any](ctx context.Context, outcome Outcome, objects Objects, companyID string) (T, error) {
	var result T
	into := reflect.ValueOf(&result).Elem()
	if isDocument(into.Type()) {
		return result, read(ctx, objects, companyID, outcome[documentKey], into)
	}
	if into.Kind() != reflect.Struct {
		return result, fmt.Errorf("no outcome of a mutation is a %s", into.Type())
	}
	for i := range into.NumField() {
		field := into.Type().Field(i)
		text, ok := outcome[field.Name]
		if !ok {
			continue
		}
		var err error
		if isDocument(field.Type) {
			err = read(ctx, objects, companyID, text, into.Field(i))
		} else {
			err = json.Unmarshal([]byte(text), into.Field(i).Addr().Interface())
		}
		if err != nil {
			return result, fmt.Errorf("restoring %s of an outcome: %w", field.Name, err)
		}
	}
	return result, nil
}

func read(ctx context.Context, objects Objects, companyID, documentID string, into reflect.Value) error {
	doc, err := objects.Object(ctx, companyID, documentID)
	if err != nil {
		return err
	}
	value := reflect.ValueOf(doc)
	if !value.Type().AssignableTo(into.Type()) {
		return fmt.Errorf("%s is a %T and no %s", documentID, doc, into.Type())
	}
	into.Set(value)
	return nil
}
