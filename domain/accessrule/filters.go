package accessrule

import (
	"time"

	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// RuleFilter selects access rules. The zero value selects all.
type RuleFilter struct {
	// NameStartsWith keeps the rules whose name begins so, case and accents apart.
	NameStartsWith *string
	// Reader keeps the rules that have a reader.
	Reader *string
	// IdentifierID keeps the rules that are attached to one identifier.
	IdentifierID *string
}

// Check raises DATA_NOT_VALID.
func (f RuleFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
}

// Normal returns the filter with its reader as readers are stored.
func (f RuleFilter) Normal() RuleFilter {
	f.Reader = cleaned(f.Reader)
	return f
}

// Keeps reports whether a rule has the name and the reader.
func (f RuleFilter) Keeps(rule *AccessRule) bool {
	if f.Reader != nil {
		if _, found := rule.relaysOf(*f.Reader); !found {
			return false
		}
	}
	return f.NameStartsWith == nil || text.KeyStartsWith(rule.NameKey, *f.NameStartsWith)
}

// IdentifierFilter selects identifiers. The zero value selects all.
type IdentifierFilter struct {
	Type        *IdentifierType
	Affiliation *IdentifierAffiliation
	// Number keeps the one with a number of a type; in the store's filter it is in its normal form.
	Number *IdentifierNumberInput
	// AccessRuleID keeps the identifiers that one rule is attached to.
	AccessRuleID *string
	// NameStartsWith keeps the identifiers whose name begins so, case and accents apart.
	NameStartsWith *string
}

// Check raises DATA_NOT_VALID.
func (f IdentifierFilter) Check() error {
	return document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith)
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

// PassageFilter selects passages. The zero value selects all.
type PassageFilter struct {
	// IdentifierID keeps the passages of one identifier.
	IdentifierID *string
	// Reader keeps the passages at one reader.
	Reader *string
	// Granted keeps the passages that were granted, or those that were not.
	Granted *bool
	// Denial keeps the passages that were denied for one reason.
	Denial *PassageDenial
	// From keeps what was recorded at that instant or later, To what was recorded before. An instant is nil for no bound.
	From, To *time.Time
}

// Normal returns the filter with its reader as readers are stored.
func (f PassageFilter) Normal() PassageFilter {
	f.Reader = cleaned(f.Reader)
	return f
}

// cleaned returns the text of a reader as readers are stored; nil for nil.
func cleaned(reader *string) *string {
	if reader == nil {
		return nil
	}
	clean := text.Clean(*reader)
	return &clean
}
