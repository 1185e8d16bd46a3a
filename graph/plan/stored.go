package plan

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// Arguments is a function that gqlgen generates to read the arguments of a field.
type Arguments func(ctx context.Context, raw map[string]any) (map[string]any, error)

// Directives runs the directives that the schema declares on a field around its resolver.
type Directives func(ctx context.Context, object any, next graphql.Resolver) (any, error)

// Resolver has the functions of generated code that resolve a field of type T. Only Call is required.
type Resolver[T any] struct {
	Arguments  Arguments
	Directives Directives
	// Call resolves the field. ctx carries fc as well.
	Call func(ctx context.Context, fc *graphql.FieldContext) (T, error)
	// Count returns the number of objects or list elements in a value; nil for single scalars, which are not metered.
	Count func(value T) int
}

// stored holds the values of a field in the order of the response.
type stored[T any] struct {
	values []T
	// failures holds the failures by the index of the missing value.
	failures map[int]*failure
	next     int
}

func (s *stored[T]) add(value T, fail *failure) {
	if fail != nil {
		if s.failures == nil {
			s.failures = map[int]*failure{}
		}
		s.failures[len(s.values)] = fail
	}
	s.values = append(s.values, value)
}

func slotOf[T any](r *Run, f *Field) *stored[T] {
	slot, ok := r.slots[f.slot].(*stored[T])
	if !ok {
		slot = &stored[T]{}
		r.slots[f.slot] = slot
	}
	return slot
}

// Store stores the value of a field without a resolver that has stored fields below it. It reports whether to collect them.
func Store[T any](r *Run, f *Field, value T, count int) bool {
	fail := r.begin(f)
	if fail == nil {
		fail = r.charge(f, count)
	}
	slotOf[T](r, f).add(value, fail)
	return fail == nil
}

// StoreTried is like Store, for a value that a method returns. It also returns the value.
func StoreTried[T any](r *Run, f *Field, get func() (T, error), count func(value T) int) (T, bool) {
	fail := r.begin(f)
	var value T
	if fail == nil {
		value, fail = try(r, get)
	}
	if fail == nil {
		fail = r.charge(f, count(value))
	}
	slotOf[T](r, f).add(value, fail)
	return value, fail == nil
}

// Resolve resolves a field of one object and stores its value. It reports whether to collect the fields below.
func Resolve[T any](r *Run, f *Field, object any, resolver Resolver[T]) (T, bool) {
	value, fail := resolver.resolve(r.ctx, r, f, r.fieldContext(), object)
	slotOf[T](r, f).add(value, fail)
	return value, fail == nil
}

// Stored returns the next value of a stored field. It adds the failure of a missing value to the errors of the response.
func Stored[T any](r *Run, f *Field) (T, bool) {
	slot := slotOf[T](r, f)
	value, fail := slot.values[slot.next], slot.failures[slot.next]
	slot.next++
	return value, r.passes(fail)
}

// try calls a function that may panic.
func try[T any](r *Run, get func() (T, error)) (value T, fail *failure) {
	defer func() {
		if panicking := recover(); panicking != nil {
			fail = r.panicked(withField(r.ctx, r.fieldContext()), panicking)
		}
	}()
	value, err := get()
	if err != nil {
		fail = &failure{err: err, isLocated: true}
	}
	return value, fail
}

// Try returns the value that a method returns. It adds the failure of a missing value to the errors of the response.
func Try[T any](r *Run, get func() (T, error)) (T, bool) {
	value, fail := try(r, get)
	return value, r.passes(fail)
}

// resolve reads the arguments of a field, runs its directives and calls its resolver. It is safe to call from any goroutine.
func (v *Resolver[T]) resolve(ctx context.Context, r *Run, f *Field, fc *graphql.FieldContext, object any) (value T, fail *failure) {
	ctx = withField(ctx, fc)
	defer func() {
		if panicking := recover(); panicking != nil {
			fail = r.panicked(ctx, panicking)
		}
	}()
	if v.Arguments != nil {
		if fail := readArguments(ctx, r, f, fc, v.Arguments); fail != nil {
			return value, fail
		}
	}
	if r.meter != nil && (f.Info.IsResolver || v.Count != nil) {
		var err error
		if ctx, err = r.meter.Begin(ctx, f); err != nil {
			return value, failed(err)
		}
	}
	if v.Directives == nil {
		var err error
		if value, err = v.Call(ctx, fc); err != nil {
			return value, failed(err)
		}
	} else if value, fail = v.directed(ctx, fc, object); fail != nil {
		return value, fail
	}
	if r.meter != nil && v.Count != nil {
		return value, r.charge(f, v.Count(value))
	}
	return value, nil
}

// directed calls the resolver within the directives of the field.
func (v *Resolver[T]) directed(ctx context.Context, fc *graphql.FieldContext, object any) (value T, fail *failure) {
	result, err := v.Directives(ctx, object, func(ctx context.Context) (any, error) { return v.Call(ctx, fc) })
	if err != nil {
		return value, failed(err)
	}
	if result == nil {
		return value, &failure{isNull: true}
	}
	value, ok := result.(T)
	if !ok {
		return value, &failure{err: fmt.Errorf("unexpected type %T from directive chain, should be %T", result, value)}
	}
	return value, nil
}

// readArguments reads the arguments of a field into fc, which ctx carries.
func readArguments(ctx context.Context, r *Run, f *Field, fc *graphql.FieldContext, read Arguments) (fail *failure) {
	defer func() {
		if panicking := recover(); panicking != nil {
			fail = r.panicked(ctx, panicking)
			fail.inArguments = true
		}
	}()
	arguments, err := read(ctx, f.rawArguments(r.operation.Variables))
	if err != nil {
		return argumentFailure(fc, err)
	}
	fc.Args = arguments
	return nil
}
