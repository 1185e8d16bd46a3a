package tenant

import (
	"context"
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// Service authenticates callers, and carries out the mutations of applications and their keys.
type Service struct {
	Applications Applications
	Users        Users
	Roles        Roles
	Credentials  Credentials
	// Cache spares requests the read of their application. It must watch the committer of Changes.
	Cache   *KeyCache
	Changes *commit.Runner
}

// Applications reads the applications of a company.
type Applications interface {
	document.Reader[Application]
	document.Lister[Application, ApplicationFilter]
}

// Users reads the users of a company.
type Users interface {
	// UserMayAct reports whether the company has a user, and the user is enabled.
	UserMayAct(ctx context.Context, companyID, userID string) (bool, error)
}

// Roles reads the roles of user accesses of a company.
type Roles interface {
	// UnknownRoles returns those of the codes that no role of the company has, in their order.
	UnknownRoles(ctx context.Context, companyID string, codes []string) ([]string, error)
}

// Credentials reads applications by the hashes of their keys, in every company, because the caller is not known yet.
type Credentials interface {
	// ByKeyHash returns document.ErrAbsent if no application has a key with the hash.
	ByKeyHash(ctx context.Context, hash string) (*Application, error)
}

// KeyUses stores the time of the last use of each key, apart from the application: the use of a key does not change it.
type KeyUses interface {
	// Record records the use of a key, unless a later use is recorded.
	Record(ctx context.Context, companyID, keyID string, at time.Time) error
	// LastUsed returns the times by key ID. It omits keys that were never used. It takes at most 100 IDs.
	LastUsed(ctx context.Context, companyID string, keyIDs []string) (map[string]time.Time, error)
}
