// Package schema holds the inputs and the enums of the API, generated from its schema. Operations that genqlient generates for a
// program share them, if its genqlient.yaml binds this package.
package schema

import "encoding/json"

// Optional is a field of an input that can be left out. Its zero value is absent: the field is not sent, and an update leaves it as
// it is. Null is sent as null, which clears a field, or is refused for one that cannot be empty.
type Optional[T any] struct {
	value *T
	set   bool
}

// Value returns a field that is sent with a value, including a zero value such as an empty list.
func Value[T any](value T) Optional[T] { return Optional[T]{value: &value, set: true} }

// Null returns a field that is sent as null.
func Null[T any]() Optional[T] { return Optional[T]{set: true} }

// IsZero reports whether the field is absent. encoding/json then omits it.
func (o Optional[T]) IsZero() bool { return !o.set }

// Get returns the value, and whether there is one: it is false for null and for an absent field.
func (o Optional[T]) Get() (value T, ok bool) {
	if o.value == nil {
		return value, false
	}
	return *o.value, true
}

// MarshalJSON writes the value or null.
func (o Optional[T]) MarshalJSON() ([]byte, error) { return json.Marshal(o.value) }
