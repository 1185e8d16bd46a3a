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

// Visitor is who sends a request, whether or not they hold a key.
type Visitor struct {
	// Address is the network address that the request came from. Addresses of one IPv6 network of 64 bits, which one
	// visitor commonly has to themselves, are one.
	Address string
	// ApplicationID is the application whose key was sent; empty without a key.
	ApplicationID string
	// RequestID is kept in the audit record of every change that the request makes.
	RequestID string
	// ClientRequestID is what the client calls the request, kept beside it; empty when it does not say.
	ClientRequestID string
}

type visitorKey struct{}

// IntoVisitor returns a context that carries who sent the request.
func IntoVisitor(ctx context.Context, visitor Visitor) context.Context {
	return context.WithValue(ctx, visitorKey{}, visitor)
}

// VisitorFrom returns who sent the request. Without one, all share one address.
func VisitorFrom(ctx context.Context) Visitor {
	visitor, _ := ctx.Value(visitorKey{}).(Visitor)
	if caller, ok := From(ctx); ok {
		visitor.ApplicationID = caller.ApplicationID
	}
	return visitor
}
