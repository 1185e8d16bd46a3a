package api

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/cost"
	"accessgraph/graph/plan"
	"accessgraph/graph/workarounds"
)

// Meter returns the meter of the operation that a context belongs to; nil outside of one.
func Meter(ctx context.Context) plan.Meter {
	run := infoOf(ctx).execution
	if run == nil {
		return nil
	}
	run.variables = graphql.GetOperationContext(ctx).Variables
	return run
}

// Begin returns why a field must not be executed, or the context that the store charges its reads by.
func (e *execution) Begin(ctx context.Context, field *plan.Field) (context.Context, error) {
	isRoot := field.Parent == nil
	if isRoot && e.isMutation() {
		e.taken = 0
	}
	if err := e.mayGoOn(ctx, isRoot); err != nil {
		e.stopWithin(field)
		return ctx, err
	}
	if path, isNull := workarounds.NullArgument(field.Collected.Field, e.variables); isNull {
		return ctx, mustNotBeNull(ctx, path)
	}
	if field.Info.IsResolver {
		ctx = cost.Into(ctx, e.tab(field))
	}
	return ctx, nil
}

// mayGoOn returns why a field must not be executed. A root field of a mutation that has begun is finished, and so is what
// is selected of it, whether or not the client is there; one that has not begun is not carried out.
func (e *execution) mayGoOn(ctx context.Context, isRoot bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if isRoot && e.isMutation() {
		if err := e.clientLeft(); err != nil {
			return err
		}
	}
	if e.meter.Exceeded() {
		return e.meter.Err()
	}
	return nil
}

// nullArgument returns the path of the current field's argument that is null and must not be, and whether there is one: a
// variable that is null passes validation where its default value, or the argument's, would do.
func nullArgument(ctx context.Context) (string, bool) {
	field := graphql.GetFieldContext(ctx)
	if field == nil || field.Field.Field == nil {
		return "", false
	}
	return workarounds.NullArgument(field.Field.Field, graphql.GetOperationContext(ctx).Variables)
}

func mustNotBeNull(ctx context.Context, path string) error {
	return typeMismatchAt(rootDefinition(ctx), path, "must not be null").Err()
}

// Charge charges the objects, or the list entries, that a field returned.
func (e *execution) Charge(field *plan.Field, count int) error {
	if err := e.tab(field).Charge(cost.Units(count) * cost.Units(field.Price)); err != nil {
		e.stopWithin(field)
		return err
	}
	return nil
}

// Returned notes the IDs of what a root field of a mutation returned, for a client that cannot be told more.
func (e *execution) Returned(field *plan.Field, value any) {
	if !e.isMutation() {
		return
	}
	ids := e.idsOf(value)
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.changed == nil {
		e.changed = map[string][]string{}
	}
	e.changed[field.Collected.Alias] = ids
}

// Wrote takes what was written out of the budget. It returns why no more may be written: a query ends there, and a root field
// of a mutation gives back what it took.
func (e *execution) Wrote(ctx context.Context, size int) error {
	e.taken += size
	var err error
	if !e.budget.take(size) {
		err = e.budget.err()
	} else if err = ctx.Err(); err == nil {
		return nil
	}
	if e.isMutation() {
		e.budget.giveBack(e.taken)
	} else {
		e.budget.cut.Store(&err)
	}
	return err
}

// tab returns the tab of a field. The root fields of a mutation must finish: they write.
func (e *execution) tab(field *plan.Field) *cost.Tab {
	return e.meter.Tab(field, field.Path, field.Parent == nil && e.isMutation())
}

// stopWithin notes that a field within a root field of a mutation was not executed.
func (e *execution) stopWithin(field *plan.Field) {
	if !e.isMutation() || field.Parent == nil {
		return
	}
	root := field
	for root.Parent != nil {
		root = root.Parent
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.stopped == nil {
		e.stopped = map[string]bool{}
	}
	e.stopped[root.Collected.Alias] = true
}

// stoppedWithin returns LIMIT_EXCEEDED if a field within a root field of a mutation was not executed for its cost.
func (e *execution) stoppedWithin(responseName string) error {
	e.mutex.Lock()
	stopped := e.stopped[responseName]
	e.mutex.Unlock()
	if stopped && e.meter.Exceeded() {
		return e.meter.Err()
	}
	return nil
}

// changedBy returns the IDs that a root field of a mutation returned.
func (e *execution) changedBy(responseName string) []string {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.changed[responseName]
}
