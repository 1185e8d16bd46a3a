// Package idempotency lets a mutation that is sent again be answered as it was the first time, and be carried out once.
package idempotency

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"

	"accessgraph/domain/actor"
)

// Attempt is one root field of a mutation that was sent with an idempotency key.
type Attempt struct {
	key      string
	field    string
	input    string
	taken    atomic.Bool
	repeated atomic.Bool
}

// NewAttempt describes a root field: the key it was sent with, its name in the answer, and, for the fingerprint of its
// input, the mutation and its arguments. The error says that the arguments cannot be written as JSON.
func NewAttempt(key, responseKey, mutation string, arguments map[string]any) (*Attempt, error) {
	text, err := json.Marshal([]any{mutation, arguments})
	if err != nil {
		return nil, fmt.Errorf("taking the fingerprint of the input of %s: %w", mutation, err)
	}
	return &Attempt{key: key, field: responseKey, input: hash(string(text))}, nil
}

// Repeated says whether the field was answered as an earlier request was.
func (a *Attempt) Repeated() bool { return a.repeated.Load() }

// MarkRepeated notes that the field was answered as an earlier request was.
func (a *Attempt) MarkRepeated() { a.repeated.Store(true) }

// Matches says whether an earlier request had the same input.
func (a *Attempt) Matches(earlier *Record) bool { return a.input == earlier.Input }

// RecordID is the ID of the record of everyone who sends this field with this key for the same user: a hash, so that
// the key itself is not stored. Only the key can hold the separator, and it comes last.
func (a *Attempt) RecordID(caller actor.Caller) string {
	userID := ""
	if caller.UserID != nil {
		userID = *caller.UserID
	}
	return hash(strings.Join([]string{caller.CompanyID, caller.ApplicationID, userID, a.field, a.key}, "|"))
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

type contextKey struct{}

// Into returns the context of the root field.
func (a *Attempt) Into(ctx context.Context) context.Context {
	return context.WithValue(ctx, contextKey{}, a)
}

// Take returns the attempt of the root field, once: a field that commits several times is repeated by its first commit.
// It is false where no key was sent.
func Take(ctx context.Context) (*Attempt, bool) {
	attempt, ok := ctx.Value(contextKey{}).(*Attempt)
	if !ok || attempt.taken.Swap(true) {
		return nil, false
	}
	return attempt, true
}
