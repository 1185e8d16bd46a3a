package tenant

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// CreateApplicationInput asks for a new application, and its first key.
type CreateApplicationInput struct {
	Name   string
	Scopes []actor.Scope
	// GrantableRoles are the codes of the roles that the application may grant.
	GrantableRoles []string
}

// UpdateApplication asks for changes to an application. Fields that are not given keep their values; none can be null.
type UpdateApplication struct {
	ApplicationID   string
	Name            document.Field[string]
	Enabled         document.Field[bool]
	Scopes          document.Field[[]actor.Scope]
	GrantableRoles  document.Field[[]string]
	ExpectedVersion *int
}

// IssueApiKeyInput asks for one more key of an application.
type IssueApiKeyInput struct {
	ApplicationID string
	// ExpiresAt is nil for a key that does not expire.
	ExpiresAt       *time.Time
	ExpectedVersion *int
}

// RevokeApiKeyInput asks for a key to be of no use from now on.
type RevokeApiKeyInput struct {
	ApplicationID   string
	APIKeyID        string
	ExpectedVersion *int
}
