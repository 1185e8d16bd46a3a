package api

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

// problem is an error to be sent to the client, with the locations in the document that it is about.
type problem struct {
	err       error
	locations []gqlerror.Location
}

// violation is one entry of the violations of an error.
type violation struct {
	Reason  fault.Reason   `json:"reason"`
	Message string         `json:"message"`
	Data    map[string]any `json:"data"`
}

// present turns an error of execution into the one entry of the catalogue that is sent to the client.
func present(ctx context.Context, err error) *gqlerror.Error {
	path, argument := responsePath(ctx, err)
	if null, ok := nullArgument(ctx); ok && null == argument {
		err = mustNotBeNull(ctx, null) // an enum fails to read it before the field is watched
	}
	problem := withChanged(ctx, path, argumentFault(ctx, err, argument))
	sent := describe(ctx, problem)
	sent.Path = path
	_ = cost.From(ctx).Charge(cost.Error) // it happened already
	if run := infoOf(ctx).execution; run != nil {
		run.budget.charge(sent, problem)
	}
	return sent
}

// withChanged adds the IDs of the objects that a mutation changed to the error of a limit exceeded within its payload.
func withChanged(ctx context.Context, path ast.Path, problem *fault.Error) *fault.Error {
	run := infoOf(ctx).execution
	if run == nil || !run.isMutation() || len(path) == 0 || problem.First().Reason != fault.LimitExceeded {
		return problem
	}
	root, _ := path[0].(ast.PathName)
	ids := run.changedBy(string(root))
	if len(ids) == 0 {
		return problem
	}
	first := problem.First().With("ids", ids)
	return &fault.Error{Violations: append([]fault.Fault{first}, problem.Violations[1:]...), Cause: problem.Cause}
}

// describe returns an entry of the catalogue as an error of the response.
func describe(ctx context.Context, err *fault.Error) *gqlerror.Error {
	info := infoOf(ctx)
	first := err.First()
	entry := fault.Lookup(first.Reason)
	violations := make([]violation, len(err.Violations))
	for i, each := range err.Violations {
		violations[i] = violation{Reason: each.Reason, Message: each.Message(), Data: each.Details()}
	}
	info.logCause(err)
	return &gqlerror.Error{
		Message: first.Message(),
		Extensions: map[string]any{
			"code": entry.Code, "reason": entry.Reason, "status": entry.Status, "retryable": entry.Retryable || entry.RetryableWithKey && info.idempotent,
			"data": err.Details(), "requestId": info.requestID, "violations": violations,
		},
	}
}

// argumentFault returns the entry of the catalogue in an error of the current field, which may be about one of its arguments.
func argumentFault(ctx context.Context, err error, argument string) *fault.Error {
	problem, ok := errors.AsType[*fault.Error](err)
	switch {
	case argument == "" || ok && len(problem.First().Data) > 0 || !ok && isStop(err):
		return asFault(err)
	case ok:
		return located(problem, argument)
	default:
		return caused(typeMismatchAt(rootDefinition(ctx), argument, "cannot be read as its type"), err)
	}
}

// isStop reports whether an error is that of a context.
func isStop(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// rootDefinition returns the definition of the root field that the current field is or belongs to; nil if there is none.
func rootDefinition(ctx context.Context) *ast.FieldDefinition {
	root := graphql.GetRootFieldContext(ctx)
	if root == nil || root.Field.Field == nil {
		return nil
	}
	return root.Field.Definition
}

// asFault returns the entry of the catalogue in an error, or the one that stands for it: SERVER_FAILED for an unexpected
// error, whose cause is logged only.
func asFault(err error) *fault.Error {
	problem, ok := errors.AsType[*fault.Error](err)
	switch {
	case ok:
		return problem
	case errors.Is(err, context.Canceled):
		return caused(fault.New(fault.RequestCanceled), err)
	case errors.Is(err, context.DeadlineExceeded):
		return caused(fault.New(fault.DeadlineExceeded), err)
	default:
		return caused(fault.New(fault.ServerFailed), err)
	}
}

func caused(violation fault.Fault, cause error) *fault.Error {
	return &fault.Error{Violations: []fault.Fault{violation}, Cause: bare(cause)}
}

// bare takes off what gqlgen puts around an error to say where it happened.
func bare(err error) error {
	wrapped, ok := errors.AsType[*gqlerror.Error](err)
	switch {
	case !ok:
		return err
	case wrapped.Err == nil:
		return errors.New(wrapped.Message)
	default:
		return bare(wrapped.Err)
	}
}

// located gives the error of a scalar, which cannot know where it stands, the path of its argument.
func located(err *fault.Error, argument string) *fault.Error {
	first := err.First()
	first = first.With(argument, fault.Text(first.Message()))
	violations := append([]fault.Fault{first}, err.Violations[1:]...)
	return &fault.Error{Violations: violations, Cause: err.Cause}
}

// responsePath splits the path that gqlgen gives an error: the field of the response, and, for an error made while reading
// arguments, the path of the argument, which is no part of the response.
func responsePath(ctx context.Context, err error) (response ast.Path, argument string) {
	var path ast.Path
	if located, ok := errors.AsType[*gqlerror.Error](err); ok {
		path = located.Path
	}
	field := graphql.GetFieldContext(ctx)
	if field == nil {
		return path, ""
	}
	response = field.Path()
	if len(path) <= len(response) || !startsWith(path, response) || field.Args != nil {
		return path, ""
	}
	return response, argumentPath(path[len(response):])
}

func startsWith(path, start ast.Path) bool {
	for i, element := range start {
		if path[i] != element {
			return false
		}
	}
	return true
}

func argumentPath(path ast.Path) string {
	var text strings.Builder
	for i, element := range path {
		switch element := element.(type) {
		case ast.PathIndex:
			text.WriteString("[" + strconv.Itoa(int(element)) + "]")
		case ast.PathName:
			if i > 0 {
				text.WriteByte('.')
			}
			text.WriteString(string(element))
		}
	}
	return text.String()
}

// recovered turns a panic into an error that is masked like any other; where it happened goes to the log.
func recovered(ctx context.Context, value any) error {
	infoOf(ctx).logPanic(value, debug.Stack())
	return fmt.Errorf("panic: %v", value)
}

// onePerField returns the first error of each field of the response, as the specification says.
func onePerField(errors gqlerror.List) gqlerror.List {
	if len(errors) < 2 {
		return errors
	}
	seen := make(map[string]bool, len(errors))
	first := errors[:0:0]
	for _, err := range errors {
		path := err.Path.String()
		if path != "" && seen[path] {
			continue
		}
		seen[path] = true
		first = append(first, err)
	}
	return first
}
