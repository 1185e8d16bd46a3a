package plan

import (
	"context"
	"io"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Value is the value of a root field.
type Value interface {
	// failure returns the failure of the field; nil if it has a value.
	failure() *failure
	// collect collects what is selected of the value.
	collect(r *Run)
	// write writes the value.
	write(r *Run) bool
	// any returns the value for the meter.
	any() any
}

// rootValue is the value of a root field.
type rootValue[T any] struct {
	value     T
	fail      *failure
	field     *Field
	collector func(r *Run, f *Field, value T)
	writer    func(r *Run, f *Field, value T) bool
}

// ResolveRoot resolves a root field. collect is nil for scalars and enums.
func ResolveRoot[T any](
	ctx context.Context, r *Run, f *Field, resolver Resolver[T],
	collect func(r *Run, f *Field, value T), write func(r *Run, f *Field, value T) bool,
) Value {
	value, fail := resolver.resolve(ctx, r, f, newFieldContext(f, r.root), nil)
	return &rootValue[T]{value: value, fail: fail, field: f, collector: collect, writer: write}
}

func (v *rootValue[T]) failure() *failure { return v.fail }

func (v *rootValue[T]) any() any { return v.value }

func (v *rootValue[T]) collect(r *Run) {
	if v.field.hasStored {
		v.collector(r, v.field, v.value)
	}
}

func (v *rootValue[T]) write(r *Run) bool { return v.writer(r, v.field, v.value) }

// root is a root field during execution. It is its own marshaler: middleware of root fields, such as a byte budget, calls MarshalGQL
// when the response is written.
type root struct {
	run      *Run
	field    *Field
	executor Executor
	value    Value
	// ctx is the context from the middleware of root fields. It is also used for all fields below.
	ctx context.Context
	// isNull is set when the field was written as null.
	isNull bool
}

// resolve resolves the field within the middleware of root fields. then returns the marshaler to pass to the middleware. resolve is
// safe to call from any goroutine.
func (o *root) resolve(join Join, then func() graphql.Marshaler) (value graphql.Marshaler) {
	ctx := o.run.base
	if o.field.Number == TypeName {
		return o
	}
	defer func() {
		if panicking := recover(); panicking != nil {
			o.value = &rootValue[any]{fail: o.run.panicked(ctx, panicking), field: o.field}
			value = graphql.Null
		}
	}()
	ctx = graphql.WithRootFieldContext(ctx, &graphql.RootFieldContext{Object: o.field.Collected.Name, Field: o.field.Collected})
	return o.run.operation.RootResolverMiddleware(ctx, func(ctx context.Context) graphql.Marshaler {
		o.ctx = ctx
		o.value = o.executor.PlanRoot(join(ctx), o.run, o.field)
		if o.run.meter != nil && o.value.failure() == nil {
			o.run.meter.Returned(o.field, o.value.any())
		}
		return then()
	})
}

// marshaler returns the marshaler of a root field of a query, which is written with the other fields.
func (o *root) marshaler() graphql.Marshaler {
	if o.value.failure() != nil {
		return graphql.Null
	}
	return o
}

// finish collects and writes a root field of a mutation before the next one begins.
func (o *root) finish() (value graphql.Marshaler) {
	run := o.run
	start := len(run.buf)
	defer func() {
		switch panicking := recover().(type) {
		case nil:
		case stopped:
			run.cut(start)
			run.path = append(run.path[:0], step{field: o.field})
			run.report(&failure{err: panicking.err})
			o.isNull, value = true, graphql.Null
		default:
			panic(panicking)
		}
	}()
	run.collectRoot(o)
	run.levels()
	run.path = append(run.path[:0], step{field: o.field})
	o.write()
	if run.meter != nil {
		run.meterWritten()
	}
	text := string(run.buf[start:])
	run.buf, run.metered = run.buf[:start], start
	if o.isNull {
		return graphql.Null
	}
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, text) })
}

// MarshalGQL writes the field.
func (o *root) MarshalGQL(w io.Writer) {
	run := o.run
	start := len(run.buf)
	o.write()
	if o.isNull {
		run.buf = append(run.buf, "null"...)
	}
	if w == io.Writer(run) {
		return
	}
	text := run.buf[start:]
	run.buf = run.buf[:start]
	_, _ = w.Write(text)
}

// write appends the value of the field, if there is one.
func (o *root) write() {
	if o.field.Number == TypeName {
		return
	}
	if fail := o.value.failure(); fail != nil {
		o.run.report(fail)
		o.isNull = true
		return
	}
	o.run.ctx = o.ctx
	o.isNull = !o.value.write(o.run)
}

// resolveAll resolves the root fields of a query concurrently, and then the fields below them, level by level.
func (r *Run) resolveAll(roots []root, values []graphql.Marshaler) {
	var calls []func(join Join)
	for i := range roots {
		call := func(join Join) { values[i] = roots[i].resolve(join, roots[i].marshaler) }
		if roots[i].field.Info.IsResolver {
			calls = append(calls, call)
		} else {
			call(alone)
		}
	}
	switch len(calls) {
	case 0:
	case 1:
		calls[0](alone)
	default:
		r.options.Level(r.ctx, calls)
	}
	for i := range roots {
		r.collectRoot(&roots[i])
	}
	r.levels()
}

// collectRoot collects what is selected of a root field.
func (r *Run) collectRoot(o *root) {
	if o.value == nil || o.value.failure() != nil {
		return
	}
	r.path, r.ctx = append(r.path[:0], step{field: o.field}), o.ctx
	o.value.collect(r)
}

// writeRoots writes the response.
func (r *Run) writeRoots(roots []root, values []graphql.Marshaler) {
	defer func() {
		switch panicking := recover().(type) {
		case nil:
		case stopped:
			r.buf = append(r.buf[:0], "null"...)
		default:
			panic(panicking)
		}
	}()
	if r.operation.Operation.Operation == ast.Mutation {
		r.meter = nil // it was called for each root field
	}
	r.path = r.path[:0]
	start, isValid := r.Open(), true
	for i := range roots {
		field := roots[i].field
		r.Key(field)
		if value := roots[i].value; value != nil && value.failure() != nil && !roots[i].isNull {
			roots[i].isNull = true
			r.report(value.failure())
		}
		values[i].MarshalGQL(r)
		isNull := values[i] == graphql.Null || roots[i].isNull
		isValid = isValid && !(field.nonNull && isNull)
	}
	if !r.End(start, isValid, '}') {
		r.buf = append(r.buf, "null"...)
	}
	if r.meter != nil {
		r.meterWritten()
	}
}
