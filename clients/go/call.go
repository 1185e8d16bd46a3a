package accessgraph

import (
	"context"
	"crypto/rand"
)

// keyOf is the type of the keys of the values that this package reads from a context.
type keyOf string

const (
	ofIdempotencyKey keyOf = "idempotency key"
	ofActingUser     keyOf = "acting user"
)

// WithIdempotencyKey returns a context whose calls have this Idempotency-Key, 1 to 255 visible ASCII characters, instead of a random one.
// Use it for an intention that outlives the process, such as an entry of a queue: whoever retries it within 24 hours with the same key
// and input receives the object that the first attempt created. Two different mutations need two keys.
func WithIdempotencyKey(ctx context.Context, key string) context.Context {
	return context.WithValue(ctx, ofIdempotencyKey, key)
}

// WithActingUser returns a context whose calls are made for a user of the company, by their ID: the audit log names them beside the
// application. The application needs the scope ACT_AS_USER.
func WithActingUser(ctx context.Context, userID string) context.Context {
	return context.WithValue(ctx, ofActingUser, userID)
}

// idempotencyKey returns the key that the caller chose, or a random one.
func idempotencyKey(ctx context.Context) string {
	if key, ok := ctx.Value(ofIdempotencyKey).(string); ok {
		return key
	}
	return rand.Text()
}

// actingUser returns the ID of the user for whom a call is made, or nothing.
func actingUser(ctx context.Context) string {
	userID, _ := ctx.Value(ofActingUser).(string)
	return userID
}
