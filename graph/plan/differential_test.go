package plan_test

import (
	"context"
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

// pair is one schema with two executors.
type pair struct {
	write        func(seed uint64) differ.Operation
	ours, theirs *executor.Executor
	schema       *plan.Schema
	keeper       *keeper.Keeper
	valid, all   int
}

func newPair() *pair {
	keeper := &keeper.Keeper{}
	config := keeper.Config()
	config.Schema = workarounds.Served(generated.NewExecutableSchema(config).Schema())
	planned := generated.NewPlannedSchema(config, plan.Options{})
	theirs := differ.NewExecutor(generated.NewExecutableSchema(config))
	theirs.AroundFields(workarounds.Introspect)
	return &pair{
		write: differ.Writer(config.Schema), ours: differ.NewExecutor(planned), theirs: theirs, schema: planned, keeper: keeper,
	}
}

// compare executes the operation of a seed by both executors.
func (p *pair) compare(t *testing.T, seed uint64) {
	t.Helper()
	operation := p.write(seed)
	p.all++
	document, err := differ.Parse(p.schema.Schema(), operation)
	if err != nil {
		return
	}
	p.valid++
	p.keeper.Seed = zoo.Seed(seed)
	ctx := zoo.WithTags(context.Background(), []string{"any", "dog", "box", "boss"}[seed%4:]...)
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

func TestExecutors_RandomOperations(t *testing.T) {
	pair := newPair()
	for seed := range uint64(20_000) {
		pair.compare(t, seed)
	}
	t.Logf("%d of %d operations are valid", pair.valid, pair.all)
	require.Greater(t, 10*pair.valid, 6*pair.all)
}
