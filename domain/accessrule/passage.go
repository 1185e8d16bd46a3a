package accessrule

import (
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// Passage is a decision at a door, as it was recorded. It is never changed.
type Passage struct {
	document.Base `bson:",inline"`
	Reader        string `bson:"reader"`
	// IdentifierID is nil when the identifier was unknown.
	IdentifierID *string `bson:"identifierId"`
	// Presented is what an unknown identifier showed; nil for a known one.
	Presented *PresentedNumber `bson:"presented"`
	// IdentifierType is that of the identifier, or of the number that was shown; nil when neither is known, and in passages
	// that were recorded before it was.
	IdentifierType *IdentifierType `bson:"identifierType"`
	// MaskedNumber is the end of the number; nil for an input code, for a malformed number, and where IdentifierType is nil.
	MaskedNumber *string `bson:"maskedNumber"`
	Granted      bool    `bson:"granted"`
	// Relays are those that were to be opened, ascending.
	Relays []int          `bson:"relays"`
	Denial *PassageDenial `bson:"denial"`
	// AccessRuleIDs are the rules that decided.
	AccessRuleIDs []string `bson:"accessRuleIds"`
	// Explanation says in words what decided, with the names of then.
	Explanation string `bson:"explanation"`
	// RefusedAttempts are the attempts at the reader that were denied TOO_MANY_ATTEMPTS since the passage before and have no
	// passage of their own; nil for another denial, and when granted.
	RefusedAttempts *int        `bson:"refusedAttempts"`
	CreatedBy       actor.Actor `bson:"createdBy"`
}

// PresentedNumber is what a reader read that no identifier has.
type PresentedNumber struct {
	Type IdentifierType `bson:"type"`
	// Number is in its normal form; empty for one that has none, and for an input code, which is a secret of a kind.
	Number string `bson:"number"`
}

// PassageIdentifierInput says which identifier stands at a reader: exactly one of both.
type PassageIdentifierInput struct {
	IdentifierID *string
	Number       *IdentifierNumberInput
}

// IdentifierNumberInput is what a reader read.
type IdentifierNumberInput struct {
	Type IdentifierType
	// Number is in any form that its type allows.
	Number string
}

// RecordPassageInput asks for a passage to be decided and recorded.
type RecordPassageInput struct {
	Reader     string
	Identifier PassageIdentifierInput
}

// presentedNumber is what is kept of a number that no identifier has.
func presentedNumber(given *IdentifierNumberInput) *PresentedNumber {
	if given == nil {
		return nil
	}
	shown := &PresentedNumber{Type: given.Type}
	if given.Type != InputCode {
		shown.Number, _ = NormalNumber(given.Type, given.Number)
	}
	return shown
}

// passage is what is recorded of a decision.
func (d *PassageDecision) passage(base document.Base, by actor.Actor, input RecordPassageInput) *Passage {
	recorded := &Passage{
		Base: base, Reader: d.Reader, Granted: d.Granted, Relays: d.Relays, Denial: d.Denial, Explanation: d.Explanation,
		AccessRuleIDs: make([]string, len(d.AccessRules)), CreatedBy: by,
	}
	if d.Identifier == nil {
		recorded.Presented = presentedNumber(input.Identifier.Number)
	} else {
		recorded.IdentifierID = &d.Identifier.ID
	}
	recorded.mask(d.Identifier)
	for at, rule := range d.AccessRules {
		recorded.AccessRuleIDs[at] = rule.ID
	}
	return recorded
}
