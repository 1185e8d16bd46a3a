package plan_test

import (
	"context"
	"flag"
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

// planOperations is the number of random operations. 4,000 reach each statement of the executor that 20,000 reach.
var planOperations = flag.Uint64("plan.operations", 4_000, "how many random operations both executors execute, at most 1,000 with the race detector")

// operations returns the number of random operations to execute: fewer with the race detector.
func operations() uint64 {
	if hasRaceDetector {
		return min(*planOperations, 1_000)
	}
	return *planOperations
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
