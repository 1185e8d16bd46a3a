// Package idempotency has a mutation that is retried with the same idempotency key return the result of its first request, and
// be carried out once.
package idempotency

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Window is how long an outcome is kept.
const Window = 24 * time.Hour

// Record is kept for a mutation that succeeded, in the mutation's own commit.
type Record struct {
	ID            string `bson:"_id"`
	CompanyID     string `bson:"companyId"`
	SchemaVersion int    `bson:"schemaVersion"`
	// Input is the fingerprint of the mutation and its arguments.
	Input string `bson:"input"`
	// Outcome is what the mutation came to: IDs of objects, which a repeat reads again, and no secret.
	Outcome Outcome `bson:"outcome"`
	// ExpiresAt is the first instant at which the record counts for nothing, whether it is still stored or not.
	ExpiresAt time.Time `bson:"expiresAt"`
}

// NewRecord returns the record of the caller's attempt and its outcome.
func NewRecord(caller actor.Caller, outcome Outcome, now time.Time) Record {
	return Record{
		ID: RecordID(caller), CompanyID: caller.CompanyID, SchemaVersion: document.CurrentSchemaVersion,
		Input: caller.Attempt.Input, Outcome: outcome, ExpiresAt: now.Add(Window),
	}
}

// RecordID returns the ID of the record of everyone who sends the field of the caller's attempt with its key for the same
// user: a hash, so that the key itself is not stored. Only the key can hold the separator, and it comes last.
func RecordID(caller actor.Caller) string {
	userID := ""
	if caller.UserID != nil {
		userID = *caller.UserID
	}
	parts := []string{caller.CompanyID, caller.ApplicationID, userID, caller.Attempt.Field, caller.Attempt.Key}
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(sum[:])
}

// Matches reports whether an attempt has the input of the record.
func (r *Record) Matches(attempt *actor.Attempt) bool { return attempt.Input == r.Input }

// Expired says whether the record counts for nothing any more. A store removes expired records when it gets to it.
func (r *Record) Expired(now time.Time) bool { return !now.Before(r.ExpiresAt) }

// Records finds what earlier requests came to.
type Records interface {
	// Get returns document.ErrAbsent when the company has no such record; one that is expired may still be there.
	Get(ctx context.Context, companyID, recordID string) (*Record, error)
}

// Objects finds documents of every type by ID.
type Objects interface {
	// Object returns document.ErrAbsent when the company has no document of this ID.
	Object(ctx context.Context, companyID, documentID string) (document.Document, error)
}
