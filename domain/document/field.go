package document

// Field is a field of an update: left out, set to null, or given a value.
type Field[T any] struct {
	// Given is false for a field that was left out and keeps its value.
	Given bool
	// Value is nil for null.
	Value *T
}

// Of returns a field that is given a value.
func Of[T any](value T) Field[T] { return Field[T]{Given: true, Value: &value} }
