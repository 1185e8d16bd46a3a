package api

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
	"accessgraph/graph/plan"
	"accessgraph/graph/workarounds"
)

// metering charges one operation for the fields that are executed, and ends it when it exceeds a limit. It is the plan.Meter
// of the operation.
type metering struct {
	meter     *cost.Meter
	budget    *budget
	variables map[string]any
	mutation  bool
	// clientLeft returns an error once the client has left. A mutation that has begun goes on all the same.
	clientLeft func() error
	// idsOf returns the IDs of the objects in a mutation's payload.
	idsOf func(payload any) []string
	// taken is the number of bytes taken out of the budget for the current root field of a mutation.
	taken int

	mutex sync.Mutex
	// changed holds the IDs of the objects that a mutation's root fields returned, by response name.
	changed map[string][]string
	// stopped holds the response names of a mutation's root fields within which a field was not executed for its cost.
	stopped map[string]bool
}

type meteringKey struct{}

func (m *metering) into(ctx context.Context) context.Context {
	return context.WithValue(ctx, meteringKey{}, m)
}

// meteringOf returns the metering of the operation; nil outside of one.
func meteringOf(ctx context.Context) *metering {
	metering, _ := ctx.Value(meteringKey{}).(*metering)
	return metering
}

// Meter returns the meter of an operation that is executed by query plans; nil outside of an operation of the API.
func Meter(ctx context.Context) plan.Meter {
	metering := meteringOf(ctx)
	if metering == nil {
		return nil
	}
	metering.variables = graphql.GetOperationContext(ctx).Variables
	return metering
}

// Begin returns why a field must not be executed, or the context that the store charges its reads by.
func (m *metering) Begin(ctx context.Context, field *plan.Field) (context.Context, error) {
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
		ctx = m.tab(field).Into(ctx)
	}
	return ctx, nil
}

// mayGoOn returns why a field must not be executed. A root field of a mutation that has begun is finished, and so is what
// is selected of it, whether or not the client is there; one that has not begun is not carried out.
func (m *metering) mayGoOn(ctx context.Context, isRoot bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if isRoot && m.mutation {
		if err := m.clientLeft(); err != nil {
			return err
		}
	}
	if m.meter.Exceeded() {
		return m.meter.Err()
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

func mustNotBeNull(path string) error {
	const wrong = "must not be null"
	return fault.New(fault.TypeDefinitionNotValid, path+" "+wrong).With(path, wrong).Err()
}

// Charge charges the objects, or the list entries, that a field returned.
func (m *metering) Charge(field *plan.Field, count int) error {
	if err := m.tab(field).Charge(cost.Units(count) * cost.Units(field.Price)); err != nil {
		m.stopWithin(field)
		return err
	}
	return nil
}

// Returned notes the IDs of what a root field of a mutation returned, for a client that cannot be told more.
func (m *metering) Returned(field *plan.Field, value any) {
	if !m.mutation {
		return
	}
	ids := m.idsOf(value)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.changed == nil {
		m.changed = map[string][]string{}
	}
	m.changed[field.Collected.Alias] = ids
}

// Wrote takes what was written out of the budget. It returns why no more may be written: a query ends there, and a root field
// of a mutation gives back what it took.
func (m *metering) Wrote(ctx context.Context, size int) error {
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

// tab returns the tab of a field. The root fields of a mutation must finish: they write.
func (m *metering) tab(field *plan.Field) *cost.Tab {
	return m.meter.Tab(field, field.Path, field.Parent == nil && m.mutation)
}

// stopWithin notes that a field within a root field of a mutation was not executed.
func (m *metering) stopWithin(field *plan.Field) {
	if !m.mutation || field.Parent == nil {
		return
	}
	root := field
	for root.Parent != nil {
		root = root.Parent
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.stopped == nil {
		m.stopped = map[string]bool{}
	}
	m.stopped[root.Collected.Alias] = true
}

// wholeOrNull returns null, with an error, for a root field of a mutation within which a field was not executed for its cost.
func wholeOrNull(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	value, metering := next(ctx), meteringOf(ctx)
	if metering == nil || !metering.mutation {
		return value
	}
	root := graphql.GetRootFieldContext(ctx).Field
	if err := metering.stoppedWithin(root.Alias); err != nil {
		graphql.AddError(graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: root, Args: map[string]any{}}), err)
		return graphql.Null
	}
	return value
}

// stoppedWithin returns LIMIT_EXCEEDED if a field within a root field of a mutation was not executed for its cost.
func (m *metering) stoppedWithin(responseName string) error {
	m.mutex.Lock()
	stopped := m.stopped[responseName]
	m.mutex.Unlock()
	if stopped && m.meter.Exceeded() {
		return m.meter.Err()
	}
	return nil
}

// changedBy returns the IDs that a root field of a mutation returned.
func (m *metering) changedBy(responseName string) []string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.changed[responseName]
}
