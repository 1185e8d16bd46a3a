package idempotency

import (
	"context"
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

// Record is what is kept of an attempt with its outcome.
func (a *Attempt) Record(caller actor.Caller, outcome Outcome, now time.Time) Record {
	return Record{
		ID: a.RecordID(caller), CompanyID: caller.CompanyID, SchemaVersion: document.CurrentSchemaVersion,
		Input: a.input, Outcome: outcome, ExpiresAt: now.Add(Window),
	}
}

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
