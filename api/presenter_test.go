package api

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// answering returns the answer to {hello} when the resolver does this.
func answering(t *testing.T, resolve resolver) (*world, reply) {
	t.Helper()
	world := newWorld(t)
	world.stub.resolvers["hello"] = resolve
	return world, world.query(`{greeting: hello}`, nil)
}

func failing(err error) resolver {
	return func(context.Context) (any, error) { return nil, err }
}

func TestErrors_HaveOneShape(t *testing.T) {
	_, got := answering(t, failing(fmt.Errorf("creating access: %w", fault.Violations{
		fault.New(fault.AccessNameRequired).With("input.firstName", "must be specified"),
		fault.New(fault.AccessStateNotAllowed).With("input.state", "must not be specified"),
	}.Err())))
	require.Equal(t, http.StatusOK, got.status)
	const name = "Input not valid: First name and last name must always be specified."
	require.JSONEq(t, `{"data": {"greeting": null}, "errors": [{"message": "`+name+`", "path": ["greeting"], "extensions": {
		"code": "NOT_VALID", "reason": "ACCESS_NAME_REQUIRED", "status": 400, "retryable": false,
		"requestId": "`+got.header.Get(headerRequestID)+`", "data": {"input.firstName": "must be specified", "input.state": "must not be specified"},
		"violations": [
			{"reason": "ACCESS_NAME_REQUIRED", "message": "`+name+`", "data": {"input.firstName": "must be specified"}},
			{"reason": "ACCESS_STATE_NOT_ALLOWED", "message": "Input not valid: State can not be specified when creating an access.",
			 "data": {"input.state": "must not be specified"}}]}}]}`, got.raw)
}

func TestErrors_UnforeseenOnesAreMasked(t *testing.T) {
	const masked = "An unexpected error occurred: An unknown error has occurred"
	for name, resolve := range map[string]resolver{
		"any error":        failing(errors.New("internal detail about ann@example.com and " + goodKey)),
		"gqlgen's error":   failing(gqlerror.Errorf("internal detail about ann@example.com and " + goodKey)),
		"a panic":          func(context.Context) (any, error) { panic("internal detail about ann@example.com and " + goodKey) },
		"a forged reason":  failing(fault.New("NO_SUCH_REASON").Because(errors.New("internal detail about ann@example.com and " + goodKey))),
		"broken extension": failing(&gqlerror.Error{Message: "internal detail about ann@example.com and " + goodKey, Extensions: map[string]any{"secret": "internal"}}),
	} {
		t.Run(name, func(t *testing.T) {
			world, got := answering(t, resolve)
			require.Equal(t, http.StatusOK, got.status)
			require.Len(t, got.Errors, 1)
			require.Equal(t, masked, got.Errors[0].Message)
			require.Equal(t, []any{"greeting"}, got.Errors[0].Path)
			require.Equal(t, "SYSTEM_ERROR", got.Errors[0].Extensions.Code)
			require.NotContains(t, got.raw, "internal")
			logged := world.log.String()
			require.Contains(t, logged, "internal detail about [email address] and [key]")
			require.Contains(t, logged, got.Errors[0].Extensions.RequestID)
			require.NotContains(t, logged, "ann@")
			require.NotContains(t, logged, goodKey)
			require.Equal(t, name == "a panic", containsStack(logged))
		})
	}
}

func containsStack(logged string) bool {
	for _, line := range splitLines(logged) {
		if _, ok := line["stack"]; ok {
			return true
		}
	}
	return false
}

func TestPanic_OutsideOfResolversIsAnswered(t *testing.T) {
	world := newWorld(t, func(options *Options) {
		options.Prepare = nil
		options.Ready = func(context.Context) error { panic("internal") }
	})
	got := world.send(http.MethodGet, "/readyz", "")
	require.Equal(t, http.StatusInternalServerError, got.status)
	require.Equal(t, "SERVER_FAILED", got.reason())
	require.NotContains(t, got.raw, "internal")
}

func TestResponse_ThatIsNotJSONIsMasked(t *testing.T) {
	world, got := answering(t, func(ctx context.Context) (any, error) {
		graphql.RegisterExtension(ctx, "cost", math.NaN())
		return "x", nil
	})
	require.Equal(t, http.StatusInternalServerError, got.status)
	require.Equal(t, "SERVER_FAILED", got.reason())
	require.Contains(t, world.log.String(), "unsupported value")
}

func TestResponse_ExtensionsPass(t *testing.T) {
	_, got := answering(t, func(ctx context.Context) (any, error) {
		graphql.RegisterExtension(ctx, "repeated", true)
		return "<&>", nil
	})
	require.JSONEq(t, `{"data":{"greeting":"<&>"},"extensions":{"repeated":true}}`, got.raw)
}

func TestDeadlines(t *testing.T) {
	for name, test := range map[string]struct {
		err    error
		reason string
	}{
		"deadline": {context.DeadlineExceeded, "DEADLINE_EXCEEDED"}, "wrapped": {fmt.Errorf("reading: %w", context.DeadlineExceeded), "DEADLINE_EXCEEDED"},
		"canceled": {context.Canceled, "REQUEST_CANCELED"},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := answering(t, failing(test.err))
			require.Equal(t, test.reason, got.reason())
			require.Equal(t, "CONNECTION_TIMEOUT", got.Errors[0].Extensions.Code)
			require.True(t, got.Errors[0].Extensions.Retryable)
		})
	}
	_, got := answering(t, failing(fault.New(fault.StoreUnavailable).Because(context.DeadlineExceeded)))
	require.Equal(t, "STORE_UNAVAILABLE", got.reason(), "what the store says goes first")
}

func TestDeadline_StopsAnOperation(t *testing.T) {
	world := newWorld(t, func(options *Options) { options.Limits.OperationMilliseconds = 1 })
	world.stub.resolvers["hello"] = func(ctx context.Context) (any, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	require.Equal(t, "DEADLINE_EXCEEDED", world.query(`{hello}`, nil).reason())
}

func TestOperation_CancelledBeforeItRuns(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	world := newWorld(t)
	cancel()
	got := world.do(newPost(t, `{"query":"{hello}"}`).WithContext(ctx))
	require.Equal(t, "REQUEST_CANCELED", got.reason())
	require.Zero(t, world.executed.Load())
	require.Nil(t, got.Data)
}

func TestErrors_OneForAField(t *testing.T) {
	_, got := answering(t, func(ctx context.Context) (any, error) {
		graphql.AddError(ctx, fault.New(fault.AccessNameRequired).Err())
		graphql.AddError(ctx, errors.New("must not be null"))
		return nil, fault.New(fault.AccessIDNotAllowed).Err()
	})
	require.Len(t, got.Errors, 1)
	require.Equal(t, "ACCESS_NAME_REQUIRED", got.reason())
}

func TestErrors_ACauseIsLoggedOnce(t *testing.T) {
	world := newWorld(t)
	failed := errors.New("the batch failed")
	world.stub.resolvers["hello"] = failing(failed)
	got := world.query(`{a: hello b: hello c: hello}`, nil)
	require.Len(t, got.Errors, 3)
	require.Len(t, splitLines(world.log.String()), 2, "one cause, and the line of the request")
}

func TestErrors_OfArgumentsNameThem(t *testing.T) {
	reading := func(err error) resolver {
		return func(ctx context.Context) (any, error) {
			graphql.GetFieldContext(ctx).Args = nil
			inner := graphql.WithPathContext(ctx, graphql.NewPathWithField("input"))
			inner = graphql.WithPathContext(inner, graphql.NewPathWithField("settings"))
			inner = graphql.WithPathContext(inner, graphql.NewPathWithIndex(1))
			inner = graphql.WithPathContext(inner, graphql.NewPathWithField("at"))
			return nil, graphql.ErrorOnPath(inner, err)
		}
	}
	const path = "input.settings[1].at"
	_, got := answering(t, reading(errors.New("cannot read hunter2")))
	require.Equal(t, "DATA_NOT_VALID", got.reason())
	require.Equal(t, []any{"greeting"}, got.Errors[0].Path)
	require.Equal(t, map[string]any{path: "cannot be read as its type"}, got.Errors[0].Extensions.Data)
	require.NotContains(t, got.raw, "hunter2")

	_, got = answering(t, reading(fault.New(fault.ValueNotValid, "no instant").Err()))
	require.Equal(t, "VALUE_NOT_VALID", got.reason())
	require.Equal(t, []any{"greeting"}, got.Errors[0].Path)
	require.Equal(t, map[string]any{path: "A value is not valid: no instant"}, got.Errors[0].Extensions.Data)
	require.Equal(t, got.Errors[0].Extensions.Data, got.Errors[0].Extensions.Violations[0].Data)
}

func TestErrors_KeepThePathOfTheResponse(t *testing.T) {
	path := ast.Path{ast.PathName("greeting"), ast.PathIndex(2), ast.PathName("name")}
	_, got := answering(t, failing(&gqlerror.Error{Path: path, Err: fault.New(fault.AccessIDNotAllowed).Err()}))
	require.Equal(t, []any{"greeting", 2.0, "name"}, got.Errors[0].Path)
	require.Equal(t, "ACCESS_ID_NOT_ALLOWED", got.reason())
}
