package api

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

func TestBudgetWriter_DropsWhatLiesBeyondTheBudget(t *testing.T) {
	var text bytes.Buffer
	writer := &budgetWriter{mustEnd: t.Context().Err, to: &text, budget: &budget{maximum: 10}}
	for range 1_000 {
		written, err := writer.Write([]byte("abc"))
		require.NoError(t, err)
		require.Equal(t, 3, written, "who writes does not look at errors")
	}
	require.Equal(t, "abcabcabc", text.String())
	var problem *fault.Error
	require.ErrorAs(t, writer.stopped, &problem)
	require.Equal(t, "The request exceeds the limit answerBytes: 12, and at most 10 is allowed.", problem.First().Message())
}

func TestBudgetWriter_StopsWhenTheOperationMustEnd(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	var text bytes.Buffer
	writer := &budgetWriter{mustEnd: ctx.Err, to: &text, budget: &budget{maximum: 10 << 20}}
	kilobyte := []byte(strings.Repeat("a", 1<<10))
	for range 10 {
		_, _ = writer.Write(kilobyte)
	}
	cancel(errors.New("the client left"))
	for range 1_000 {
		_, _ = writer.Write(kilobyte)
	}
	require.LessOrEqual(t, text.Len(), lookEvery)
	require.ErrorIs(t, writer.stopped, context.Canceled)
}

// TestChargeField_OfAnOperationThatMustEnd holds that a resolver is not called any more, but for a mutation that has begun.
func TestChargeField_OfAnOperationThatMustEnd(t *testing.T) {
	for operation, calls := range map[ast.Operation]int{ast.Query: 0, ast.Mutation: 1} {
		called := 0
		meter := cost.NewMeter(100, func() {})
		ctx, cancel := context.WithCancel(newMetering(meter, &ast.OperationDefinition{Operation: operation}, func(any) []string { return nil }).into(t.Context()))
		cancel()
		ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{IsResolver: true, Field: graphql.CollectedField{Field: &ast.Field{
			Alias: "a", Name: "a", Definition: &ast.FieldDefinition{Type: ast.NamedType("String", nil)},
		}}})
		_, err := chargeField(ctx, func(context.Context) (any, error) { called++; return "value", nil })
		require.Equal(t, calls, called, operation)
		require.Equal(t, calls == 0, errors.Is(err, context.Canceled))
	}
}
