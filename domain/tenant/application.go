package tenant

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

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

// ListName returns the name by which lists are sorted.
func (a *Application) ListName() string { return a.Name }

// Disclosed returns the hints and expiry times of the keys.
func (a *Application) Disclosed() (field string, value any) {
	hints := make([]keyHint, len(a.Keys))
	for i, key := range a.Keys {
		hints[i] = keyHint{ID: key.ID, Hint: key.Hint, ExpiresAt: key.ExpiresAt}
	}
	return "keyHints", hints
}

// AuditSecrets keeps the hashes of the keys out of the audit log.
func (*Application) AuditSecrets() []string { return []string{"keys"} }

// ApplicationFilter selects applications. The zero value selects all.
type ApplicationFilter struct {
	// Scope selects the applications that have this scope by name.
	Scope actor.Scope
	// Enabled selects the applications that are enabled, or not enabled.
	Enabled *bool
	// NameStartsWith selects the applications whose name starts with a text, ignoring case and accents.
	NameStartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f ApplicationFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}
