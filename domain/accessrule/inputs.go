package accessrule

import (
	"time"

	"accessgraph/domain/document"
)

// Bounds of what callers give; lengths in Unicode characters.
const (
	MaxNameLength        = 100
	MaxDescriptionLength = 255
	MaxReaderLength      = 100
	MaxSettings          = 256
	// MaxRelays counts different relays of one reader.
	MaxRelays = 64
	// maxRelayEntries bounds the relays as they are given, repeated ones included.
	maxRelayEntries = 256
	// MaxNumberLength bounds a number as it is given; its type bounds it further.
	MaxNumberLength = 256
	MaxPlateLength  = 100
	MaxPasses       = 99_999
	// MaxAccessRules is the most rules that can be attached to one identifier.
	MaxAccessRules = 100
)

// CreateAccessRuleInput asks for an access rule.
type CreateAccessRuleInput struct {
	Name        string
	Description string
	Settings    []AccessRuleSettingInput
}

// AccessRuleSettingInput says which relays a reader opens.
type AccessRuleSettingInput struct {
	Reader string
	Relays []int
}

// UpdateAccessRule asks for changes to an access rule. Fields that are not given keep their values, and none can be null.
type UpdateAccessRule struct {
	AccessRuleID    string
	Name            document.Field[string]
	Description     document.Field[string]
	Settings        document.Field[[]AccessRuleSettingInput]
	ExpectedVersion *int
}

// DeleteAccessRuleInput asks for an access rule to go away.
type DeleteAccessRuleInput struct {
	AccessRuleID string
	// Detach has the rule detached from every identifier. Without it a rule that is attached stays.
	Detach          bool
	ExpectedVersion *int
}

// CreateIdentifier asks for an identifier.
type CreateIdentifier struct {
	Name        string
	Affiliation IdentifierAffiliation
	Type        IdentifierType
	// Number is in any form that its type allows.
	Number   string
	Validity UpdateValidity
}

// UpdateIdentifier asks for changes to an identifier. Fields that are not given keep their values, and none can be
// null: what is to be removed of the validity is null within it.
type UpdateIdentifier struct {
	IdentifierID    string
	Name            document.Field[string]
	Affiliation     document.Field[IdentifierAffiliation]
	Validity        document.Field[UpdateValidity]
	ExpectedVersion *int
}

// UpdateValidity says when an identifier is to open anything, and how often. Each limit that is not given stays as it
// is, and null removes it.
type UpdateValidity struct {
	From      document.Field[time.Time]
	To        document.Field[time.Time]
	MaxPasses document.Field[int]
}

// DeleteIdentifierInput asks for an identifier to go away.
type DeleteIdentifierInput struct {
	IdentifierID    string
	ExpectedVersion *int
}

// ResetIdentifierPassesInput asks for all passes of an identifier to be available again.
type ResetIdentifierPassesInput struct {
	IdentifierID    string
	ExpectedVersion *int
}

// AttachAccessRuleInput names an identifier and the rule to attach to it.
type AttachAccessRuleInput struct {
	IdentifierID string
	AccessRuleID string
	// ExpectedVersion is that of the identifier.
	ExpectedVersion *int
}

// DetachAccessRuleInput names an identifier and the rule to detach from it.
type DetachAccessRuleInput struct {
	IdentifierID string
	AccessRuleID string
	// ExpectedVersion is that of the identifier.
	ExpectedVersion *int
}
