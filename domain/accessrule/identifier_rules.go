package accessrule

import (
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/timeprofile"
)

// newIdentifier returns the identifier that an input describes, without rules. The commit checks that its number is unique. holder is
// nil if the input names none, or if the company does not have the person. profiles has the time profiles of the input that the company
// has.
func newIdentifier(input CreateIdentifierInput, holder IdentifierHolder, profiles timeProfiles) (*Identifier, error) {
	var fields inputs.Fields
	identifier := &Identifier{
		Name:          fields.Text(namePath, input.Name, 1, MaxNameLength),
		Affiliation:   input.Affiliation,
		Type:          input.Type,
		Number:        readNumber(input.Type, input.Format, input.Number, &fields),
		Enabled:       input.Enabled == nil || *input.Enabled,
		Validity:      IdentifierValidity{}.update(input.Validity, &fields),
		AccessRuleIDs: []string{},
		HolderID:      readHolder(input.HolderID, holder, &fields),
	}
	identifier.TimeProfileIDs = timeprofile.ReadTimeProfileIDs(input.TimeProfileIDs, profiles, &fields)
	return identifier, fields.Err()
}

// readNumber returns a number in the normal form of its type.
func readNumber(kind IdentifierType, format *CardNumberFormat, raw string, fields *inputs.Fields) string {
	if format != nil && !kind.hasFormats() {
		fields.Reject(formatPath, "must be left out, unless the type is CARD or UKEY")
		format = nil
	}
	number, problem := NormalNumber(kind, format, raw)
	fields.Reject(numberPath, problem)
	return number
}

// readHolder returns the ID of a holder. It rejects an ID without a holder, and that of a person who was erased.
func readHolder(holderID *string, holder IdentifierHolder, fields *inputs.Fields) *string {
	if holderID != nil && holder == nil {
		fields.Reject(holderIDPath, notAHolder)
	}
	if holder != nil {
		if refusal, isErased := holder.Erased(); isErased {
			fields.Report(fault.DataNotValid)
			fields.Add(refusal.With(holderIDPath, "must be the ID of a person who was not erased"))
		}
	}
	return holderID
}

// update returns the identifier after an update. holder and profiles are as in newIdentifier.
func (i *Identifier) update(input UpdateIdentifierInput, holder IdentifierHolder, profiles timeProfiles) (*Identifier, error) {
	var fields inputs.Fields
	after := *i
	input.Name.Apply(&fields, namePath, func(name string) {
		after.Name = fields.Text(namePath, name, 1, MaxNameLength)
	})
	input.Affiliation.Apply(&fields, affiliationPath, func(affiliation IdentifierAffiliation) { after.Affiliation = affiliation })
	input.Number.Apply(&fields, numberPath, func(number string) {
		after.Number = readNumber(i.Type, input.Format, number, &fields)
	})
	if input.Format != nil && !input.Number.IsSet {
		fields.Reject(formatPath, "must be left out, unless a number is set")
	}
	input.Enabled.Apply(&fields, enabledPath, func(enabled bool) { after.Enabled = enabled })
	input.Validity.Apply(&fields, validityPath, func(validity IdentifierValidityInput) {
		after.Validity = i.Validity.update(validity, &fields)
	})
	input.HolderID.ApplyNullable(func(holderID *string) { after.HolderID = readHolder(holderID, holder, &fields) })
	input.TimeProfileIDs.Apply(&fields, timeprofile.TimeProfileIDsPath, func(profileIDs []string) {
		after.TimeProfileIDs = timeprofile.ReadTimeProfileIDs(profileIDs, profiles, &fields)
	})
	return &after, fields.Err()
}

// numberTaken returns the fault of a number that another identifier of the company and type has.
func numberTaken() fault.Fault {
	return fault.New(fault.IdentifierNumberTaken).With(numberPath, "must be unique within the company and type")
}

// uniqueNumber returns the claim value that is unique among the identifiers of a company.
func (i *Identifier) uniqueNumber() string { return string(i.Type) + "|" + i.Number }
