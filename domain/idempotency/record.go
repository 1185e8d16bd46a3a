// Package idempotency holds the records by which a mutation that is retried with the same idempotency key is carried out once, and
// returns the result of the first request.
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

// Window is the time for which a record is kept.
const Window = 24 * time.Hour

// Record is the idempotency record of a mutation that has succeeded. It is written in the commit of the mutation.
type Record struct {
	ID            string `bson:"_id"`
	CompanyID     string `bson:"companyId"`
	SchemaVersion int    `bson:"schemaVersion"`
	// Input is the fingerprint of the mutation and its arguments.
	Input string `bson:"input"`
	// Outcome is the result of the mutation: the IDs of objects, which a replay reads again. It contains no secret.
	Outcome Outcome `bson:"outcome"`
	// ExpiresAt is the instant from which the record is ignored, even if it is still stored.
	ExpiresAt time.Time `bson:"expiresAt"`
}

// NewRecord returns the record of the caller's attempt and its outcome.
func NewRecord(caller actor.Caller, outcome Outcome, now time.Time) Record {
	return Record{
		ID: RecordID(caller), CompanyID: caller.CompanyID, SchemaVersion: document.CurrentSchemaVersion,
		Input: caller.Attempt.Input, Outcome: outcome, ExpiresAt: now.Add(Window),
	}
}

// RecordID returns the ID of the record of a caller's attempt. It is a hash of the company, application or bearer, user, field and key, so
// that the key itself is not stored. Only the key can contain the separator, so it is the last part.
func RecordID(caller actor.Caller) string {
	userID := ""
	if caller.UserID != nil {
		userID = *caller.UserID
	}
	parts := []string{caller.CompanyID, caller.IdempotencyScope(), userID, caller.Attempt.Field, caller.Attempt.Key}
	sum := sha256.Sum256([]byte(strings.Join(parts, "|")))
	return hex.EncodeToString(sum[:])
}

// Matches reports whether an attempt has the input of the record.
func (r *Record) Matches(attempt *actor.Attempt) bool { return attempt.Input == r.Input }

// Expired reports whether the record has expired. A store may keep expired records for a while.
func (r *Record) Expired(now time.Time) bool { return !now.Before(r.ExpiresAt) }

// Records reads idempotency records.
type Records interface {
	// Get returns document.ErrAbsent if the company does not have the record. It may return an expired record.
	Get(ctx context.Context, companyID, recordID string) (*Record, error)
}

// Objects reads documents of every type by ID.
type Objects interface {
	// Object returns document.ErrAbsent if the company does not have the document.
	Object(ctx context.Context, companyID, documentID string) (document.Document, error)
}
