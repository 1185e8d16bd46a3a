package tenant

import (
	"fmt"
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/inputs"
)

const (
	// longestName is in Unicode characters.
	longestName = 100
	// longestRoleCode is in Unicode characters.
	longestRoleCode = 100
	// maxScopes is the limit of the scopes in an input, duplicates included.
	maxScopes = 100
	// maxGrantableRoles limits what is read for each request of the application.
	maxGrantableRoles = 200
)

const (
	namePath           = "input.name"
	enabledPath        = "input.enabled"
	scopesPath         = "input.scopes"
	grantableRolesPath = "input.grantableRoles"
	expiresAtPath      = "input.expiresAt"
)

// CreateApplicationInput is the input of createApplication, which also issues the first key.
type CreateApplicationInput struct {
	Name   string
	Scopes []actor.Scope
	// GrantableRoles are the codes of the roles that the application may grant.
	GrantableRoles []string
}

// UpdateApplicationInput is the input of updateApplication. Absent fields keep their values; no field can be null.
type UpdateApplicationInput struct {
	ApplicationID   string
	Name            inputs.Field[string]
	Enabled         inputs.Field[bool]
	Scopes          inputs.Field[[]actor.Scope]
	GrantableRoles  inputs.Field[[]string]
	ExpectedVersion *int
}

// IssueApiKeyInput is the input of issueApiKey.
type IssueApiKeyInput struct {
	ApplicationID string
	// ExpiresAt is nil for a key that does not expire.
	ExpiresAt       *time.Time
	ExpectedVersion *int
}

// RevokeApiKeyInput is the input of revokeApiKey.
type RevokeApiKeyInput struct {
	ApplicationID   string
	APIKeyID        string
	ExpectedVersion *int
}

// readScopes returns each scope once, in the order of the schema. It rejects unknown scopes.
func readScopes(fields *inputs.Fields, scopes []actor.Scope) []actor.Scope {
	set := []actor.Scope{}
	if !fields.Entries(scopesPath, len(scopes), maxScopes) {
		return set
	}
	allScopes := actor.Scopes()
	for i, scope := range scopes {
		if !slices.Contains(allScopes, scope) {
			fields.Reject(fmt.Sprintf("%s[%d]", scopesPath, i), "must be a scope")
		}
	}
	for _, scope := range allScopes {
		if slices.Contains(scopes, scope) {
			set = append(set, scope)
		}
	}
	return set
}

// storedTime returns an instant in the form in which it is stored: in UTC with milliseconds. It returns nil for nil.
func storedTime(instant *time.Time) *time.Time {
	if instant == nil {
		return nil
	}
	return new(instant.UTC().Truncate(time.Millisecond))
}

// validateExpiry raises DATA_NOT_VALID if the expiry of a new key does not lie in the future.
func validateExpiry(expiresAt *time.Time, now time.Time) error {
	var fields inputs.Fields
	if expiresAt != nil && !expiresAt.After(now) {
		fields.Reject(expiresAtPath, "must lie in the future")
	}
	return fields.Err()
}
