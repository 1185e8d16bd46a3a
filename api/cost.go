package api

import (
	"context"
	"reflect"
	"strings"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/cost"
)

// What an operation costs is charged while it is executed, for what it gets: see docs/limits.md. Here the fields of the
// answer are charged; package cost has the prices of the store, which charges for what is read.
const (
	// fieldPrice is charged for each field of each object in the answer.
	fieldPrice = cost.Point
	// nameBytesPerPoint makes long response names cost what it takes to write them.
	nameBytesPerPoint = 32
	// listedScalarPrice is charged for each entry of a list of scalars.
	listedScalarPrice = cost.Point / 10
	// spreadPrice is charged for each fragment that is spread, for every object that it is spread on.
	spreadPrice = cost.Point / 10
	// introspectionDiscount divides the price of fields of the schema itself, which ask no store and are small. The usual
	// introspection of this schema costs about 3,000 points.
	introspectionDiscount = 5
)

// metering charges the fields of one operation to its meter.
type metering struct {
	meter    *cost.Meter
	mutation bool
	// clientLeft returns an error once the client has left. A mutation that has begun goes on all the same.
	clientLeft func() error
	// idsOf returns the IDs of the objects in a mutation's payload.
	idsOf func(payload any) []string

	mutex sync.Mutex
	// prices holds what one object costs with its selection, by the field that selects it.
	prices map[*ast.Field]cost.Units
	// changed holds the IDs of the objects that a mutation's root fields answered with, by response name.
	changed map[string][]string
	// stopped holds the response names of a mutation's root fields within which a field was not answered for its cost.
	stopped map[string]bool
}

func newMetering(
	meter *cost.Meter, operation *ast.OperationDefinition, clientLeft func() error, idsOf func(payload any) []string,
) *metering {
	return &metering{
		meter: meter, clientLeft: clientLeft, idsOf: idsOf, mutation: operation.Operation == ast.Mutation,
		prices: map[*ast.Field]cost.Units{}, changed: map[string][]string{}, stopped: map[string]bool{},
	}
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

// chargeField charges a field for the objects, or the scalars of a list, that it answers with, and stops a field of an
// operation that has exceeded its limit or its deadline. A single scalar was paid for with its object.
func chargeField(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	if !field.IsResolver && len(field.Field.Selections) == 0 && field.Field.Definition.Type.Elem == nil {
		return next(ctx)
	}
	metering := meteringOf(ctx)
	if metering == nil {
		return next(ctx)
	}
	root := isRoot(field)
	if err := metering.mayGoOn(ctx, root); err != nil {
		metering.stop(field, root)
		return nil, err
	}
	tab := metering.tab(field, root)
	if field.IsResolver {
		ctx = tab.Into(ctx)
	}
	value, err := next(ctx)
	if err != nil || value == nil {
		return value, err
	}
	if root && metering.mutation {
		metering.note(field.Field.Alias, value)
	}
	if err := tab.Charge(metering.price(field, value)); err != nil {
		metering.stop(field, root)
		return nil, err
	}
	return value, nil
}

// isRoot reports whether a field is one of Query or Mutation, whose own context is the outermost.
func isRoot(field *graphql.FieldContext) bool {
	return field.Parent == nil || field.Parent.Parent == nil
}

// mayGoOn returns why a field must not be answered any more. A mutation's own field that has begun is finished, and so is what
// is selected of it, whether or not the client is there; one that has not begun is not carried out.
func (m *metering) mayGoOn(ctx context.Context, root bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if root && m.mutation {
		if err := m.clientLeft(); err != nil {
			return err
		}
	}
	if m.meter.Exceeded() {
		return m.meter.Err()
	}
	return nil
}

// tab returns the tab of a field. The root fields of a mutation must finish: they write.
func (m *metering) tab(field *graphql.FieldContext, root bool) *cost.Tab {
	return m.meter.Tab(field.Field.Field, func() string { return fieldPath(field) }, root && m.mutation)
}

// fieldPath returns the path of a field in the answer, without the indices of lists.
func fieldPath(field *graphql.FieldContext) string {
	var names []string
	for _, element := range field.Path() {
		if name, ok := element.(ast.PathName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}

// price returns what a field costs that answers with this value.
func (m *metering) price(field *graphql.FieldContext, value any) cost.Units {
	entries := 1
	switch list := reflect.ValueOf(value); list.Kind() {
	case reflect.Slice:
		entries = list.Len()
	case reflect.Pointer, reflect.Interface, reflect.Map:
		if list.IsNil() {
			return 0
		}
	default:
	}
	if len(field.Field.Selections) == 0 {
		if field.Field.Definition.Type.Elem == nil {
			return 0
		}
		return cost.Units(entries) * listedScalarPrice
	}
	return cost.Units(entries) * m.objectPrice(field.Field)
}

// objectPrice returns what one object costs with what a field selects of it.
func (m *metering) objectPrice(field graphql.CollectedField) cost.Units {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	price, ok := m.prices[field.Field]
	if !ok {
		price = selectionPrice(field.Selections, map[string]bool{})
		if strings.HasPrefix(field.Definition.Type.Name(), "__") {
			price /= introspectionDiscount
		}
		m.prices[field.Field] = price
	}
	return price
}

// selectionPrice returns what the fields of a selection cost for one object: those that every object has, and of fragments
// on types, of which an object has one, the dearest.
func selectionPrice(selections ast.SelectionSet, spread map[string]bool) cost.Units {
	var every, dearest cost.Units
	byType := map[string]cost.Units{}
	add := func(definition *ast.Definition, condition string, inner ast.SelectionSet) {
		price := selectionPrice(inner, spread)
		if definition == nil || definition.Name == condition || condition == "" {
			every += price
			return
		}
		byType[condition] += price
		dearest = max(dearest, byType[condition])
	}
	for _, selection := range selections {
		switch selection := selection.(type) {
		case *ast.Field:
			every += fieldPrice + cost.Units(len(selection.Alias)/nameBytesPerPoint)*cost.Point
		case *ast.InlineFragment:
			add(selection.ObjectDefinition, selection.TypeCondition, selection.SelectionSet)
		case *ast.FragmentSpread:
			every += spreadPrice
			if !spread[selection.Name] {
				spread[selection.Name] = true
				add(selection.ObjectDefinition, selection.Definition.TypeCondition, selection.Definition.SelectionSet)
			}
		}
	}
	return every + dearest
}

// note keeps the IDs of the objects that a mutation's root field answers with, for a client that cannot be told more.
func (m *metering) note(responseName string, payload any) {
	ids := m.idsOf(payload)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.changed[responseName] = ids
}

// stop notes that a field within a root field of a mutation was not answered.
func (m *metering) stop(field *graphql.FieldContext, root bool) {
	if !m.mutation || root {
		return
	}
	name, _ := field.Path()[0].(ast.PathName)
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.stopped[string(name)] = true
}

// stoppedWithin returns LIMIT_EXCEEDED when a field within a root field of a mutation was not answered for its cost.
func (m *metering) stoppedWithin(responseName string) error {
	m.mutex.Lock()
	stopped := m.stopped[responseName]
	m.mutex.Unlock()
	if stopped && m.meter.Exceeded() {
		return m.meter.Err()
	}
	return nil
}

// changedBy returns the IDs that a root field of a mutation answered with.
func (m *metering) changedBy(responseName string) []string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.changed[responseName]
}
