// Package document holds what all stored documents share, and what the domain asks of a store that reads them.
package document

import (
	"context"
	"errors"
	"time"

	"accessgraph/domain/id"
)

// CurrentSchemaVersion is the version of the documents' shape that this program writes.
const CurrentSchemaVersion = 1

// Base is what every document begins with.
type Base struct {
	ID        string `bson:"_id"`
	CompanyID string `bson:"companyId"`
	// SchemaVersion is the version of the document's shape, for migrations.
	SchemaVersion int `bson:"schemaVersion"`
	// Version counts the changes; it is 1 when the document is created. Writes are guarded by it.
	Version   int       `bson:"version"`
	UpdatedAt time.Time `bson:"updatedAt"`
}

// Meta gives the shell access to the base of any document.
func (b *Base) Meta() *Base { return b }

// CreatedAt is the time of the ID.
func (b *Base) CreatedAt() time.Time { return id.Time(b.ID) }

// Document is anything that is stored under an ID of its own and belongs to a company.
type Document interface {
	Meta() *Base
}

// Secretive is a document with fields that must never leave it for the audit log.
type Secretive interface {
	// AuditSecrets names those fields, as they are stored.
	AuditSecrets() []string
}

// Unversioned is a document with fields that change without its version. A replacement leaves them as they are stored.
type Unversioned interface {
	Document
	// UnversionedFields names those fields, as they are stored.
	UnversionedFields() []string
}

// ErrAbsent says that the company has no such document. Every other error of a store means that it could not tell.
var ErrAbsent = errors.New("no such document")

// Reader finds documents of one type by ID, within a company.
type Reader[T any] interface {
	// Get returns ErrAbsent when the company has no document of this ID.
	Get(ctx context.Context, companyID, id string) (*T, error)
	// GetMany leaves out what the company does not have. At most 100 IDs.
	GetMany(ctx context.Context, companyID string, ids []string) (map[string]*T, error)
}
