package api

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
	"accessgraph/graph/plan"
)

func executionOf(ctx context.Context, operation ast.Operation, answerBytes int) *execution {
	return &execution{
		operation: &ast.OperationDefinition{Operation: operation}, meter: cost.NewMeter(&cost.Commands{}, 100, func() {}), budget: &budget{maximum: answerBytes},
		clientLeft: ctx.Err, idsOf: func(any) []string { return nil },
	}
}

func rootField() *plan.Field {
	return &plan.Field{Path: "a", Info: plan.FieldInfo{IsResolver: true}, Collected: graphql.CollectedField{Field: &ast.Field{
		Alias: "a", Name: "a", Definition: &ast.FieldDefinition{Type: ast.NamedType("String", nil)},
	}}}
}

func TestExecution_Wrote_BeyondTheBudget(t *testing.T) {
	query := executionOf(t.Context(), ast.Query, 10)
	require.NoError(t, query.Wrote(t.Context(), 9))
	var problem *fault.Error
	require.ErrorAs(t, query.Wrote(t.Context(), 3), &problem)
	require.Equal(t, "The request exceeds the limit answerBytes: 12, and at most 10 is allowed.", problem.First().Message())
	require.ErrorAs(t, query.budget.failure(), &problem, "a query fails as a whole")
}

func TestExecution_Wrote_BeyondTheBudgetOfAMutation(t *testing.T) {
	mutation := executionOf(t.Context(), ast.Mutation, 10)
	_, err := mutation.Begin(t.Context(), rootField())
	require.NoError(t, err)
	require.NoError(t, mutation.Wrote(t.Context(), 4))
	_, err = mutation.Begin(t.Context(), rootField())
	require.NoError(t, err)
	require.Error(t, mutation.Wrote(t.Context(), 7))
	require.EqualValues(t, 4, mutation.budget.used.Load(), "the second root field gives back what it took")
	require.NoError(t, mutation.budget.failure())
}

func TestExecution_Wrote_WhenTheOperationMustEnd(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	query := executionOf(ctx, ast.Query, 10<<20)
	require.NoError(t, query.Wrote(ctx, 1))
	cancel(errors.New("the client left"))
	require.ErrorIs(t, query.Wrote(ctx, 1), context.Canceled)
	require.ErrorIs(t, query.budget.failure(), context.Canceled)
}

// TestExecution_Begin_ClientLeft holds that a resolver is not called any more, neither of a query nor of a mutation's next
// root field.
func TestExecution_Begin_ClientLeft(t *testing.T) {
	left, cancel := context.WithCancel(t.Context())
	cancel()
	for _, operation := range []ast.Operation{ast.Query, ast.Mutation} {
		_, err := executionOf(left, operation, 10).Begin(left, rootField())
		require.ErrorIs(t, err, context.Canceled, operation)
	}
	_, err := executionOf(left, ast.Mutation, 10).Begin(t.Context(), rootField())
	require.ErrorIs(t, err, context.Canceled, "a mutation goes on without its client, but begins nothing more")
}
