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

// TestChargeField_OfAClientThatLeft holds that a resolver is not called any more, neither of a query nor of a mutation's next
// root field.
func TestChargeField_OfAClientThatLeft(t *testing.T) {
	for _, operation := range []ast.Operation{ast.Query, ast.Mutation} {
		called := 0
		meter := cost.NewMeter(100, func() {})
		left, cancel := context.WithCancel(t.Context())
		cancel()
		metered := newMetering(meter, &ast.OperationDefinition{Operation: operation}, left.Err, func(any) []string { return nil })
		ctx := metered.into(left)
		ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{IsResolver: true, Field: graphql.CollectedField{Field: &ast.Field{
			Alias: "a", Name: "a", Definition: &ast.FieldDefinition{Type: ast.NamedType("String", nil)},
		}}})
		_, err := chargeField(ctx, func(context.Context) (any, error) { called++; return "value", nil })
		require.Zero(t, called, operation)
		require.ErrorIs(t, err, context.Canceled)
	}
}
