package plan_test

import (
	"context"
	"os"
	"strconv"
	"testing"

	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/stretchr/testify/require"

	"accessgraph/graph/plan"
	"accessgraph/graph/plan/internal/differ"
	"accessgraph/graph/plan/internal/zoo"
	"accessgraph/graph/plan/internal/zoo/generated"
	"accessgraph/graph/plan/internal/zoo/keeper"
	"accessgraph/graph/workarounds"
)

// executors is a schema with two executors: ours by query plans and theirs by gqlgen.
type executors struct {
	write        func(seed uint64) differ.Operation
	ours, theirs *executor.Executor
	schema       *plan.Schema
	// prepare sets the seed of the values that resolvers return, and returns the context of a caller.
	prepare    func(seed uint64) context.Context
	valid, all int
}

// newZoo returns the zoo with both executors.
func newZoo(options plan.Options) (*executors, *keeper.Keeper) {
	k := &keeper.Keeper{}
	config := k.Config()
	config.Schema = workarounds.Served(generated.NewExecutableSchema(config).Schema())
	planned := generated.NewPlannedSchema(config, options)
	theirs := differ.NewExecutor(generated.NewExecutableSchema(config))
	theirs.AroundFields(differ.Introspect)
	return &executors{
		write: differ.Writer(config.Schema), ours: differ.NewExecutor(planned), theirs: theirs, schema: planned,
		prepare: func(seed uint64) context.Context {
			k.Seed = zoo.Seed(seed)
			return zoo.WithTags(context.Background(), []string{"any", "dog", "box", "boss"}[seed%4:]...)
		},
	}, k
}

// compare executes the operation of a seed with both executors.
func (p *executors) compare(t *testing.T, seed uint64) {
	t.Helper()
	operation := p.write(seed)
	p.all++
	document, err := differ.Parse(p.schema.Schema(), operation)
	if err != nil {
		return
	}
	p.valid++
	ctx := p.prepare(seed)
	ours, ourErr := differ.Execute(ctx, p.ours, document, operation)
	theirs, theirErr := differ.Execute(ctx, p.theirs, document, operation)
	if ourErr != nil {
		require.Equal(t, theirErr, ourErr)
		return
	}
	if difference := differ.Difference(ours, theirs); difference != "" {
		t.Fatalf("seed %d: %s\n%v\n%s", seed, operation.Text, operation.Variables, difference)
	}
}

// compareMany executes operations with both executors.
func (p *executors) compareMany(t *testing.T, operations uint64) {
	t.Helper()
	for seed := range operations {
		p.compare(t, seed)
	}
	t.Logf("%d of %d operations are valid", p.valid, p.all)
	require.Greater(t, 10*p.valid, 9*p.all)
}

// operations returns the number of random operations to execute: PLAN_OPERATIONS if set, and fewer with the race detector.
func operations() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("PLAN_OPERATIONS"), 10, 64); err == nil {
		return n
	}
	if hasRaceDetector {
		return 1_000
	}
	return 20_000
}

func TestExecutors_RandomOperations(t *testing.T) {
	pair, _ := newZoo(plan.Options{})
	pair.compareMany(t, operations())
}

func FuzzExecutors(f *testing.F) {
	pair, _ := newZoo(plan.Options{})
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { pair.compare(t, seed) })
}
