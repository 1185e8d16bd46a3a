package inputs

// Field is a field of an update: it is absent, null, or has a value. The zero value is an absent field.
type Field[T any] struct {
	// IsSet is false for an absent field, which leaves the object as it is.
	IsSet bool
	// Value is nil for null.
	Value *T
}

// Of returns a field with a value.
func Of[T any](value T) Field[T] { return Field[T]{IsSet: true, Value: &value} }

// IsNull reports whether the field is set to null.
func (f Field[T]) IsNull() bool { return f.IsSet && f.Value == nil }

// Apply calls set with the value of a field that cannot be null: null is reported as a problem of the path. An absent field
// is ignored.
func (f Field[T]) Apply(fields *Fields, path string, set func(value T)) {
	switch {
	case !f.IsSet:
	case f.Value == nil:
		fields.Reject(path, mustNotBeNull)
	default:
		set(*f.Value)
	}
}

// ApplyNullable calls set with the value of the field, which is nil for null. An absent field is ignored.
func (f Field[T]) ApplyNullable(set func(value *T)) {
	if f.IsSet {
		set(f.Value)
	}
}
