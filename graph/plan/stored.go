package plan

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// Arguments is a function that gqlgen generates to read the arguments of a field.
type Arguments func(ctx context.Context, raw map[string]any) (map[string]any, error)

// Directives runs the directives that the schema declares on a field around the resolver of an object.
type Directives func(ctx context.Context, object any, next graphql.Resolver) (any, error)

// Resolver is how generated code resolves a field whose value is a T. Only Call is required.
type Resolver[T any] struct {
	Arguments  Arguments
	Directives Directives
	// Call resolves the field. The context is that of the field, too.
	Call func(ctx context.Context, fc *graphql.FieldContext) (T, error)
	// Count returns how many objects or list elements a value has; nil for single scalars, which nobody measures.
	Count func(value T) int
}

// stored holds the values of a field in the order of the response.
type stored[T any] struct {
	values []T
	// failures holds those of the values that are none, by their index.
	failures map[int]*failure
	next     int
}

func (s *stored[T]) add(value T, why *failure) {
	if why != nil {
		if s.failures == nil {
			s.failures = map[int]*failure{}
		}
		s.failures[len(s.values)] = why
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

// Keep stores the value of a field that needs no resolver, and leads to fields that do. It reports whether to go on into it.
func Keep[T any](r *Run, f *Field, value T, count int) bool {
	why := r.begin(f)
	if why == nil {
		why = r.charge(f, count)
	}
	slotOf[T](r, f).add(value, why)
	return why == nil
}

// KeepTried stores what a method returns that leads to fields with resolvers.
func KeepTried[T any](r *Run, f *Field, get func() (T, error), count func(value T) int) (T, bool) {
	why := r.begin(f)
	var value T
	if why == nil {
		value, why = try(r, get)
	}
	if why == nil {
		why = r.charge(f, count(value))
	}
	slotOf[T](r, f).add(value, why)
	return value, why == nil
}

// Resolve resolves a field of one object and stores its value. It reports whether to go on into it.
func Resolve[T any](r *Run, f *Field, object any, resolver Resolver[T]) (T, bool) {
	value, why := resolver.resolve(r.ctx, r, f, r.fieldContext(), object)
	slotOf[T](r, f).add(value, why)
	return value, why == nil
}

// Stored returns the next value of a stored field, and reports whether it has one; why not is in the response then.
func Stored[T any](r *Run, f *Field) (T, bool) {
	slot := slotOf[T](r, f)
	value, why := slot.values[slot.next], slot.failures[slot.next]
	slot.next++
	return value, r.passes(why)
}

// try calls a function that may panic.
func try[T any](r *Run, get func() (T, error)) (value T, why *failure) {
	defer func() {
		if panicking := recover(); panicking != nil {
			why = r.panicked(withField(r.ctx, r.fieldContext()), panicking)
		}
	}()
	value, err := get()
	if err != nil {
		why = &failure{err: err, isLocated: true}
	}
	return value, why
}

// Try returns what a method returns, and reports whether it returned a value; why not is in the response then.
func Try[T any](r *Run, get func() (T, error)) (T, bool) {
	value, why := try(r, get)
	return value, r.passes(why)
}

// resolve reads the arguments of a field, runs its directives and calls its resolver. It may be called from any goroutine.
func (v *Resolver[T]) resolve(ctx context.Context, r *Run, f *Field, fc *graphql.FieldContext, object any) (value T, why *failure) {
	ctx = withField(ctx, fc)
	defer func() {
		if panicking := recover(); panicking != nil {
			why = r.panicked(ctx, panicking)
		}
	}()
	if v.Arguments != nil {
		if why := readArguments(ctx, r, f, fc, v.Arguments); why != nil {
			return value, why
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
	} else if value, why = v.directed(ctx, fc, object); why != nil {
		return value, why
	}
	if r.meter != nil && v.Count != nil {
		return value, r.charge(f, v.Count(value))
	}
	return value, nil
}

// directed calls the resolver within the directives of the field.
func (v *Resolver[T]) directed(ctx context.Context, fc *graphql.FieldContext, object any) (value T, why *failure) {
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

// readArguments reads the arguments of a field into its context. The context is that of the field, too.
func readArguments(ctx context.Context, r *Run, f *Field, fc *graphql.FieldContext, read Arguments) (why *failure) {
	defer func() {
		if panicking := recover(); panicking != nil {
			why = r.panicked(ctx, panicking)
			why.inArguments = true
		}
	}()
	arguments, err := read(ctx, f.rawArguments(r.operation.Variables))
	if err != nil {
		return argumentFailure(fc, err)
	}
	fc.Args = arguments
	return nil
}
