package api

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/domain/actor"
)

const (
	headerIdempotencyKey  = "Idempotency-Key"
	longestIdempotencyKey = 255
	// extensionIdempotency is the entry of the response's extensions that names the root fields whose payload is a replay.
	extensionIdempotency = "idempotency"
)

// repeatable is a request with an idempotency key, and which of its root fields are replays.
type repeatable struct {
	key string
	// into is Options.WithAttempt.
	into func(ctx context.Context, attempt *actor.Attempt) context.Context
	// replayed are the response names of the root fields that are replays, in the order of the response. Root fields of a mutation run in turn.
	replayed []string
}

// readIdempotencyKey raises REQUEST_NOT_VALID for a key that is not 1 to 255 visible ASCII characters, or sent twice.
// Without the header the key is empty.
func readIdempotencyKey(header http.Header) (string, error) {
	values := header.Values(headerIdempotencyKey)
	if len(values) == 0 {
		return "", nil
	}
	if len(values) > 1 {
		return "", refuseWith(http.StatusBadRequest, badRequest(headerIdempotencyKey, "must be sent once"))
	}
	if !isIdempotencyKey(values[0]) {
		return "", refuseWith(http.StatusBadRequest,
			badRequest(headerIdempotencyKey, "must be 1 to 255 visible ASCII characters"))
	}
	return values[0], nil
}

func isIdempotencyKey(key string) bool {
	if key == "" || len(key) > longestIdempotencyKey {
		return false
	}
	for _, octet := range []byte(key) {
		if octet <= ' ' || octet > '~' {
			return false
		}
	}
	return true
}

// extensions returns the extensions of the response.
func (r *repeatable) extensions(others map[string]any) map[string]any {
	if len(r.replayed) == 0 {
		return others
	}
	if others == nil {
		others = map[string]any{}
	}
	others[extensionIdempotency] = map[string]any{"replayed": r.replayed}
	return others
}

// carryOut carries out a root field of a mutation with its part of the request's idempotency key.
func (r *repeatable) carryOut(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	if r.key == "" {
		return next(ctx)
	}
	field := graphql.GetRootFieldContext(ctx).Field
	variables := graphql.GetOperationContext(ctx).Variables
	attempt, err := actor.NewAttempt(r.key, field.Alias, field.Name, field.ArgumentMap(variables))
	if err != nil {
		graphql.AddError(ctx, err)
		return graphql.Null
	}
	value := next(r.into(ctx, attempt))
	if attempt.IsReplay() {
		r.replayed = append(r.replayed, field.Alias)
	}
	return value
}
