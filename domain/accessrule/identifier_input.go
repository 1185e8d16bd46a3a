package accessrule

import (
	"time"

	"accessgraph/domain/inputs"
)

// Limits of identifiers; lengths are in Unicode characters.
const (
	// MaxNumberLength is the limit of a number in an input. The type of the number limits it further.
	MaxNumberLength = 256
	MaxPlateLength  = 100
	MaxPasses       = 99_999
)

const (
	numberPath       = "input.number"
	formatPath       = "input.format"
	enabledPath      = "input.enabled"
	affiliationPath  = "input.affiliation"
	validityPath     = "input.validity"
	validityFromPath = validityPath + ".from"
	validityToPath   = validityPath + ".to"
	maxPassesPath    = validityPath + ".maxPasses"
)

// CreateIdentifierInput is the input of createIdentifier.
type CreateIdentifierInput struct {
	Name        string
	Affiliation IdentifierAffiliation
	Type        IdentifierType
	// Number is in any form of its type.
	Number string
	// Format is the format of the number; nil for the one that the text has by itself.
	Format *CardNumberFormat
	// Enabled is nil for an identifier that is enabled.
	Enabled  *bool
	Validity IdentifierValidityInput
	// HolderID is nil for an identifier that nobody holds.
	HolderID *string
	// TimeProfileIDs are the time profiles to attach.
	TimeProfileIDs []string
}

// UpdateIdentifierInput is the input of updateIdentifier. Absent fields keep their values. Only HolderID can be null; a limit
// of the validity is removed by null within it.
type UpdateIdentifierInput struct {
	IdentifierID string
	Name         inputs.Field[string]
	Affiliation  inputs.Field[IdentifierAffiliation]
	// Number replaces the number. Rules, passes and passages stay.
	Number inputs.Field[string]
	// Format is the format of Number, and cannot be set without it; nil for the one that the text has by itself.
	Format   *CardNumberFormat
	Enabled  inputs.Field[bool]
	Validity inputs.Field[IdentifierValidityInput]
	// HolderID is null for an identifier that nobody holds any more.
	HolderID        inputs.Field[string]
	TimeProfileIDs  inputs.Field[[]string]
	ExpectedVersion *int
}

// IdentifierValidityInput sets the limits of an identifier. Absent limits stay as they are; null removes a limit.
type IdentifierValidityInput struct {
	From      inputs.Field[time.Time]
	To        inputs.Field[time.Time]
	MaxPasses inputs.Field[int]
}

// DeleteIdentifierInput is the input of deleteIdentifier.
type DeleteIdentifierInput struct {
	IdentifierID    string
	ExpectedVersion *int
}

// ResetIdentifierPassesInput is the input of resetIdentifierPasses.
type ResetIdentifierPassesInput struct {
	IdentifierID    string
	ExpectedVersion *int
}

// IdentifierNumberInput is a number that a reader reads.
type IdentifierNumberInput struct {
	Type IdentifierType
	// Number is in any form of its type.
	Number string
	// Format is the format of the number; nil for the one that the text has by itself.
	Format *CardNumberFormat
}

// normal returns the number in the normal form of its type. The problem is as in NormalNumber.
func (i IdentifierNumberInput) normal() (number, problem string) {
	return NormalNumber(i.Type, i.Format, i.Number)
}
