package accessrule

import (
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Identifier is a card, key, code or plate that a reader reads.
type Identifier struct {
	document.Base  `bson:",inline"`
	document.Named `bson:",inline"`
	Name           string                `bson:"name"`
	Affiliation    IdentifierAffiliation `bson:"affiliation"`
	Type           IdentifierType        `bson:"type"`
	// Number is in the normal form of its type. That of a plate is folded, with the version of the document's FoldVersion.
	Number string `bson:"number"`
	// Enabled is false for an identifier that opens nothing until it is enabled again.
	Enabled  bool               `bson:"enabled"`
	Validity IdentifierValidity `bson:"validity"`
	// AccessRuleIDs are the attached rules, in the order of their attachment.
	AccessRuleIDs []string `bson:"accessRuleIds"`
	// TimeProfileIDs are the time profiles of which one must be open for the identifier to open anything; none for always.
	TimeProfileIDs []string `bson:"timeProfileIds"`
	// HolderID is the ID of the IdentifierHolder; nil if nobody holds the identifier.
	HolderID  *string     `bson:"holderId"`
	CreatedBy actor.Actor `bson:"createdBy"`
}

// ListName returns the name by which lists are sorted.
func (i *Identifier) ListName() string { return i.Name }

// NumberFormat returns the format of the number, or nil if numbers of the type have none.
func (i *Identifier) NumberFormat() *CardNumberFormat {
	if !i.Type.hasFormats() {
		return nil
	}
	return new(formatOfNormal(i.Number))
}

// AuditSecrets keeps input codes, which are secrets, out of the audit log.
func (i *Identifier) AuditSecrets() []string {
	if i.Type == InputCode {
		return []string{"number"}
	}
	return nil
}

// Attached reports whether a rule is attached to the identifier.
func (i *Identifier) Attached(accessRuleID string) bool {
	return slices.Contains(i.AccessRuleIDs, accessRuleID)
}

// IdentifierAffiliation is the affiliation of the holder of an identifier.
type IdentifierAffiliation string

// The affiliations of an identifier.
const (
	Owner IdentifierAffiliation = "OWNER"
	Guest IdentifierAffiliation = "GUEST"
)

// IdentifierType is the type of an identifier.
type IdentifierType string

// The types of an identifier.
const (
	Card         IdentifierType = "CARD"
	Ukey         IdentifierType = "UKEY"
	InputCode    IdentifierType = "INPUT_CODE"
	LicensePlate IdentifierType = "LICENSE_PLATE"
)

// IdentifierValidity limits when and how often an identifier opens anything.
type IdentifierValidity struct {
	// From is the first valid instant; nil for no limit.
	From *time.Time `bson:"from"`
	// To is the first instant that is no longer valid; nil for no limit.
	To *time.Time `bson:"to"`
	// MaxPasses is nil for no limit. A counter holds the number of passes that are left.
	MaxPasses *int `bson:"maxPasses"`
}

// IdentifierFilter selects identifiers. The zero value selects all.
type IdentifierFilter struct {
	Type        *IdentifierType
	Affiliation *IdentifierAffiliation
	// Enabled selects the identifiers that are enabled, or not enabled.
	Enabled *bool
	// Number selects the identifier with a number of a type. In the filter of the store it is in its normal form.
	Number *IdentifierNumberInput
	// AccessRuleID selects the identifiers to which one rule is attached.
	AccessRuleID *string
	// TimeProfileID selects the identifiers that one time profile is attached to.
	TimeProfileID *string
	// HolderID selects the identifiers that one person holds.
	HolderID *string
	// Opens selects the identifiers that open a reader. Openers lists them.
	Opens *OpensInput
	// AnyAccessRuleID selects the identifiers that have any of some rules. No client sets it.
	AnyAccessRuleID []string
	// NameStartsWith selects the identifiers whose name starts with a text, ignoring case and accents.
	NameStartsWith *string
}

// Check validates the filter. It raises DATA_NOT_VALID.
func (f IdentifierFilter) Check() error {
	if err := document.CheckNameStart("filter.nameStartsWith", f.NameStartsWith); err != nil {
		return err
	}
	return f.Opens.check("filter.opens")
}

// Normal returns the filter with its number in the normal form, with the type of the number, and with its reader in the form in which
// readers are stored. It returns false if no
// identifier can match: the number is malformed, or its type is not that of the filter.
func (f IdentifierFilter) Normal() (IdentifierFilter, bool) {
	f.Opens = f.Opens.normal()
	if f.Number == nil {
		return f, true
	}
	if f.Type != nil && *f.Type != f.Number.Type {
		return f, false
	}
	number, problem := f.Number.normal()
	f.Type, f.Number = &f.Number.Type, &IdentifierNumberInput{Type: f.Number.Type, Number: number}
	return f, problem == ""
}
