package plan

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Run is one execution of a plan: the path of the field it is at, the values that were stored and the response so far. It is
// used by one goroutine at a time.
type Run struct {
	// base is the context of the operation, and ctx that of the current root field.
	base, ctx context.Context
	// meter is told what is executed; nil when nobody measures.
	meter     Meter
	operation *graphql.OperationContext
	options   *Options
	root      *graphql.FieldContext

	path  []step
	slots []any
	// level holds the batch fields that have parents and were not called yet.
	level []caller
	buf   []byte
	// looked is how much of the response the meter was told of.
	looked int
}

// step is one step of a path: a field, or an index in a list.
type step struct {
	field *Field
	index int
	// context is the step for those who ask in gqlgen's words; made when somebody does.
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
	at := &r.path[len(r.path)-1]
	at.field = field
	if at.context != nil {
		at.context = nil
	}
}

// Index moves to an element of the current list.
func (r *Run) Index(index int) {
	at := &r.path[len(r.path)-1]
	at.index = index
	if at.context != nil {
		at.context = nil
	}
}

// Enter begins an object or a list.
func (r *Run) Enter() { r.path = append(r.path, step{}) }

// Leave ends an object or a list.
func (r *Run) Leave() { r.path = r.path[:len(r.path)-1] }

// fieldContext returns the context of the current field, with those of the fields around it as its parents.
func (r *Run) fieldContext() *graphql.FieldContext {
	parent := r.root
	for i := range r.path {
		at := &r.path[i]
		if at.context == nil {
			at.context = at.newContext(parent)
		}
		parent = at.context
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

// errNoChild is returned for a field that asks for the contexts of the fields below it: batch fields need no look-ahead.
var errNoChild = errors.New("a query plan does not make the contexts of fields before they are executed")

func noChild(context.Context, graphql.CollectedField) (*graphql.FieldContext, error) {
	return nil, errNoChild
}

// withField returns a context in which a field is the current one.
func withField(ctx context.Context, field *graphql.FieldContext) context.Context {
	parent := field.Parent
	ctx = graphql.WithFieldContext(ctx, field)
	field.Parent = parent
	return ctx
}

// failure is why a field has no value.
type failure struct {
	err error
	// isLocated is set for errors of resolvers, which name the field's place in the document.
	isLocated bool
	// isNull is set when a directive returned null.
	isNull bool
	// inArguments is set when the arguments could not be read; argument is the path within them.
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
func (r *Run) report(failure *failure) {
	field := r.fieldContext()
	if field.Field.Field != nil && len(field.Field.Arguments) > 0 && field.Args == nil && !failure.inArguments {
		field.Args = map[string]any{}
	}
	ctx := withField(r.ctx, field)
	err := ownError(failure.err)
	switch {
	case failure.isNull:
		if field.Field.Definition.Type.NonNull {
			graphql.AddInvalidNullError(ctx, "")
		}
		return
	case failure.isLocated:
		err = graphql.AddFieldLocationToError(ctx, err)
	case failure.argument != nil:
		if located, ok := errors.AsType[*gqlerror.Error](err); ok {
			located.Path = append(field.Path(), failure.argument...)
		}
	}
	r.operation.Error(ctx, err)
}

// ownError returns an error that can be given a path of its own: a resolver may return one error for many fields.
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

// InvalidNull reports that the current position is null and must not be, unless an error says so already. It returns false.
func (r *Run) InvalidNull(declaredType string) bool {
	graphql.AddInvalidNullError(withField(r.ctx, r.fieldContext()), declaredType)
	return false
}
