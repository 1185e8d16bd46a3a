package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/graph/plan"
)

// Request is what resolvers know of the request that they are called for. Each reads it once; what they call takes arguments.
type Request struct {
	// Caller is nil if no key was sent.
	Caller  *actor.Caller
	Visitor actor.Visitor
	// Loaders load within the caller's company. Without a caller there are none.
	Loaders dataloaders.Loaders
}

// NewRequest returns a request, with loaders of its own if there is a caller.
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

// requestOf returns the request of a context; one without a caller for a context that carries none.
func requestOf(ctx context.Context) *Request {
	if request, ok := ctx.Value(requestKey{}).(*Request); ok {
		return request
	}
	return &Request{}
}

// WithAttempt returns the context of a root field that is carried out at most once.
func WithAttempt(ctx context.Context, attempt *actor.Attempt) context.Context {
	request := *requestOf(ctx)
	if request.Caller == nil {
		return ctx
	}
	caller := *request.Caller
	caller.Attempt, request.Caller = attempt, &caller
	return request.Into(ctx)
}

// withLoaders returns a context whose reads go through other loaders of the request.
func (r *Request) withLoaders(ctx context.Context, loaders dataloaders.Loaders) context.Context {
	request := *r
	request.Loaders = loaders
	return request.Into(ctx)
}

// Level has the resolvers of one level of an operation load together. It panics with what one of them panics with.
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

// apart returns a context for reads that do not wait for the other resolvers of the level, such as lists.
func apart(ctx context.Context) context.Context {
	request := requestOf(ctx)
	return request.withLoaders(ctx, request.Loaders.Apart(ctx))
}

// caller returns who calls. It raises AUTHENTICATION_REQUIRED if no key was sent.
func caller(ctx context.Context) (actor.Caller, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return actor.Caller{}, err
	}
	return *request.Caller, nil
}

// authenticatedRequest returns the request of a context. It raises AUTHENTICATION_REQUIRED if no key was sent.
func authenticatedRequest(ctx context.Context) (*Request, error) {
	request := requestOf(ctx)
	if request.Caller == nil {
		return nil, fault.New(fault.AuthenticationRequired).Err()
	}
	return request, nil
}

// loadersOf returns the loaders of a request. It raises AUTHENTICATION_REQUIRED if no key was sent.
func loadersOf(ctx context.Context) (dataloaders.Loaders, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return dataloaders.Loaders{}, err
	}
	return request.Loaders, nil
}
