package api

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/cost"
	"accessgraph/graph/plan"
	"accessgraph/graph/workarounds"
)

// Meter returns the meter that charges the fields of an operation that is executed by query plans, and ends it when it has
// exceeded a limit; nil outside of an operation of the API. It does what chargeField, watch and writeWithinBudget do for
// gqlgen's executor.
func Meter(ctx context.Context) plan.Meter {
	charged, budget := meteringOf(ctx), budgetOf(ctx)
	if charged == nil || budget == nil {
		return nil
	}
	budget.isMetered = true
	return &planMeter{metering: charged, budget: budget, variables: graphql.GetOperationContext(ctx).Variables}
}

// planMeter meters one execution of a plan.
type planMeter struct {
	*metering

	budget    *budget
	variables map[string]any
	// taken is how many bytes were taken out of the budget for the current root field of a mutation.
	taken int
}

// Begin returns why a field must not be executed, or the context that the store charges its reads by.
func (m *planMeter) Begin(ctx context.Context, field *plan.Field) (context.Context, error) {
	isRoot := field.Parent == nil
	if isRoot && m.mutation {
		m.taken = 0
	}
	if err := m.mayGoOn(ctx, isRoot); err != nil {
		m.stopWithin(field)
		return ctx, err
	}
	if path, isNull := workarounds.NullArgument(field.Collected.Field, m.variables); isNull {
		return ctx, mustNotBeNull(path)
	}
	if field.Info.IsResolver {
		ctx = m.fieldTab(field).Into(ctx)
	}
	return ctx, nil
}

// Charge charges the objects, or the list entries, that a field returned.
func (m *planMeter) Charge(field *plan.Field, count int) error {
	price := listedScalarPrice
	if len(field.Collected.Selections) > 0 {
		price = m.objectPrice(field.Collected)
	}
	if err := m.fieldTab(field).Charge(cost.Units(count) * price); err != nil {
		m.stopWithin(field)
		return err
	}
	return nil
}

// Returned notes what a root field of a mutation changed.
func (m *planMeter) Returned(field *plan.Field, value any) {
	if m.mutation {
		m.note(field.Collected.Alias, value)
	}
}

// Wrote takes what was written out of the budget. It returns why no more may be written: a query ends there, and a root field
// of a mutation gives back what it took.
func (m *planMeter) Wrote(ctx context.Context, size int) error {
	m.taken += size
	var err error
	if !m.budget.take(size) {
		err = m.budget.err()
	} else if err = ctx.Err(); err == nil {
		return nil
	}
	if m.mutation {
		m.budget.giveBack(m.taken)
	} else {
		m.budget.cut.Store(&err)
	}
	return err
}

// fieldTab returns the tab of a field. The root fields of a mutation must finish: they write.
func (m *planMeter) fieldTab(field *plan.Field) *cost.Tab {
	return m.meter.Tab(field, func() string { return field.Path }, field.Parent == nil && m.mutation)
}

// stopWithin notes that a field within a root field of a mutation was not executed.
func (m *planMeter) stopWithin(field *plan.Field) {
	if !m.mutation || field.Parent == nil {
		return
	}
	root := field
	for root.Parent != nil {
		root = root.Parent
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.stopped[root.Collected.Alias] = true
}
