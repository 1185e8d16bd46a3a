package plan

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Batch is a field whose resolver takes all parents of a level. Its field context belongs to none of them: it has the field and
// its arguments, and no path. Directives run once for all parents and receive a nil object.
type Batch[P, T any] struct {
	Arguments  Arguments
	Directives Directives
	// Call returns the values of all parents, in their order.
	Call func(ctx context.Context, fc *graphql.FieldContext, parents []P) ([]T, error)
	// Count returns the number of objects or list elements in a value; nil for single scalars, which are not metered.
	Count func(value T) int
	// Collect collects what is selected of a value; nil for scalars and enums.
	Collect func(r *Run, f *Field, value T)

	field   *Field
	ctx     context.Context
	parents []P
	// paths holds the paths of the parents; nil unless fields below need them.
	paths [][]step
	// results and err are what Call returned. failed is set if Call was not called or did not return.
	results []T
	err     error
	failed  *failure
}

// pendingBatch is a batch field with parents whose resolver was not called yet.
type pendingBatch interface {
	// call calls the resolver. It is safe to call from any goroutine.
	call(r *Run, join Join)
	// settle stores the values and collects what is selected of them.
	settle(r *Run)
}

// Add adds a parent to a batch field. resolver is called for the first parent only.
func Add[P, T any](r *Run, f *Field, parent P, resolver func() Batch[P, T]) {
	batch, ok := r.slots[f.slot].(*Batch[P, T])
	if !ok {
		batch = new(resolver())
		batch.field, batch.ctx = f, r.ctx
		r.slots[f.slot] = batch
		r.level = append(r.level, batch)
	}
	batch.parents = append(batch.parents, parent)
	if f.needsPath {
		batch.paths = append(batch.paths, append([]step(nil), r.path...))
	}
}

// call calls the resolver for all parents.
func (b *Batch[P, T]) call(r *Run, join Join) {
	fc := newFieldContext(b.field, nil)
	resolver := Resolver[[]T]{
		Arguments: b.Arguments, Directives: b.Directives,
		Call: func(ctx context.Context, fc *graphql.FieldContext) ([]T, error) {
			var results []T
			results, b.err = b.Call(ctx, fc, b.parents)
			return results, nil
		},
	}
	if err := b.ctx.Err(); err != nil {
		b.failed = failed(err)
		return
	}
	b.results, b.failed = resolver.resolve(join(b.ctx), r, b.field, fc, nil)
}

// settle stores the value or the failure of each parent and collects what is selected of the values.
func (b *Batch[P, T]) settle(r *Run) {
	slot := &stored[T]{values: make([]T, 0, len(b.parents))}
	r.slots[b.field.slot], r.ctx = slot, b.ctx
	errs := b.errors()
	for i := range b.parents {
		var value T
		fail := b.failed
		switch {
		case fail != nil:
		case errs != nil && errs[i] != nil:
			fail = &failure{err: errs[i]}
		case b.err != nil && errs == nil:
			fail = &failure{err: b.err}
		default:
			value = b.results[i]
			if r.meter != nil && b.Count != nil {
				fail = r.charge(b.field, b.Count(value))
			}
		}
		slot.add(value, fail)
		if fail == nil && b.field.hasStored {
			if b.paths != nil {
				r.path = append(r.path[:0], b.paths[i]...)
			}
			b.Collect(r, b.field, value)
		}
	}
}

// errors returns the error of each parent; nil if the resolver returned one error for all. All parents fail if the number of
// values or errors differs from the number of parents.
func (b *Batch[P, T]) errors() []error {
	if b.failed != nil {
		return nil
	}
	batchErrors, isBatch := any(b.err).(graphql.BatchErrors)
	if b.err != nil && !isBatch {
		return nil
	}
	name := b.field.Object + "." + b.field.Collected.Name
	if len(b.results) != len(b.parents) {
		b.failed = &failure{err: fmt.Errorf("batch resolver %s returned %d results for %d parents", name, len(b.results), len(b.parents))}
		return nil
	}
	if !isBatch {
		return nil
	}
	errs := batchErrors.Errors()
	if len(errs) != len(b.parents) {
		b.failed = &failure{err: fmt.Errorf("batch resolver %s returned %d errors for %d parents", name, len(errs), len(b.parents))}
		return nil
	}
	return errs
}

// levels calls the pending batch fields, level by level, until none is left.
func (r *Run) levels() {
	for len(r.level) > 0 {
		level := r.level
		r.level = nil
		if len(level) == 1 {
			level[0].call(r, alone)
		} else {
			calls := make([]func(join Join), len(level))
			for i, batch := range level {
				calls[i] = func(join Join) { batch.call(r, join) }
			}
			r.options.Level(r.ctx, calls)
		}
		for _, batch := range level {
			batch.settle(r)
		}
	}
}

// argumentFailure returns the failure of a field whose arguments could not be read, with the path in the arguments.
func argumentFailure(fc *graphql.FieldContext, err error) *failure {
	fail := &failure{err: err, inArguments: true}
	if located, ok := errors.AsType[*gqlerror.Error](err); ok {
		if depth := len(fc.Path()); len(located.Path) > depth {
			fail.argument = append(ast.Path{}, located.Path[depth:]...)
		}
	}
	return fail
}
