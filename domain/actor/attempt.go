package actor

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync/atomic"
)

// Attempt identifies a root field of a mutation that was sent with an idempotency key.
type Attempt struct {
	// Key is the idempotency key of the request.
	Key string
	// Field is the name of the field in the response.
	Field string
	// Input is the fingerprint of the mutation and its arguments.
	Input string

	isReplay atomic.Bool
}

// NewAttempt returns the attempt of a root field with its idempotency key, its name in the response, its mutation and its arguments. It
// fails if the arguments cannot be marshalled as JSON.
func NewAttempt(key, responseName, mutation string, arguments map[string]any) (*Attempt, error) {
	text, err := json.Marshal([]any{mutation, arguments})
	if err != nil {
		return nil, fmt.Errorf("taking the fingerprint of the input of %s: %w", mutation, err)
	}
	sum := sha256.Sum256(text)
	return &Attempt{Key: key, Field: responseName, Input: hex.EncodeToString(sum[:])}, nil
}

// IsReplay reports whether the field has the result of an earlier request.
func (a *Attempt) IsReplay() bool { return a.isReplay.Load() }

// MarkReplay records that the field has the result of an earlier request.
func (a *Attempt) MarkReplay() { a.isReplay.Store(true) }
