package roleaccount

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// ExternalRole is a role that people of other organisations can have in the company.
type ExternalRole struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string      `bson:"name"`
	Enabled        bool        `bson:"enabled"`
	CreatedBy      actor.Actor `bson:"createdBy"`
}

// ListName returns the name by which lists are sorted.
func (r *ExternalRole) ListName() string { return r.Name }

// ExternalRoleFilter selects roles. The zero value selects all.
type ExternalRoleFilter struct {
	// Enabled selects the roles that are enabled, or not enabled.
	Enabled *bool
	// NameStartsWith selects the roles whose name starts with a text, ignoring case and accents.
	NameStartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f ExternalRoleFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}
