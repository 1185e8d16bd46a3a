package plan_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/graph/plan"
	"accessgraph/graph/plan/internal/differ"
	"accessgraph/graph/plan/internal/zoo"
)

// moody ends fields before and after they are resolved, by their paths, counts and a seed.
type moody struct{ seed zoo.Seed }

func (m moody) begin(path string) error {
	if m.seed.Then(path).Rarely("begin", 25) {
		return errors.New(path + " may not begin")
	}
	return nil
}

func (m moody) charge(path string, count int) error {
	if count > 0 && m.seed.Then(path).Then(count).Rarely("charge", 25) {
		return errors.New(path + " is too dear")
	}
	return nil
}

type moodyKey struct{}

func (m moody) Begin(ctx context.Context, f *plan.Field) (context.Context, error) {
	return ctx, m.begin(f.Path)
}
func (m moody) Charge(f *plan.Field, count int) error { return m.charge(f.Path, count) }
func (m moody) Returned(*plan.Field, any)             {}
func (m moody) Wrote(context.Context, int) error      { return nil }

// around does for gqlgen's executor what a meter does for query plans.
func around(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	isList := field.Field.Definition.Type.Elem != nil
	if !field.IsResolver && len(field.Field.Selections) == 0 && !isList {
		return next(ctx)
	}
	m, _ := ctx.Value(moodyKey{}).(moody)
	var names []string
	for _, element := range field.Path() {
		if name, ok := element.(ast.PathName); ok {
			names = append(names, string(name))
		}
	}
	path := strings.Join(names, ".")
	if err := m.begin(path); err != nil {
		return nil, err
	}
	value, err := next(ctx)
	if err != nil || len(field.Field.Selections) == 0 && !isList || graphql.GetFieldErrors(ctx, field) != nil {
		return value, err
	}
	if err := m.charge(path, countOf(value)); err != nil {
		return nil, err
	}
	return value, nil
}

func countOf(value any) int {
	switch reflected := reflect.ValueOf(value); reflected.Kind() {
	case reflect.Invalid:
		return 0
	case reflect.Slice:
		return reflected.Len()
	case reflect.Pointer, reflect.Interface:
		return plan.One(!reflected.IsNil())
	default:
		return 1
	}
}

func TestMeter_EndsFieldsWhereMiddlewareDoes(t *testing.T) {
	pair, _ := newZoo(plan.Options{Meter: func(ctx context.Context) plan.Meter {
		m, _ := ctx.Value(moodyKey{}).(moody)
		return m
	}})
	pair.theirs.AroundFields(around)
	prepare := pair.prepare
	pair.prepare = func(seed uint64) context.Context {
		return context.WithValue(prepare(seed), moodyKey{}, moody{zoo.Seed(seed)})
	}
	pair.compareMany(t, operations()/4)
}

// ledger writes down what a meter is told.
type ledger struct {
	mutex    sync.Mutex
	begun    []string
	charged  map[string]int
	returned map[string]any
	written  int
	// most is how many bytes may be written; all of them if it is 0.
	most int
}

func (l *ledger) Begin(ctx context.Context, f *plan.Field) (context.Context, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.begun = append(l.begun, f.Path)
	return ctx, nil
}

func (l *ledger) Charge(f *plan.Field, count int) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.charged[f.Path] += count
	return nil
}

func (l *ledger) Returned(f *plan.Field, value any) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.returned[f.Path] = value
}

func (l *ledger) Wrote(_ context.Context, size int) error {
	l.written += size
	if l.most > 0 && l.written > l.most {
		return errors.New("the response is too large")
	}
	return nil
}

func newLedger() *ledger { return &ledger{charged: map[string]int{}, returned: map[string]any{}} }

func TestMeter_IsToldOfEveryObject(t *testing.T) {
	told := newLedger()
	house := newHousehold(people(3)...)
	house.person = func(_ context.Context, people []*zoo.Person) ([]*zoo.Person, error) {
		return append(people[:2:2], nil), nil
	}
	pair := house.pair(plan.Options{Meter: func(context.Context) plan.Meter { return told }})
	response := pair.run(t, 0, `{ things { ... on Person { boss { name } age } } }`)
	require.Empty(t, response.Errors)
	require.Equal(t, []string{"things", "things.boss"}, told.begun)
	require.Equal(t, map[string]int{"things": 3, "things.boss": 2}, told.charged)
	require.Contains(t, told.returned, "things")
	require.Equal(t, len(response.Data), told.written)
}

func TestMeter_EndsAQueryThatIsTooLarge(t *testing.T) {
	told := newLedger()
	told.most = 10_000
	pair, keeper := newZoo(plan.Options{Meter: func(context.Context) plan.Meter { return told }})
	keeper.Calm = true
	response := pair.run(t, largeSeed, largeQuery)
	requireData(t, response, "null")
	require.Less(t, told.written, 3*told.most)
}

func TestMeter_EndsARootFieldOfAMutationThatIsTooLarge(t *testing.T) {
	told := newLedger()
	told.most = 10_000
	pair, keeper := newZoo(plan.Options{Meter: func(context.Context) plan.Meter { return told }})
	keeper.Calm = true
	response := pair.run(t, largeSeed, `mutation { a: throw(id: "1") { weight } b: throw(id: "1") `+strings.TrimPrefix(largeQuery, "{ sureRock")+``)
	require.Contains(t, string(response.Data), `"b":null`)
	require.Equal(t, "input: b the response is too large\n", response.Errors.Error())
	require.Less(t, told.written, told.most)
}

// A query with a large response.
const largeSeed = 5

var largeQuery = `{ sureRock { ` + strings.Repeat(`id `, 1) + strings.Join(aliases(1500), " ") + ` } }`

func aliases(n int) []string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = "thisIsAnAliasOfThirtyCharacters" + strings.Repeat("x", i%10) + string(rune('a'+i/150)) + strings.Repeat("y", i/10%15) + ": id"
	}
	return texts
}

// run executes a query of the caller who has all tags by plans alone.
func (p *pair) run(t *testing.T, seed uint64, query string) *graphql.Response {
	t.Helper()
	return p.runWith(t, zoo.WithTags(p.prepare(seed), "any", "dog", "box", "boss"), differ.Operation{Text: query})
}

func (p *pair) runWith(t *testing.T, ctx context.Context, operation differ.Operation) *graphql.Response {
	t.Helper()
	document, err := differ.Parse(p.schema.Schema(), operation)
	require.NoError(t, err)
	response, err := differ.Execute(ctx, p.ours, document, operation)
	require.NoError(t, err)
	return response
}
