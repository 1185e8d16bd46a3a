package accessrule

import (
	"fmt"
	"time"

	"accessgraph/domain/text"
)

// newIdentifier decides on an identifier, with no rule attached. That its number is unique is for the commit to find out.
func newIdentifier(input CreateIdentifierInput) (*Identifier, error) {
	var fields text.Fields
	identifier := &Identifier{
		Name:          fields.Text("input.name", input.Name, 1, MaxNameLength),
		Affiliation:   input.Affiliation,
		Type:          input.Type,
		AccessRuleIDs: []string{},
	}
	number, problem := NormalNumber(input.Type, input.Number)
	fields.Refuse("input.number", problem)
	identifier.Number = number
	if input.Validity != nil {
		identifier.Validity = readValidity(*input.Validity, &fields)
	}
	return identifier, fields.Err()
}

// readValidity reads from when until when, and how often, an identifier opens anything. All passes are left.
func readValidity(input IdentifierValidityInput, fields *text.Fields) IdentifierValidity {
	validity := IdentifierValidity{
		From: stored(input.From), To: stored(input.To),
		MaxPasses: input.MaxPasses, PassesLeft: input.MaxPasses,
	}
	if validity.From != nil && validity.To != nil && !validity.From.Before(*validity.To) {
		fields.Refuse("input.validity.to", "must be later than from")
	}
	if passes := input.MaxPasses; passes != nil && (*passes < 1 || *passes > MaxPasses) {
		fields.Refuse("input.validity.maxPasses", fmt.Sprintf("must be between 1 and %d", MaxPasses))
	}
	return validity
}

// stored returns an instant as precisely as it is kept: in milliseconds.
func stored(instant *time.Time) *time.Time {
	if instant == nil {
		return nil
	}
	kept := instant.UTC().Truncate(time.Millisecond)
	return &kept
}
