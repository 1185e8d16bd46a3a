// Package tenant holds companies and their applications: who owns documents, and who calls.
package tenant

import (
	"context"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Company is the tenant. Its CompanyID is its own ID.
type Company struct {
	document.Base `bson:",inline"`
	Name          string `bson:"name"`
}

// Application is an API client of one company.
type Application struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string        `bson:"name"`
	Enabled        bool          `bson:"enabled"`
	Scopes         []actor.Scope `bson:"scopes"`
	GrantableRoles []string      `bson:"grantableRoles"`
	Keys           []ApiKey      `bson:"keys"`
	CreatedBy      actor.Actor   `bson:"createdBy"`
}

// ListName is the name that lists order by.
func (a *Application) ListName() string { return a.Name }

// AuditSecrets keeps the keys' hashes out of the audit log.
func (*Application) AuditSecrets() []string { return []string{"keys"} }

// ApiKey is a key of an application, without its secret.
type ApiKey struct {
	ID string `bson:"id"`
	// Hash is the SHA-256 of the key in lower-case hex. Only it is stored.
	Hash string `bson:"hash"`
	// Hint is the prefix and the last four characters.
	Hint      string    `bson:"hint"`
	CreatedAt time.Time `bson:"createdAt"`
	// ExpiresAt is nil for a key that does not expire.
	ExpiresAt *time.Time `bson:"expiresAt"`
}

// Live says whether the key can be used at an instant.
func (k ApiKey) Live(at time.Time) bool { return k.ExpiresAt == nil || at.Before(*k.ExpiresAt) }

// ApplicationFilter chooses applications. The zero value leaves nothing out.
type ApplicationFilter struct {
	// Scope keeps the applications that hold a scope by name.
	Scope actor.Scope
	// Enabled keeps the applications that are enabled, or those that are not.
	Enabled *bool
	// NameStartsWith keeps the applications whose name begins so, case and accents apart.
	NameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f ApplicationFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}

// KeyUses keeps when each key was last used, apart from the application: using a key is no change to it.
type KeyUses interface {
	// Record never moves a time back.
	Record(ctx context.Context, companyID, keyID string, at time.Time) error
	// LastUsed leaves out the keys that were never used. At most 100 IDs.
	LastUsed(ctx context.Context, companyID string, keyIDs []string) (map[string]time.Time, error)
}

// Credentials finds an application by the hash of one of its keys, in whatever company: the caller is not known yet.
type Credentials interface {
	// ByKeyHash returns document.ErrAbsent when no application has the key.
	ByKeyHash(ctx context.Context, hash string) (*Application, error)
}
