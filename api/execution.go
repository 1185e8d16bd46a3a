package api

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/cost"
	"accessgraph/domain/fault"
)

const (
	// headerCost asks for the cost of the operation, and so does the entry of the request's extensions.
	headerCost    = "X-Query-Cost"
	extensionCost = "cost"
	// costliestFields is how many fields are named.
	costliestFields = 3
)

// asksForCost reports whether a client wants to know what its operation costs.
func asksForCost(header http.Header, extensions object) bool {
	if header.Get(headerCost) == "true" {
		return true
	}
	members, err := extensions.members(extensionCost)
	return err == nil && string(members[0]) == "true"
}

// execution is one operation while it is executed: what it costs, and how large its response becomes. It is the plan.Meter of
// the operation.
type execution struct {
	operation *ast.OperationDefinition
	variables map[string]any
	meter     *cost.Meter
	budget    *budget
	// clientLeft returns an error once the client has left. A mutation that has begun goes on all the same.
	clientLeft func() error
	// idsOf returns the IDs of the objects in a mutation's payload.
	idsOf func(payload any) []string
	// taken is the number of bytes taken out of the budget for the current root field of a mutation.
	taken int

	mutex sync.Mutex
	// changed holds the IDs of the objects that a mutation's root fields returned, by response name.
	changed map[string][]string
	// stopped holds the response names of a mutation's root fields within which a field was not executed for its cost.
	stopped map[string]bool
}

func (e *execution) isMutation() bool { return e.operation.Operation == ast.Mutation }

// newExecution prepares the execution of an operation in a context that cancel ends: as soon as a query has cost too much, cancel
// is called. A mutation is executed in a context of its own, which end must end.
func newExecution(
	ctx context.Context, cancel context.CancelFunc, operation *ast.OperationDefinition, options Options,
) (run *execution, executing context.Context, end context.CancelFunc) {
	run = &execution{
		operation: operation, budget: &budget{maximum: options.Limits.AnswerBytes}, clientLeft: ctx.Err, idsOf: options.IDsOf,
	}
	if run.isMutation() {
		ctx, end = finishing(ctx)
		cancel = func() {} // it is finished
	} else {
		end = func() {}
	}
	run.meter = cost.NewMeter(cost.From(ctx), options.Limits.Cost, cancel)
	return run, ctx, end
}

// finishing returns the context of a mutation. It is finished until its deadline although its client may have left: nobody could
// tell how far it had come.
func finishing(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(context.WithoutCancel(ctx))
	}
	return context.WithDeadline(context.WithoutCancel(ctx), deadline)
}

// begin charges the root fields, whatever they return.
func (e *execution) begin() error {
	tab := e.meter.Tab(e.operation, string(e.operation.Operation), false)
	return tab.Charge(selectionPrice(e.operation.SelectionSet, map[string]bool{}))
}

// failure returns why an operation fails as a whole: a query that has exceeded a limit, or of which nothing was executed.
func (e *execution) failure(ctx context.Context, result *graphql.Response) error {
	isQuery := e.operation.Operation == ast.Query
	switch {
	case isQuery && e.meter.Exceeded():
		return e.meter.Err()
	case result == nil:
		return refuseWith(http.StatusGatewayTimeout, context.Cause(ctx))
	case !isQuery:
		return nil
	}
	err := e.budget.failure()
	if err == nil {
		size := len(result.Data) + encodedSize(result.Errors)
		err = within(limitAnswerBytes, size, e.budget.maximum)
	}
	if err != nil && ctx.Err() != nil {
		return refuseWith(http.StatusGatewayTimeout, context.Cause(ctx))
	}
	return err
}

// response returns the response of an operation that was executed.
func (e *execution) response(result *graphql.Response, showCost bool) response {
	extensions := result.Extensions
	if showCost {
		if extensions == nil {
			extensions = map[string]any{}
		}
		extensions[extensionCost] = map[string]any{
			"charged": e.meter.Spent(), "limit": e.meter.Limit(), "costliest": e.meter.Costliest(costliestFields),
		}
	}
	return response{
		Errors: e.withinBudget(onePerField(e.perRootField(result.Errors)), len(result.Data)), Data: result.Data,
		Extensions: extensions, status: http.StatusOK,
	}
}

// perRootField leaves out what the fields within a root field of a mutation tell about a limit: the root field is null, and
// tells it for all of them.
func (e *execution) perRootField(errors gqlerror.List) gqlerror.List {
	if e.operation.Operation != ast.Mutation || !e.meter.Exceeded() {
		return errors
	}
	return slices.DeleteFunc(errors, func(each *gqlerror.Error) bool {
		return len(each.Path) > 1 && each.Extensions["reason"] == fault.LimitExceeded
	})
}

// withinBudget takes from the errors of a mutation what a program does not act on, if the response would be too large
// with it: texts that need escaping are longer in JSON than they were charged.
func (e *execution) withinBudget(errors gqlerror.List, rest int) gqlerror.List {
	if encodedSize(errors)+rest > e.budget.maximum {
		for _, each := range errors {
			shed(each)
		}
	}
	return errors
}

// encodedSize returns the size of errors in a response in bytes; 0 if they cannot be encoded, which fails again when they are
// written.
func encodedSize(errors gqlerror.List) int {
	if len(errors) == 0 {
		return 0
	}
	encoded, err := encode(errors)
	if err != nil {
		return 0
	}
	return len(encoded)
}
