package accessrule

import "accessgraph/domain/inputs"

// newIdentifier returns the identifier that an input describes, without rules. The commit checks that its number is unique.
func newIdentifier(input CreateIdentifierInput) (*Identifier, error) {
	var fields inputs.Fields
	identifier := &Identifier{
		Name:          fields.Text(namePath, input.Name, 1, MaxNameLength),
		Affiliation:   input.Affiliation,
		Type:          input.Type,
		Validity:      IdentifierValidity{}.update(input.Validity, &fields),
		AccessRuleIDs: []string{},
	}
	number, problem := NormalNumber(input.Type, input.Number)
	fields.Reject(numberPath, problem)
	identifier.Number = number
	return identifier, fields.Err()
}

// update returns the identifier after an update.
func (i *Identifier) update(input UpdateIdentifierInput) (*Identifier, error) {
	var fields inputs.Fields
	after := *i
	input.Name.Apply(&fields, namePath, func(name string) {
		after.Name = fields.Text(namePath, name, 1, MaxNameLength)
	})
	input.Affiliation.Apply(&fields, affiliationPath, func(affiliation IdentifierAffiliation) { after.Affiliation = affiliation })
	input.Validity.Apply(&fields, validityPath, func(validity IdentifierValidityInput) {
		after.Validity = i.Validity.update(validity, &fields)
	})
	return &after, fields.Err()
}

// uniqueNumber returns the claim value that is unique among the identifiers of a company.
func (i *Identifier) uniqueNumber() string { return string(i.Type) + "|" + i.Number }
