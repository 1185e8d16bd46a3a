package actor

import "context"

type contextKey struct{}

// Into returns a context that carries the caller of the request.
func Into(ctx context.Context, caller Caller) context.Context {
	return context.WithValue(ctx, contextKey{}, caller)
}

// From returns the caller of the request; false when no key was sent.
func From(ctx context.Context) (Caller, bool) {
	caller, ok := ctx.Value(contextKey{}).(Caller)
	return caller, ok
}
