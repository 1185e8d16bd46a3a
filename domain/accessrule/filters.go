package accessrule

import (
	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// RuleFilter chooses access rules. The zero value leaves nothing out.
type RuleFilter struct {
	// NameStartsWith keeps the rules whose name begins so, case and accents apart.
	NameStartsWith *string
	// Reader keeps the rules that have a reader.
	Reader *string
	// IdentifierID keeps the rules that are attached to one identifier.
	IdentifierID string
}

// Check raises DATA_NOT_VALID.
func (f RuleFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}

// Normal returns the filter with its reader as readers are stored.
func (f RuleFilter) Normal() RuleFilter {
	if f.Reader != nil {
		reader := text.Clean(*f.Reader)
		f.Reader = &reader
	}
	return f
}

// Keeps says whether a rule has the name and the reader.
func (f RuleFilter) Keeps(rule *AccessRule) bool {
	if f.Reader != nil {
		if _, found := rule.relaysOf(*f.Reader); !found {
			return false
		}
	}
	return f.NameStartsWith == nil || text.KeyStartsWith(rule.NameKey, *f.NameStartsWith)
}

// IdentifierFilter chooses identifiers. The zero value leaves nothing out.
type IdentifierFilter struct {
	Type        *IdentifierType
	Affiliation *IdentifierAffiliation
	// Number keeps the one with a number of a type; in the store's filter it is in its normal form.
	Number *IdentifierNumberInput
	// AccessRuleID keeps the identifiers that one rule is attached to.
	AccessRuleID string
}

// Normal returns the filter with its number in the normal form, and the type that it is of. It is false for a filter that
// no identifier can meet: a number that is malformed, or of another type than the one asked for.
func (f IdentifierFilter) Normal() (IdentifierFilter, bool) {
	if f.Number == nil {
		return f, true
	}
	if f.Type != nil && *f.Type != f.Number.Type {
		return f, false
	}
	number, problem := NormalNumber(f.Number.Type, f.Number.Number)
	f.Type, f.Number = &f.Number.Type, &IdentifierNumberInput{Type: f.Number.Type, Number: number}
	return f, problem == ""
}

// PassageFilter chooses passages. The zero value leaves nothing out.
type PassageFilter struct {
	// IdentifierID keeps the passages of one identifier.
	IdentifierID string
}
