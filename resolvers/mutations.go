package resolvers

import (
	"context"

	"accessgraph/domain/actor"
)

// mutate calls change for the caller and drops what the request has loaded, so that the fields of the payload load the
// objects as the mutation left them.
func mutate[I, R any](ctx context.Context, change func(context.Context, actor.Caller, I) (R, error), input I) (R, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		var zero R
		return zero, err
	}
	defer request.Loaders.Forget()
	return change(ctx, *request.Caller, input)
}

// secretOrNull returns nil for an empty secret: the replay of a mutation does not return its secret again.
func secretOrNull(secret string) *string {
	if secret == "" {
		return nil
	}
	return &secret
}
