package plan

import (
	"context"
	"errors"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Batch is a field whose resolver takes the parents of a whole level. Its context belongs to none of them: it has the field,
// its arguments and no path. Directives run once for all parents, and are given no object.
type Batch[P, T any] struct {
	Arguments  Arguments
	Directives Directives
	// Call returns the values of all parents, in their order.
	Call func(ctx context.Context, fc *graphql.FieldContext, parents []P) ([]T, error)
	// Count returns how many objects or list elements a value has; nil for single scalars, which nobody measures.
	Count func(value T) int
	// Collect goes on into a value; nil for scalars and enums.
	Collect func(r *Run, f *Field, value T)

	field   *Field
	ctx     context.Context
	parents []P
	// paths holds the paths of the parents if fields below need them.
	paths [][]step
	// results holds what Call returned, and why it did not.
	results []T
	err     error
	failed  *failure
}

// caller is a batch field that has parents.
type caller interface {
	// call calls the resolver. It may be called from any goroutine.
	call(r *Run, join Join)
	// settle stores the values and goes on into them.
	settle(r *Run)
}

// Add adds a parent to a batch field. The resolver is taken from the first one.
func Add[P, T any](r *Run, f *Field, parent P, resolver func() Batch[P, T]) {
	batch, ok := r.slots[f.slot].(*Batch[P, T])
	if !ok {
		made := resolver()
		batch = &made
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

// settle stores the value, or the failure, of each parent.
func (b *Batch[P, T]) settle(r *Run) {
	slot := &stored[T]{values: make([]T, 0, len(b.parents))}
	r.slots[b.field.slot], r.ctx = slot, b.ctx
	errs := b.errors()
	for i := range b.parents {
		var value T
		why := b.failed
		switch {
		case why != nil:
		case errs != nil && errs[i] != nil:
			why = &failure{err: errs[i]}
		case b.err != nil && errs == nil:
			why = &failure{err: b.err}
		default:
			value = b.results[i]
			if r.meter != nil && b.Count != nil {
				why = r.charge(b.field, b.Count(value))
			}
		}
		slot.add(value, why)
		if why == nil && b.field.leads {
			if b.paths != nil {
				r.path = append(r.path[:0], b.paths[i]...)
			}
			b.Collect(r, b.field, value)
		}
	}
}

// errors returns the errors of the parents, if the resolver returned them apart. It fails all parents if the resolver did
// not return as many values, or as many errors, as there are parents.
func (b *Batch[P, T]) errors() []error {
	if b.failed != nil {
		return nil
	}
	apart, isApart := any(b.err).(graphql.BatchErrors)
	if b.err != nil && !isApart {
		return nil
	}
	name := b.field.Object + "." + b.field.Collected.Name
	if len(b.results) != len(b.parents) {
		b.failed = &failure{err: fmt.Errorf("batch resolver %s returned %d results for %d parents", name, len(b.results), len(b.parents))}
		return nil
	}
	if !isApart {
		return nil
	}
	errs := apart.Errors()
	if len(errs) != len(b.parents) {
		b.failed = &failure{err: fmt.Errorf("batch resolver %s returned %d errors for %d parents", name, len(errs), len(b.parents))}
		return nil
	}
	return errs
}

// levels calls the batch fields that have parents until none is left, level by level.
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

// argumentFailure returns the failure of arguments that could not be read, with the path within them.
func argumentFailure(fc *graphql.FieldContext, err error) *failure {
	why := &failure{err: err, inArguments: true}
	if located, ok := errors.AsType[*gqlerror.Error](err); ok {
		if around := len(fc.Path()); len(located.Path) > around {
			why.argument = append(ast.Path{}, located.Path[around:]...)
		}
	}
	return why
}
