package idempotency

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"

	"accessgraph/domain/document"
)

// Outcome is what can be kept of a mutation's result, by field: the ID of a document, or the JSON of another value.
type Outcome map[string]string

// whole stands for the field, where a result is a document and not a struct with fields.
const whole = "result"

// keptTag marks a field that is kept by its value: `outcome:"kept"`. A field that is neither a document nor marked, such
// as a secret that is shown once, is not kept, and zero in a repeat.
const (
	keptTag   = "outcome"
	keptValue = "kept"
)

// OutcomeOf takes a result apart: a document, or a struct whose exported fields are documents and marked values. The
// error says that it is something else.
func OutcomeOf(result any) (Outcome, error) {
	kept := Outcome{}
	if object, ok := result.(document.Document); ok {
		kept[whole] = object.Meta().ID
		return kept, nil
	}
	value := reflect.ValueOf(result)
	if value.Kind() != reflect.Struct {
		return nil, fmt.Errorf("the outcome of a mutation cannot be kept when it is a %T", result)
	}
	for at := range value.NumField() {
		if err := kept.add(value.Type().Field(at), value.Field(at)); err != nil {
			return nil, err
		}
	}
	return kept, nil
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

func isDocument(of reflect.Type) bool { return of.Implements(reflect.TypeFor[document.Document]()) }

// Restore puts a result together again, with the documents as they are now. It returns document.ErrAbsent when one of
// them is gone.
func Restore[T any](ctx context.Context, kept Outcome, objects Objects, companyID string) (T, error) {
	var result T
	into := reflect.ValueOf(&result).Elem()
	if isDocument(into.Type()) {
		return result, read(ctx, objects, companyID, kept[whole], into)
	}
	if into.Kind() != reflect.Struct {
		return result, fmt.Errorf("no outcome of a mutation is a %s", into.Type())
	}
	for at := range into.NumField() {
		field := into.Type().Field(at)
		text, found := kept[field.Name]
		if !found {
			continue
		}
		var err error
		if isDocument(field.Type) {
			err = read(ctx, objects, companyID, text, into.Field(at))
		} else {
			err = json.Unmarshal([]byte(text), into.Field(at).Addr().Interface())
		}
		if err != nil {
			return result, fmt.Errorf("restoring %s of an outcome: %w", field.Name, err)
		}
	}
	return result, nil
}

func read(ctx context.Context, objects Objects, companyID, documentID string, into reflect.Value) error {
	found, err := objects.Object(ctx, companyID, documentID)
	if err != nil {
		return err
	}
	value := reflect.ValueOf(found)
	if !value.Type().AssignableTo(into.Type()) {
		return fmt.Errorf("%s is a %T and no %s", documentID, found, into.Type())
	}
	into.Set(value)
	return nil
}
