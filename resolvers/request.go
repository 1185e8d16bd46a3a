package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/graph/plan"
)

// Request is what resolvers know about the request that they resolve. They read it from the context once and pass its values
// on as arguments.
type Request struct {
	// Caller is nil for a request without a key.
	Caller  *actor.Caller
	Visitor actor.Visitor
	// Loaders load within the caller's company. They are unset for a request without a caller.
	Loaders dataloaders.Loaders
}

// NewRequest returns a request. It has loaders of its own if caller is not nil.
func NewRequest(caller *actor.Caller, visitor actor.Visitor, stores *dataloaders.Stores) *Request {
	request := &Request{Caller: caller, Visitor: visitor}
	if caller != nil {
		request.Loaders = dataloaders.New(stores, caller.CompanyID)
	}
	return request
}

type requestKey struct{}

// Into returns a context that carries the request.
func (r *Request) Into(ctx context.Context) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// requestOf returns the request that a context carries, or a request without a caller.
func requestOf(ctx context.Context) *Request {
	if request, ok := ctx.Value(requestKey{}).(*Request); ok {
		return request
	}
	return &Request{}
}

// WithAttempt returns the context of a root field whose idempotency key makes it run at most once.
func WithAttempt(ctx context.Context, attempt *actor.Attempt) context.Context {
	request := *requestOf(ctx)
	request.Visitor.Attempt = attempt
	if request.Caller != nil {
		caller := *request.Caller
		caller.Attempt, request.Caller = attempt, &caller
	}
	return request.Into(ctx)
}

// withLoaders returns a context whose loads go through other loaders.
func (r *Request) withLoaders(ctx context.Context, loaders dataloaders.Loaders) context.Context {
	request := *r
	request.Loaders = loaders
	return request.Into(ctx)
}

// Level calls the resolvers of one level of an operation and batches their loads. If a resolver panics, Level panics with the
// same value.
func Level(ctx context.Context, calls []func(plan.Join)) {
	joined := make([]func(func(dataloaders.Loaders) dataloaders.Loaders), len(calls))
	for i, call := range calls {
		joined[i] = func(join func(dataloaders.Loaders) dataloaders.Loaders) {
			call(func(ctx context.Context) context.Context {
				request := requestOf(ctx)
				return request.withLoaders(ctx, join(request.Loaders))
			})
		}
	}
	if err := dataloaders.Level(ctx, joined); err != nil {
		panic(err)
	}
}

// detached returns a context for reads that do not wait for the other resolvers of the level, such as lists.
func detached(ctx context.Context) context.Context {
	request := requestOf(ctx)
	return request.withLoaders(ctx, request.Loaders.Detached(ctx))
}

// callerOf returns the caller of a request. It raises AUTHENTICATION_REQUIRED for a request without a key.
func callerOf(ctx context.Context) (actor.Caller, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return actor.Caller{}, err
	}
	return *request.Caller, nil
}

// authenticatedRequest returns the request that a context carries. It raises AUTHENTICATION_REQUIRED for a request without a
// key.
func authenticatedRequest(ctx context.Context) (*Request, error) {
	request := requestOf(ctx)
	if request.Caller == nil {
		return nil, fault.New(fault.AuthenticationRequired).Err()
	}
	return request, nil
}

// loadersOf returns the loaders of a request. It raises AUTHENTICATION_REQUIRED for a request without a key.
func loadersOf(ctx context.Context) (dataloaders.Loaders, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return dataloaders.Loaders{}, err
	}
	return request.Loaders, nil
}
