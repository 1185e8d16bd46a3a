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

// randomMeter fails fields before and after they are resolved, by a seed, their paths and counts.
type randomMeter struct{ seed zoo.Seed }

func (m randomMeter) begin(path string) error {
	if m.seed.Then(path).Rarely("begin", 25) {
		return errors.New(path + " may not begin")
	}
	return nil
}

func (m randomMeter) charge(path string, count int) error {
	if count > 0 && m.seed.Then(path).Then(count).Rarely("charge", 25) {
		return errors.New(path + " is too dear")
	}
	return nil
}

type meterKey struct{}

func (m randomMeter) Begin(ctx context.Context, f *plan.Field) (context.Context, error) {
	return ctx, m.begin(f.Path)
}
func (m randomMeter) Charge(f *plan.Field, count int) error { return m.charge(f.Path, count) }
func (m randomMeter) Returned(*plan.Field, any)             {}
func (m randomMeter) Wrote(context.Context, int) error      { return nil }

// meterMiddleware calls a meter of the context for gqlgen's executor.
func meterMiddleware(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx)
	isList := field.Field.Definition.Type.Elem != nil
	if !field.IsResolver && len(field.Field.Selections) == 0 && !isList {
		return next(ctx)
	}
	m, _ := ctx.Value(meterKey{}).(randomMeter)
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

func TestMeter_EquivalentToMiddleware(t *testing.T) {
	pair, _ := newZoo(plan.Options{Meter: func(ctx context.Context) plan.Meter {
		m, _ := ctx.Value(meterKey{}).(randomMeter)
		return m
	}})
	pair.theirs.AroundFields(meterMiddleware)
	prepare := pair.prepare
	pair.prepare = func(seed uint64) context.Context {
		return context.WithValue(prepare(seed), meterKey{}, randomMeter{zoo.Seed(seed)})
	}
	pair.compareMany(t, operations()/4)
}

// recorder is a meter that records its calls.
type recorder struct {
	mutex    sync.Mutex
	begun    []string
	charged  map[string]int
	returned map[string]any
	written  int
	// limit is the most bytes that may be written; 0 means no limit.
	limit int
}

func (r *recorder) Begin(ctx context.Context, f *plan.Field) (context.Context, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.begun = append(r.begun, f.Path)
	return ctx, nil
}

func (r *recorder) Charge(f *plan.Field, count int) error {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.charged[f.Path] += count
	return nil
}

func (r *recorder) Returned(f *plan.Field, value any) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.returned[f.Path] = value
}

func (r *recorder) Wrote(_ context.Context, size int) error {
	r.written += size
	if r.limit > 0 && r.written > r.limit {
		return errors.New("the response is too large")
	}
	return nil
}

func newRecorder() *recorder { return &recorder{charged: map[string]int{}, returned: map[string]any{}} }

func TestMeter_Calls(t *testing.T) {
	meter := newRecorder()
	house := newHousehold(people(3)...)
	house.person = func(_ context.Context, people []*zoo.Person) ([]*zoo.Person, error) {
		return append(people[:2:2], nil), nil
	}
	pair := house.pair(plan.Options{Meter: func(context.Context) plan.Meter { return meter }})
	response := pair.run(t, 0, `{ things { ... on Person { boss { name } age } } }`)
	require.Empty(t, response.Errors)
	require.Equal(t, []string{"things", "things.boss"}, meter.begun)
	require.Equal(t, map[string]int{"things": 3, "things.boss": 2}, meter.charged)
	require.Contains(t, meter.returned, "things")
	require.Equal(t, len(response.Data), meter.written)
}

func TestMeter_QueryTooLarge(t *testing.T) {
	meter := newRecorder()
	meter.limit = 10_000
	pair, keeper := newZoo(plan.Options{Meter: func(context.Context) plan.Meter { return meter }})
	keeper.Calm = true
	response := pair.run(t, largeSeed, largeQuery)
	requireData(t, response, "null")
	require.Less(t, meter.written, 3*meter.limit)
}

func TestMeter_MutationTooLarge(t *testing.T) {
	meter := newRecorder()
	meter.limit = 10_000
	pair, keeper := newZoo(plan.Options{Meter: func(context.Context) plan.Meter { return meter }})
	keeper.Calm = true
	response := pair.run(t, largeSeed, `mutation { a: throw(id: "1") { weight } b: throw(id: "1") `+strings.TrimPrefix(largeQuery, "{ sureRock")+``)
	require.Contains(t, string(response.Data), `"b":null`)
	require.Equal(t, "input: b the response is too large\n", response.Errors.Error())
	require.Less(t, meter.written, meter.limit)
}

// largeQuery has a large response for largeSeed.
const largeSeed = 5

var largeQuery = `{ sureRock { ` + strings.Repeat(`id `, 1) + strings.Join(aliases(1500), " ") + ` } }`

func aliases(n int) []string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = "thisIsAnAliasOfThirtyCharacters" + strings.Repeat("x", i%10) + string(rune('a'+i/150)) + strings.Repeat("y", i/10%15) + ": id"
	}
	return texts
}

// run executes a query by a query plan, for a caller with all tags.
func (p *executors) run(t *testing.T, seed uint64, query string) *graphql.Response {
	t.Helper()
	return p.runWith(t, zoo.WithTags(p.prepare(seed), "any", "dog", "box", "boss"), differ.Operation{Text: query})
}

func (p *executors) runWith(t *testing.T, ctx context.Context, operation differ.Operation) *graphql.Response {
	t.Helper()
	document, err := differ.Parse(p.schema.Schema(), operation)
	require.NoError(t, err)
	response, err := differ.Execute(ctx, p.ours, document, operation)
	require.NoError(t, err)
	return response
}
