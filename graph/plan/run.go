package plan

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Run is one execution of a plan: the current path, the stored values and the response written so far. It is used by one goroutine
// at a time.
type Run struct {
	// base is the context of the operation, ctx the context of the current root field.
	base, ctx context.Context
	// meter observes the execution; nil without a meter.
	meter     Meter
	operation *graphql.OperationContext
	options   *Options
	root      *graphql.FieldContext

	path  []step
	slots []any
	// level holds the pending batch fields.
	level []pendingBatch
	buf   []byte
	// metered is the length of the response at the last call of Meter.Wrote.
	metered int
}

// step is one step of a path: a field, or an index in a list.
type step struct {
	field *Field
	index int
	// context is the step as gqlgen's field context. It is created on demand.
	context *graphql.FieldContext
}

func newRun(ctx context.Context, plan *Plan, options *Options, object string, buf []byte) *Run {
	run := &Run{
		base: ctx, ctx: ctx, operation: graphql.GetOperationContext(ctx), options: options,
		root: &graphql.FieldContext{Object: object}, slots: make([]any, plan.slots), buf: buf,
	}
	if options.Meter != nil {
		run.meter = options.Meter(ctx)
	}
	return run
}

// At moves to a field of the current object.
func (r *Run) At(field *Field) {
	last := &r.path[len(r.path)-1]
	last.field = field
	if last.context != nil {
		last.context = nil
	}
}

// Index moves to an element of the current list.
func (r *Run) Index(index int) {
	last := &r.path[len(r.path)-1]
	last.index = index
	if last.context != nil {
		last.context = nil
	}
}

// Enter begins an object or a list.
func (r *Run) Enter() { r.path = append(r.path, step{}) }

// Leave ends an object or a list.
func (r *Run) Leave() { r.path = r.path[:len(r.path)-1] }

// fieldContext returns the context of the current field. Its parents are the contexts of the fields around it.
func (r *Run) fieldContext() *graphql.FieldContext {
	parent := r.root
	for i := range r.path {
		s := &r.path[i]
		if s.context == nil {
			s.context = s.newContext(parent)
		}
		parent = s.context
	}
	return parent
}

func (s *step) newContext(parent *graphql.FieldContext) *graphql.FieldContext {
	if s.field == nil {
		index := s.index
		return &graphql.FieldContext{Parent: parent, Index: &index}
	}
	return newFieldContext(s.field, parent)
}

func newFieldContext(field *Field, parent *graphql.FieldContext) *graphql.FieldContext {
	return &graphql.FieldContext{
		Parent: parent, Object: field.Object, Field: field.Collected, Child: noChild,
		IsMethod: field.Info.IsMethod, IsResolver: field.Info.IsResolver,
	}
}

// errNoChild is returned to a resolver that requests the context of a field below its own. Batch fields need no look-ahead.
var errNoChild = errors.New("a query plan does not make the contexts of fields before they are executed")

func noChild(context.Context, graphql.CollectedField) (*graphql.FieldContext, error) {
	return nil, errNoChild
}

// withField returns a context with a field as the current one. It leaves the parent of the field unchanged.
func withField(ctx context.Context, field *graphql.FieldContext) context.Context {
	parent := field.Parent
	ctx = graphql.WithFieldContext(ctx, field)
	field.Parent = parent
	return ctx
}

// failure is the reason why a field has no value.
type failure struct {
	err error
	// isLocated is set for errors of resolvers, which have the location of the field in the document.
	isLocated bool
	// isNull is set if a directive returned null.
	isNull bool
	// inArguments is set if the arguments could not be read. argument is the path in the arguments.
	inArguments bool
	argument    ast.Path
}

// failed returns the failure of a resolver that returned an error.
func failed(err error) *failure { return &failure{err: err, isLocated: true} }

// panicked returns the failure of a resolver that panicked.
func (r *Run) panicked(ctx context.Context, value any) *failure {
	return &failure{err: r.operation.RecoverFunc(ctx, value)}
}

// report adds a failure to the errors of the response, at the current path.
func (r *Run) report(fail *failure) {
	field := r.fieldContext()
	if field.Field.Field != nil && len(field.Field.Arguments) > 0 && field.Args == nil && !fail.inArguments {
		field.Args = map[string]any{}
	}
	ctx := withField(r.ctx, field)
	err := ownError(fail.err)
	switch {
	case fail.isNull:
		if field.Field.Definition.Type.NonNull {
			graphql.AddInvalidNullError(ctx, "")
		}
		return
	case fail.isLocated:
		err = graphql.AddFieldLocationToError(ctx, err)
	case fail.argument != nil:
		if located, ok := errors.AsType[*gqlerror.Error](err); ok {
			located.Path = append(field.Path(), fail.argument...)
		}
	}
	r.operation.Error(ctx, err)
}

// ownError returns a copy of an error that gqlgen sets the path of: a resolver may return one error for many fields.
func ownError(err error) error {
	switch shared := any(err).(type) {
	case gqlerror.List:
		own := make(gqlerror.List, 0, len(shared))
		for _, each := range shared {
			if each != nil {
				own = append(own, new(*each))
			}
		}
		return own
	case *gqlerror.Error:
		return new(*shared)
	default:
		return err
	}
}

// InvalidNull adds an error for a null at the current path that the schema does not allow, unless there is one already. It returns
// false.
func (r *Run) InvalidNull(declaredType string) bool {
	graphql.AddInvalidNullError(withField(r.ctx, r.fieldContext()), declaredType)
	return false
}
