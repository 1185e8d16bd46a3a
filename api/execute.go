package api

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/validator"

	"accessgraph/domain/fault"
)

// execute executes an operation in a context that cancel ends.
func (e *endpoint) execute(
	ctx context.Context, cancel context.CancelFunc, prepared prepared, repeatable *repeatable,
) (response, error) {
	variables, err := validator.VariableValues(e.documents.schema, prepared.operation, prepared.variables)
	if err != nil {
		return response{}, caused(fault.New(fault.DataNotValid).With("variables", "do not fit the schema"), err)
	}
	info := infoOf(ctx)
	run, ctx, end := newExecution(ctx, cancel, prepared.operation, e.options)
	defer end()
	info.execution = run
	if err := run.begin(); err != nil {
		return response{}, err
	}
	result := e.run(ctx, &graphql.OperationContext{
		RawQuery: prepared.request.query, OperationName: prepared.request.operationName, Variables: variables,
		Doc: prepared.document, Operation: prepared.operation, DisableIntrospection: !prepared.readable,
		RecoverFunc: recovered, ResolverMiddleware: resolve, RootResolverMiddleware: run.rootMiddleware(repeatable),
	})
	info.cost = run.meter.Spent()
	info.charge(info.cost)
	if err := run.failure(ctx, result); err != nil {
		return response{}, err
	}
	executed := run.response(result, prepared.showCost)
	if schema, ok := e.options.Schema.(releaser); ok {
		executed.release = func() { schema.Release(result) }
	}
	return executed, nil
}

// run has the schema execute an operation. It returns nil if the operation had to end before anything was executed.
func (e *endpoint) run(ctx context.Context, operation *graphql.OperationContext) *graphql.Response {
	ctx = graphql.WithResponseContext(graphql.WithOperationContext(ctx, operation), present, recovered)
	respond := e.options.Schema.Exec(ctx)
	if ctx.Err() != nil {
		return nil
	}
	result := &graphql.Response{}
	if len(graphql.GetErrors(ctx)) == 0 {
		result = respond(ctx)
	}
	result.Errors = append(result.Errors, graphql.GetErrors(ctx)...)
	result.Extensions = graphql.GetExtensions(ctx)
	return result
}

// resolve is the middleware of fields: a plan's meter does what one would.
func resolve(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) }

// rootMiddleware returns what is done around root fields. A root field of a mutation is carried out once for each idempotency
// key, and is null, with an error, if a field within it was not executed for its cost.
func (e *execution) rootMiddleware(repeatable *repeatable) graphql.RootFieldMiddleware {
	if !e.isMutation() {
		return func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) }
	}
	return func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
		value := repeatable.carryOut(ctx, next)
		root := graphql.GetRootFieldContext(ctx).Field
		if err := e.stoppedWithin(root.Alias); err != nil {
			graphql.AddError(graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: root, Args: map[string]any{}}), err)
			return graphql.Null
		}
		return value
	}
}

// releaser is a schema that uses the memory of responses again.
type releaser interface {
	Release(response *graphql.Response)
}
