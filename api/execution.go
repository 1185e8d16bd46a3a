package api

import (
	"context"
	"errors"
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

// errCostExceeded ends what is still being done for a query that has cost too much.
var errCostExceeded = errors.New("the query has exceeded its cost limit")

// newExecution prepares the execution of an operation. Its context ends when end is called and, for a query, as soon as it
// has cost too much.
func newExecution(ctx context.Context, operation *ast.OperationDefinition, options Options) (run *execution, _ context.Context, end func()) {
	clientLeft := ctx.Err
	ctx, stop := finishing(ctx, operation)
	ctx, cancel := context.WithCancelCause(ctx)
	run = &execution{
		operation: operation, budget: &budget{maximum: options.Limits.AnswerBytes}, clientLeft: clientLeft, idsOf: options.IDsOf,
	}
	run.meter = cost.NewMeter(cost.From(ctx), options.Limits.Cost, func() {
		if operation.Operation == ast.Query {
			cancel(errCostExceeded)
		}
	})
	return run, ctx, func() { cancel(nil); stop() }
}

// finishing returns the context in which an operation is executed: a mutation is finished although its client may have left,
// until its deadline, because it would not be known how far it had come.
func finishing(ctx context.Context, operation *ast.OperationDefinition) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if operation.Operation != ast.Mutation || !ok {
		return ctx, func() {}
	}
	return context.WithDeadline(context.WithoutCancel(ctx), deadline)
}

// begin charges the root fields, whatever they answer.
func (e *execution) begin() error {
	tab := e.meter.Tab(e.operation, string(e.operation.Operation), false)
	return tab.Charge(selectionPrice(e.operation.SelectionSet, map[string]bool{}))
}

// failure returns why an operation fails as a whole: a query that has exceeded a limit, or of which nothing was executed.
func (e *execution) failure(ctx context.Context, response *graphql.Response) *refusal {
	isQuery := e.operation.Operation == ast.Query
	switch {
	case isQuery && e.meter.Exceeded():
		return refuse(e.meter.Err())
	case response == nil:
		return refuseWith(http.StatusGatewayTimeout, context.Cause(ctx))
	case !isQuery:
		return nil
	}
	err := e.budget.failure()
	if err == nil {
		size := len(response.Data) + encodedSize(response.Errors)
		err = within(limitAnswerBytes, size, e.budget.maximum)
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return refuseWith(http.StatusGatewayTimeout, context.Cause(ctx))
	default:
		return refuse(err)
	}
}

// answer returns what the client is answered.
func (e *execution) answer(response *graphql.Response, showCost bool) answer {
	extensions := response.Extensions
	if showCost {
		if extensions == nil {
			extensions = map[string]any{}
		}
		extensions[extensionCost] = map[string]any{
			"charged": e.meter.Spent(), "limit": e.meter.Limit(), "costliest": e.meter.Costliest(costliestFields),
		}
	}
	return answer{
		Errors: e.withinBudget(onePerField(e.perRootField(response.Errors)), len(response.Data)), Data: response.Data,
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

// withinBudget takes from the errors of a mutation what a program does not act on, where the answer would be too large
// with it: texts that need escaping are longer in JSON than they were charged.
func (e *execution) withinBudget(errors gqlerror.List, rest int) gqlerror.List {
	if encodedSize(errors)+rest > e.budget.maximum {
		for _, each := range errors {
			shed(each)
		}
	}
	return errors
}

// encodedSize returns how many bytes errors take in an answer; 0 when they cannot be encoded, which writing will tell.
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
