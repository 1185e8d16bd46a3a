package plan_test

import (
	"context"
	"errors"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/actor"
	"accessgraph/graph/generated"
	"accessgraph/graph/plan"
	"accessgraph/graph/plan/internal/differ"
	"accessgraph/graph/plan/internal/fake"
	"accessgraph/graph/plan/internal/product"
	"accessgraph/graph/workarounds"
)

type scopesKey struct{}

// productDirectives require scopes. The context has the scopes of a caller as bits of a number.
func productDirectives() generated.DirectiveRoot {
	return generated.DirectiveRoot{
		Authenticated: func(ctx context.Context, _ any, next graphql.Resolver) (any, error) { return next(ctx) },
		Public:        func(ctx context.Context, _ any, next graphql.Resolver, _ bool) (any, error) { return next(ctx) },
		RequiresScope: func(ctx context.Context, _ any, next graphql.Resolver, scope actor.Scope) (any, error) {
			scopes, _ := ctx.Value(scopesKey{}).(uint64)
			if scopes>>(len(scope)%8)&1 == 0 {
				return nil, errors.New(graphql.GetFieldContext(ctx).Object + " needs " + string(scope))
			}
			return next(ctx)
		},
	}
}

// newProduct returns the product's schema with random values and both executors.
func newProduct(options plan.Options) (*executors, *fake.Maker) {
	maker := &fake.Maker{Implementors: product.Implementors()}
	config := generated.Config{Resolvers: product.Root{Maker: maker}, Directives: productDirectives()}
	config.Schema = workarounds.Served(generated.NewExecutableSchema(config).Schema())
	planned := generated.NewPlannedSchema(config, options)
	theirs := differ.NewExecutor(generated.NewExecutableSchema(config))
	theirs.AroundFields(differ.Introspect)
	return &executors{
		write: differ.Writer(config.Schema), ours: differ.NewExecutor(planned), theirs: theirs, schema: planned,
		prepare: func(seed uint64) context.Context {
			maker.Seed = seed
			return context.WithValue(context.Background(), scopesKey{}, seed|seed>>3|seed>>7)
		},
	}, maker
}

func TestExecutors_RandomOperationsOfProduct(t *testing.T) {
	pair, maker := newProduct(plan.Options{})
	maker.Fails = true
	pair.compareMany(t, operations())
}
