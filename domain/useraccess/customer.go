package useraccess

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Customer is an organisation that users belong to.
type Customer struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string `bson:"name"`
	// ParentID is nil if the customer is not a subsidiary. It never changes.
	ParentID *string `bson:"parentId"`
	// AncestorIDs are the ancestors from the top down, the parent last.
	AncestorIDs []string    `bson:"ancestorIds"`
	CreatedBy   actor.Actor `bson:"createdBy"`
}

// ListName returns the name by which lists are sorted.
func (c *Customer) ListName() string { return c.Name }

// CustomerFilter selects customers. The zero value selects all.
type CustomerFilter struct {
	// ParentID selects the subsidiaries of one customer.
	ParentID *string
	// TopLevel, if true, selects the customers without a parent. False selects as nil does.
	TopLevel *bool
	// NameStartsWith selects the customers whose name starts with a text, ignoring case and accents.
	NameStartsWith *string
}

// Possible reports whether any customer can match the filter: none has a parent and is at the top level.
func (f CustomerFilter) Possible() bool { return f.ParentID == nil || !f.OnlyTopLevel() }

// OnlyTopLevel reports whether the filter selects only customers without a parent.
func (f CustomerFilter) OnlyTopLevel() bool { return f.TopLevel != nil && *f.TopLevel }

// Check validates the filter. It raises DATA_NOT_VALID.
func (f CustomerFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}
