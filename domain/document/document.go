// Package document holds what all stored documents have in common, and the interfaces of stores that read them.
package document

import (
	"context"
	"errors"
	"time"

	"accessgraph/domain/id"
)

// CurrentSchemaVersion is the version of the shape of documents that this program writes.
const CurrentSchemaVersion = 1

// Base is the part that all documents have in common.
type Base struct {
	ID        string `bson:"_id"`
	CompanyID string `bson:"companyId"`
	// SchemaVersion is the version of the shape of the document, for migrations.
	SchemaVersion int `bson:"schemaVersion"`
	// Version counts the changes, from 1 on. It guards writes.
	Version   int       `bson:"version"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// Meta returns the base of a document.
func (b *Base) Meta() *Base { return b }

// CreatedAt returns the time of the ID.
func (b *Base) CreatedAt() time.Time { return id.Time(b.ID) }

// Document is a stored document. It has its own ID and belongs to a company.
type Document interface {
	Meta() *Base
}

// Secretive is a document with fields that must never be audited.
type Secretive interface {
	// AuditSecrets returns the stored names of these fields.
	AuditSecrets() []string
}

// Unversioned is a document with fields that change without a new version. A replacement leaves the stored fields unchanged.
type Unversioned interface {
	Document
	// UnversionedFields returns the stored names of these fields.
	UnversionedFields() []string
}

// ErrAbsent is returned if the company does not have a document. Every other error of a store means that the read failed.
var ErrAbsent = errors.New("no such document")

// Reader reads the documents of one type by ID, within a company.
type Reader[T any] interface {
	// Get returns ErrAbsent if the company does not have the document.
	Get(ctx context.Context, companyID, documentID string) (*T, error)
	// GetMany returns documents by ID. It omits IDs that the company does not have. It takes at most 100 IDs.
	GetMany(ctx context.Context, companyID string, ids []string) (map[string]*T, error)
}
