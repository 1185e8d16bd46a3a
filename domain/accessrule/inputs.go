package accessrule

import "time"

// Bounds of what callers give; lengths in Unicode characters.
const (
	MaxNameLength        = 100
	MaxDescriptionLength = 255
	MaxReaderLength      = 100
	MaxSettings          = 256
	// MaxRelays counts different relays of one reader.
	MaxRelays = 64
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

// CreateIdentifierInput asks for an identifier.
type CreateIdentifierInput struct {
	Name        string
	Affiliation IdentifierAffiliation
	Type        IdentifierType
	// Number is in any form that its type allows.
	Number string
	// Validity is nil for no limit at all.
	Validity *IdentifierValidityInput
}

// IdentifierValidityInput says when an identifier opens anything, and how often; nil is no limit.
type IdentifierValidityInput struct {
	From      *time.Time
	To        *time.Time
	MaxPasses *int
}

// AttachAccessRuleInput names an identifier and the rule to attach to it.
type AttachAccessRuleInput struct {
	IdentifierID string
	AccessRuleID string
}

// DetachAccessRuleInput names an identifier and the rule to detach from it.
type DetachAccessRuleInput struct {
	IdentifierID string
	AccessRuleID string
}
