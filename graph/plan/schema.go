package plan

import (
	"context"
	"fmt"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Options configure the execution of a schema.
type Options struct {
	// CacheBytes is the most memory for the cache of plans; 0 means DefaultCacheBytes.
	CacheBytes int
	// Price returns the cost of one value of a field, or of one element of its list, for the Meter to charge. It is called when an
	// operation is compiled, and may be nil.
	Price func(field graphql.CollectedField) int64
	// Meter returns the meter of an execution. It may be nil and may return nil.
	Meter func(ctx context.Context) Meter
	// Level calls the resolvers of one level, concurrently or not, and returns when all have returned. Each resolver is called with
	// the context that join returns for it. If Level is nil, each resolver is called in a goroutine of its own.
	Level func(ctx context.Context, calls []func(join Join))
}

// Join returns a context for a resolver that is called within a level.
type Join func(ctx context.Context) context.Context

// alone is the Join of a resolver that is called by itself.
func alone(ctx context.Context) context.Context { return ctx }

// DefaultCacheBytes is the default of Options.CacheBytes.
const DefaultCacheBytes = 32 << 20

// Schema executes operations by query plans. It replaces the schema that gqlgen generates: handlers, extensions and middleware of
// operations, responses and root fields work with both. A Meter replaces AroundFields, which is not called.
type Schema struct {
	// ExecutableSchema is the schema that gqlgen generated. It executes subscriptions.
	graphql.ExecutableSchema

	generated Generated
	options   Options
	cache     *cache
	buffers   buffers
}

// Generated describes a schema in generated code.
type Generated struct {
	// Objects holds the object types by name.
	Objects map[string]*Object
	// Query and Mutation are the names of the root types.
	Query, Mutation string
	// Executor returns the executor of one operation.
	Executor func(operation *graphql.OperationContext) Executor
}

// Executor resolves the root fields of one operation. It is generated.
type Executor interface {
	// PlanRoot resolves a root field. It must be safe to call from any goroutine.
	PlanRoot(ctx context.Context, r *Run, f *Field) Value
}

// New returns a schema that executes operations by query plans.
func New(schema graphql.ExecutableSchema, generated Generated, options Options) *Schema {
	if options.CacheBytes == 0 {
		options.CacheBytes = DefaultCacheBytes
	}
	if options.Level == nil {
		options.Level = concurrently
	}
	return &Schema{ExecutableSchema: schema, generated: generated, options: options, cache: newCache(options.CacheBytes)}
}

// Exec executes the operation of the context.
func (s *Schema) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	rootType := s.generated.Query
	if operation.Operation.Operation == ast.Mutation {
		rootType = s.generated.Mutation
	} else if operation.Operation.Operation == ast.Subscription {
		return s.ExecutableSchema.Exec(ctx)
	}
	plan, err := s.cache.plan(operation.Doc, operation.Operation, operation.Variables, func(conditions map[string]bool) (*Plan, error) {
		c := compiler{objects: s.generated.Objects, fragments: operation.Doc.Fragments, conditions: conditions, price: s.options.Price}
		return c.compile(operation.Operation, rootType)
	})
	if err != nil {
		graphql.AddError(ctx, err)
		return graphql.OneShot(&graphql.Response{})
	}
	isDone := false
	return func(ctx context.Context) *graphql.Response {
		if isDone {
			return nil
		}
		isDone = true
		return s.execute(ctx, plan, rootType)
	}
}

// execute executes a plan.
func (s *Schema) execute(ctx context.Context, plan *Plan, object string) *graphql.Response {
	run := newRun(ctx, plan, &s.options, object, s.buffers.take())
	executor := s.generated.Executor(run.operation)
	values := make([]graphql.Marshaler, len(plan.Root.Fields))
	roots := make([]root, len(plan.Root.Fields))
	for i, field := range plan.Root.Fields {
		roots[i] = root{run: run, field: field, executor: executor}
	}
	if run.operation.Operation.Operation == ast.Mutation {
		for i := range roots {
			values[i] = roots[i].resolve(alone, roots[i].finish)
		}
	} else {
		run.resolveAll(roots, values)
	}
	run.writeRoots(roots, values)
	return &graphql.Response{Data: run.buf}
}

// Release reuses the memory of a response of the schema. The response must not be used any more.
func (s *Schema) Release(response *graphql.Response) {
	s.buffers.give(response.Data)
	response.Data = nil
}

// concurrently calls each function in a goroutine of its own. If one panics, concurrently panics with the same value.
func concurrently(_ context.Context, calls []func(join Join)) {
	var group sync.WaitGroup
	panics := make([]any, len(calls))
	for i, call := range calls {
		group.Go(func() {
			defer func() { panics[i] = recover() }()
			call(alone)
		})
	}
	group.Wait()
	for _, panicking := range panics {
		if panicking != nil {
			panic(panicking)
		}
	}
}

func unexpectedType(abstract string, object any) error {
	return fmt.Errorf("unexpected type %T for %s", object, abstract)
}
