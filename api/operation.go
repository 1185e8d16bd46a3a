package api

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/validator"

	"accessgraph/domain/fault"
)

// execute executes an operation.
func (e *endpoint) execute(ctx context.Context, request parameters, prepared prepared, repeatable *repeatable) (answer, *refusal) {
	variables, err := validator.VariableValues(e.documents.schema, prepared.operation, prepared.variables)
	if err != nil {
		return answer{}, refuse(caused(fault.New(fault.TypeDefinitionNotValid, "the variables do not fit the schema"), err))
	}
	exchange := exchangeOf(ctx)
	run, ctx, end := newExecution(ctx, prepared.operation, e.options)
	defer end()
	exchange.execution = run
	if err := run.begin(); err != nil {
		return answer{}, refuse(err)
	}
	response := e.respond(ctx, &graphql.OperationContext{
		RawQuery: request.query, OperationName: request.operationName, Variables: variables,
		Doc: prepared.document, Operation: prepared.operation, DisableIntrospection: !prepared.readable,
		RecoverFunc: recovered, ResolverMiddleware: resolve, RootResolverMiddleware: run.rootMiddleware(repeatable),
	})
	exchange.cost = run.meter.Spent()
	exchange.charge(exchange.cost)
	if why := run.failure(ctx, response); why != nil {
		return answer{}, why
	}
	given := run.answer(response, prepared.showCost)
	if schema, ok := e.options.Schema.(releaser); ok {
		given.release = func() { schema.Release(response) }
	}
	return given, nil
}

// respond has the schema execute an operation. It returns nil if nothing was executed because the operation had to end before.
func (e *endpoint) respond(ctx context.Context, operation *graphql.OperationContext) *graphql.Response {
	ctx = graphql.WithResponseContext(graphql.WithOperationContext(ctx, operation), present, recovered)
	respond := e.options.Schema.Exec(ctx)
	if ctx.Err() != nil {
		return nil
	}
	response := &graphql.Response{}
	if len(graphql.GetErrors(ctx)) == 0 {
		response = respond(ctx)
	}
	response.Errors = append(response.Errors, graphql.GetErrors(ctx)...)
	response.Extensions = graphql.GetExtensions(ctx)
	return response
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
