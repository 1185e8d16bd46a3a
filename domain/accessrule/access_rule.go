package accessrule

import (
	"slices"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// AccessRule says which relays each reader opens for the identifiers to which the rule is attached.
type AccessRule struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string              `bson:"name"`
	Description    string              `bson:"description"`
	Settings       []AccessRuleSetting `bson:"settings"`
	// TimeProfileIDs are the time profiles of which one must be open for the rule to open anything; none for always.
	TimeProfileIDs []string    `bson:"timeProfileIds"`
	CreatedBy      actor.Actor `bson:"createdBy"`
}

// ListName returns the name by which lists are sorted.
func (r *AccessRule) ListName() string { return r.Name }

// AccessRuleSetting is a reader with the relays that it opens.
type AccessRuleSetting struct {
	Reader string `bson:"reader"`
	// Relays is a set, in ascending order.
	Relays []int `bson:"relays"`
}

// AccessRuleFilter selects access rules. The zero value selects all.
type AccessRuleFilter struct {
	// NameStartsWith selects the rules whose name starts with a text, ignoring case and accents.
	NameStartsWith *string
	// Reader selects the rules that have a reader.
	Reader *string
	// TimeProfileID selects the rules that one time profile is attached to.
	TimeProfileID *string
	// IdentifierID selects the rules that are attached to one identifier.
	IdentifierID *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f AccessRuleFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}

// Normal returns the filter with its reader in the form in which readers are stored.
func (f AccessRuleFilter) Normal() AccessRuleFilter {
	f.Reader = cleanReader(f.Reader)
	return f
}

// Keeps reports whether a rule has the name, the reader and the time profile of the filter.
func (f AccessRuleFilter) Keeps(rule *AccessRule) bool {
	if f.TimeProfileID != nil && !slices.Contains(rule.TimeProfileIDs, *f.TimeProfileID) {
		return false
	}
	if f.Reader != nil {
		if _, hasReader := rule.relaysOf(*f.Reader); !hasReader {
			return false
		}
	}
	return f.NameStartsWith == nil || text.KeyStartsWith(rule.NameKey, *f.NameStartsWith)
}
