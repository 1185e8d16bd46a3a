package plan_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/graph/plan"
	"accessgraph/graph/plan/internal/differ"
	"accessgraph/graph/plan/internal/zoo"
	"accessgraph/graph/plan/internal/zoo/generated"
	"accessgraph/graph/plan/internal/zoo/keeper"
)

// household is a zoo whose resolvers a test can set.
type household struct {
	*keeper.Keeper

	things func() ([]zoo.Thing, error)
	person func(ctx context.Context, people []*zoo.Person) ([]*zoo.Person, error)
	page   func(ctx context.Context) (*zoo.PersonConnection, error)
}

type householdQuery struct {
	generated.QueryResolver
	of *household
}

type householdPerson struct {
	generated.PersonResolver
	of *household
}

func (h *household) Query() generated.QueryResolver { return householdQuery{h.Keeper.Query(), h} }

func (h *household) Person() generated.PersonResolver { return householdPerson{h.Keeper.Person(), h} }

func (q householdQuery) Things(context.Context, *int, []zoo.Color) ([]zoo.Thing, error) {
	return q.of.things()
}

func (p householdPerson) Boss(ctx context.Context, people []*zoo.Person) ([]*zoo.Person, error) {
	return p.of.person(ctx, people)
}

func (p householdPerson) Page(ctx context.Context, _ *zoo.Person, _ *int, _ *string) (*zoo.PersonConnection, error) {
	return p.of.page(ctx)
}

func newHousehold(things ...zoo.Thing) *household {
	return &household{Keeper: &keeper.Keeper{Calm: true}, things: func() ([]zoo.Thing, error) { return things, nil }}
}

// pair returns the household's schema with both executors.
func (h *household) pair(options plan.Options) *executors {
	config := h.Config()
	config.Resolvers = h
	planned := generated.NewPlannedSchema(config, options)
	return &executors{
		ours: differ.NewExecutor(planned), theirs: differ.NewExecutor(generated.NewExecutableSchema(config)), schema: planned,
		prepare: func(uint64) context.Context { return context.Background() },
	}
}

func people(n int) []zoo.Thing {
	list := make([]zoo.Thing, n)
	for i := range list {
		list[i] = &zoo.Person{Seed: zoo.Seed(i), ID: fmt.Sprint(i), Name: "n"}
	}
	return list
}

// nested selects fields with resolvers below objects, lists and lists of lists.
const nested = `{ people(wish: {name: "x"}) { boss { pets(first: 3) { ... on Cat { owner { boss { sureScore } } box { boxes { keeper { boss { id } } } }
	kittens { owner { id } sureFriend { owner { id } } } } ... on Dog { walker { id } bones { thrower { boss { name } } } } owner { id } } } } }`

// requireData compares the data of a response byte for byte.
func requireData(t *testing.T, response *graphql.Response, expected string) {
	t.Helper()
	require.Equal(t, expected, string(response.Data))
}

func TestBatch_OneCallForALevel(t *testing.T) {
	for seed := range uint64(50) {
		calls := map[string]int{}
		var mutex sync.Mutex
		pair, k := newZoo(plan.Options{})
		k.OnBatch = func(ctx context.Context, field string, parents int) {
			mutex.Lock()
			defer mutex.Unlock()
			require.Positive(t, parents)
			path := graphql.GetFieldContext(ctx)
			require.Equal(t, field, path.Object+"."+path.Field.Name)
			calls[fmt.Sprintf("%s %v", field, path.Field.Position)]++
		}
		pair.run(t, seed, nested)
		for field, times := range calls {
			require.Equal(t, 1, times, "%s of seed %d", field, seed)
		}
	}
}

func TestBatch_CallsOfALevelAreConcurrent(t *testing.T) {
	var levels []int
	house := newHousehold(people(2)...)
	house.person = func(_ context.Context, people []*zoo.Person) ([]*zoo.Person, error) { return people, nil }
	pair := house.pair(plan.Options{Level: func(_ context.Context, calls []func(join plan.Join)) {
		levels = append(levels, len(calls))
		for _, call := range calls {
			call(func(ctx context.Context) context.Context { return ctx })
		}
	}})
	pair.run(t, 0, `{ things { ... on Person { boss { boss { id } } b: boss { id } score pets(first: 1) { id } } } }`)
	require.Equal(t, []int{4}, levels)
}

func TestBatch_OneErrorForAllParents(t *testing.T) {
	shared := &gqlerror.Error{Message: "nobody answers"}
	house := newHousehold(people(2)...)
	house.person = func(context.Context, []*zoo.Person) ([]*zoo.Person, error) { return nil, shared }
	response := house.pair(plan.Options{}).run(t, 0, `{ things { ... on Person { boss { id } } } }`)
	requireData(t, response, `{"things":[{"boss":null},{"boss":null}]}`)
	require.Len(t, response.Errors, 2)
	require.Equal(t, "things[0].boss", response.Errors[0].Path.String())
	require.Equal(t, "things[1].boss", response.Errors[1].Path.String())
	require.Nil(t, shared.Path)
}

func TestBatch_Panic(t *testing.T) {
	house := newHousehold(people(2)...)
	house.person = func(context.Context, []*zoo.Person) ([]*zoo.Person, error) { panic("no") }
	response := house.pair(plan.Options{}).run(t, 0, `{ things { ... on Person { boss { id } id } } }`)
	requireData(t, response, `{"things":[{"boss":null,"id":"0"},{"boss":null,"id":"1"}]}`)
	require.Equal(t, `input: things[0].boss panic: no`+"\n"+`input: things[1].boss panic: no`+"\n", response.Errors.Error())
}

func TestBatch_WrongNumberOfResults(t *testing.T) {
	house := newHousehold(people(2)...)
	pair := house.pair(plan.Options{})
	for message, boss := range map[string]func(context.Context, []*zoo.Person) ([]*zoo.Person, error){
		"batch resolver Person.boss returned 1 results for 2 parents": func(context.Context, []*zoo.Person) ([]*zoo.Person, error) {
			return make([]*zoo.Person, 1), nil
		},
		"batch resolver Person.boss returned 1 errors for 2 parents": func(context.Context, []*zoo.Person) ([]*zoo.Person, error) {
			return make([]*zoo.Person, 2), graphql.BatchErrorList{errors.New("one")}
		},
	} {
		house.person = boss
		response := pair.run(t, 0, `{ things { ... on Person { boss { id } } } }`)
		require.Len(t, response.Errors, 2)
		require.Equal(t, message, response.Errors[0].Message)
	}
}

func TestBatch_CancelledContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	house := newHousehold()
	house.things = func() ([]zoo.Thing, error) {
		cancel()
		return people(1), nil
	}
	house.person = func(context.Context, []*zoo.Person) ([]*zoo.Person, error) {
		t.Error("the resolver was called")
		return make([]*zoo.Person, 1), nil
	}
	response := house.pair(plan.Options{}).runWith(t, ctx, differ.Operation{Text: `{ things { ... on Person { boss { id } id } } }`})
	requireData(t, response, `{"things":[{"boss":null,"id":"0"}]}`)
	require.ErrorIs(t, response.Errors[0], context.Canceled)
}

func TestPlan_SharedByCallers(t *testing.T) {
	house := newHousehold(people(1)...)
	house.person = func(_ context.Context, people []*zoo.Person) ([]*zoo.Person, error) { return people, nil }
	pair := house.pair(plan.Options{})
	operation := differ.Operation{Text: `query Q($weights: [Int!], $all: Boolean!) {
		things { ... on Person { id @include(if: $all) score(weights: $weights) restricted { id } } } }`}
	document, err := differ.Parse(pair.schema.Schema(), operation)
	require.NoError(t, err)
	execute := func(all bool, weight int, tags ...string) *graphql.Response {
		operation.Variables = map[string]any{"weights": []any{weight}, "all": all}
		response, err := differ.Execute(zoo.WithTags(t.Context(), tags...), pair.ours, document, operation)
		require.NoError(t, err)
		return response
	}
	boss, nobody := execute(true, 1, "boss"), execute(true, 1)
	require.Empty(t, boss.Errors)
	require.Len(t, nobody.Errors, 1)
	require.Equal(t, "Person.restricted needs boss", nobody.Errors[0].Message)
	require.Contains(t, string(nobody.Data), `"restricted":null`)
	require.NotEqual(t, string(boss.Data), string(execute(true, 2, "boss").Data))
	require.NotContains(t, string(execute(false, 1, "boss").Data), `{"things":[{"id"`)
	require.Equal(t, string(boss.Data), string(execute(true, 1, "boss").Data))
}

func TestPlan_ConcurrentUse(t *testing.T) {
	pair, k := newZoo(plan.Options{})
	k.Calm = true
	document, err := differ.Parse(pair.schema.Schema(), differ.Operation{Text: nested})
	require.NoError(t, err)
	ctx := pair.prepare(7)
	first, err := differ.Execute(ctx, pair.ours, document, differ.Operation{Text: nested})
	require.NoError(t, err)
	expected := string(first.Data)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				response, err := differ.Execute(ctx, pair.ours, document, differ.Operation{Text: nested})
				if err != nil || string(response.Data) != expected {
					t.Errorf("%v: %s", err, response.Data)
				}
				pair.schema.Release(response)
			}
		})
	}
	group.Wait()
}

func TestSchema_MarshalerErrors(t *testing.T) {
	empty, early := "", time.Unix(-1, 0)
	cat := &zoo.Cat{Base: &zoo.Base{ID: "1"}, Tag: &empty, SureTag: "panic", Tags: []string{"a", ""}, BornAt: &early}
	response := newHousehold(cat).pair(plan.Options{}).run(t, 0, `{ things { ... on Cat { id tag tags born } } }`)
	requireData(t, response, `{"things":[{"id":"1","tag":null,"tags":null,"born":null}]}`)
	require.Len(t, response.Errors, 2)
	require.Equal(t, "things[0].tags[1]", response.Errors[0].Path.String())
	require.Equal(t, "input: things[0].born before 1970", response.Errors[1].Error())
	response = newHousehold(cat).pair(plan.Options{}).run(t, 0, `{ things { ... on Cat { id sureTag } } }`)
	requireData(t, response, `{"things":null}`)
	require.Equal(t, "input: things[0].sureTag panic: panic of a tag\n", response.Errors.Error())
}

// unknownThing is not a type of the schema.
type unknownThing struct{}

func (unknownThing) IsThing() {}

func TestSchema_UnknownGoType(t *testing.T) {
	response := newHousehold(people(1)[0], unknownThing{}).pair(plan.Options{}).run(t, 0, `{ things { __typename } }`)
	requireData(t, response, `{"things":null}`)
	require.Equal(t, "input: things[1] panic: unexpected type plan_test.unknownThing for Thing\n", response.Errors.Error())
	response = newHousehold((*zoo.Person)(nil)).pair(plan.Options{}).run(t, 0, `{ things { __typename } }`)
	requireData(t, response, `{"things":null}`)
	require.Equal(t, "things[0]", response.Errors[0].Path.String())
}

func TestSchema_PathOfResolverBelowBatchField(t *testing.T) {
	house := newHousehold(people(2)...)
	house.person = func(_ context.Context, people []*zoo.Person) ([]*zoo.Person, error) { return people, nil }
	pair := house.pair(plan.Options{})
	house.page = func(ctx context.Context) (*zoo.PersonConnection, error) {
		graphql.AddErrorf(ctx, "this page")
		return &zoo.PersonConnection{}, nil
	}
	response := pair.run(t, 0, `{ things { ... on Person { boss { boss { page(first: 0) { edges { cursor } } } } } } }`)
	require.Equal(t, "input: things[0].boss.boss.page this page\ninput: things[1].boss.boss.page this page\n", response.Errors.Error())
}

func TestSchema_MutationFieldsAreSerial(t *testing.T) {
	var order []string
	pair, k := newZoo(plan.Options{})
	k.Calm = true
	k.OnBatch = func(context.Context, string, int) { order = append(order, "count") }
	pair.ours.AroundRootFields(func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		order = append(order, graphql.GetRootFieldContext(ctx).Field.Alias)
		return next(ctx)
	})
	for seed := range uint64(20) {
		order = nil
		response := pair.run(t, seed, `mutation { a: adopt(wish: {name: "a"}) { count } b: adopt(wish: {name: "a"}) { count } }`)
		if !strings.Contains(string(response.Data), "null") {
			require.Equal(t, []string{"a", "count", "b", "count"}, order)
			return
		}
	}
	t.Fatal("no seed has two adoptions")
}

func TestSchema_RootFieldMiddlewareResult(t *testing.T) {
	pair := newHousehold(people(1)...).pair(plan.Options{})
	pair.ours.AroundRootFields(func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		switch graphql.GetRootFieldContext(ctx).Field.Alias {
		case "none":
			return graphql.Null
		case "panics":
			panic("no")
		default:
			return next(ctx)
		}
	})
	response := pair.run(t, 0, `{ __typename none: things { __typename } panics: things { __typename } things { __typename } }`)
	requireData(t, response, `{"__typename":"Query","none":null,"panics":null,"things":[{"__typename":"Person"}]}`)
	require.Equal(t, "input: panics panic: no\n", response.Errors.Error())
}

type markKey struct{}

func TestSchema_RootFieldMiddlewareContext(t *testing.T) {
	house := newHousehold(people(1)...)
	var marks []any
	house.person = func(ctx context.Context, people []*zoo.Person) ([]*zoo.Person, error) {
		marks = append(marks, ctx.Value(markKey{}))
		return people, nil
	}
	pair := house.pair(plan.Options{Level: func(_ context.Context, calls []func(join plan.Join)) {
		for _, call := range calls {
			call(func(ctx context.Context) context.Context { return ctx })
		}
	}})
	pair.ours.AroundRootFields(func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		return next(context.WithValue(ctx, markKey{}, graphql.GetRootFieldContext(ctx).Field.Alias))
	})
	pair.run(t, 0, `{ a: things { ... on Person { boss { boss { id } } } } b: things { ... on Person { boss { id } } } }`)
	require.Equal(t, []any{"a", "b", "a"}, marks)
}

func TestSchema_MutationFieldContexts(t *testing.T) {
	pair, k := newZoo(plan.Options{})
	k.Calm = true
	pair.ours.AroundRootFields(func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		require.Nil(t, ctx.Value(markKey{}))
		return next(context.WithValue(ctx, markKey{}, true))
	})
	response := pair.run(t, 0, `mutation { a: throw(id: "1") { id } b: throw(id: "2") { id } }`)
	require.Empty(t, response.Errors)
}

func TestSchema_TooManyFields(t *testing.T) {
	query := `id`
	for range 18 {
		query = `mother { ` + query + ` }`
	}
	response := newHousehold().pair(plan.Options{}).run(t, 0, `{ animals { `+query+` } }`)
	require.Nil(t, response.Data)
	require.Equal(t, "input: the operation selects too many fields\n", response.Errors.Error())
}

// The limits catch new allocations for each field or object.
func TestSchema_Allocations(t *testing.T) {
	ours, _, planned := newStore(t)
	ctx := context.WithValue(t.Context(), scopesKey{}, ^uint64(0))
	for query, limit := range map[string]float64{byID: 60, pageOf50: 200} {
		operation := differ.Operation{Text: query}
		document, err := differ.Parse(planned.Schema(), operation)
		require.NoError(t, err)
		count := testing.AllocsPerRun(20, func() {
			response, err := differ.Execute(ctx, ours, document, operation)
			require.NoError(t, err)
			require.Empty(t, response.Errors)
			planned.Release(response)
		})
		require.LessOrEqual(t, count, limit, query)
	}
}

// The allocations of a batch field do not grow with its parents, except for the slices that hold them.
func TestBatch_Allocations(t *testing.T) {
	count := func(n int) float64 {
		house := newHousehold(people(n)...)
		house.person = func(_ context.Context, people []*zoo.Person) ([]*zoo.Person, error) { return people, nil }
		pair := house.pair(plan.Options{})
		operation := differ.Operation{Text: `{ things { ... on Person { id name age boss { id boss { name boss { id } } } } } }`}
		document, err := differ.Parse(pair.schema.Schema(), operation)
		require.NoError(t, err)
		return testing.AllocsPerRun(20, func() {
			response, err := differ.Execute(t.Context(), pair.ours, document, operation)
			require.NoError(t, err)
			pair.schema.Release(response)
		})
	}
	few, many := count(2), count(200)
	require.LessOrEqual(t, few, 110.0)
	require.LessOrEqual(t, many, few+40)
}
