package accessrule

import (
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Passage is the record of a decision at a door. It never changes. The time of its ID is the time at which it happened, so that lists
// of passages are in that order, also with passages that were recorded late.
type Passage struct {
	document.Base `bson:",inline"`
	Reader        string `bson:"reader"`
	// IdentifierID is nil if the identifier was unknown.
	IdentifierID *string `bson:"identifierId"`
	// Presented is the number of an unknown identifier; nil if the identifier was known.
	Presented *PresentedNumber `bson:"presented"`
	// IdentifierType is the type of the identifier or of the presented number. It is nil if there is neither, and in old passages
	// that do not record it.
	IdentifierType *IdentifierType `bson:"identifierType"`
	// MaskedNumber is the end of the number. It is nil for an input code, for a malformed number, and without IdentifierType.
	MaskedNumber *string `bson:"maskedNumber"`
	// HolderID is the ID of the person who held the identifier; nil if nobody did, if it was unknown, and in old passages.
	HolderID *string `bson:"holderId"`
	// Granted is the server's decision.
	Granted bool `bson:"granted"`
	// DoorGranted is what the door has done by itself. It is nil if the door left the decision to the server.
	DoorGranted *bool `bson:"doorGranted"`
	// Relays are the relays to open, ascending.
	Relays []int          `bson:"relays"`
	Denial *PassageDenial `bson:"denial"`
	// AccessRuleIDs are the rules that decided.
	AccessRuleIDs []string `bson:"accessRuleIds"`
	// OpensAt and ClosesAt are those of the decision; nil in old passages. They are kept for a replay.
	OpensAt  *time.Time `bson:"opensAt"`
	ClosesAt *time.Time `bson:"closesAt"`
	// Explanation explains the decision, with the names at the time of the passage.
	Explanation string `bson:"explanation"`
	// RefusedAttempts is the number of attempts at the reader that were denied TOO_MANY_ATTEMPTS since the previous passage and
	// have no passage of their own. It is nil if the denial is another one, or if the passage was granted.
	RefusedAttempts *int `bson:"refusedAttempts"`
	// RecordedAt is when a passage was recorded whose time the door sent. It is nil for a passage that was recorded when it happened.
	RecordedAt *time.Time  `bson:"recordedAt"`
	CreatedBy  actor.Actor `bson:"createdBy"`
}

// At returns when the passage happened.
func (p *Passage) At() time.Time { return id.Time(p.ID) }

// CreatedAt returns when the passage was recorded.
func (p *Passage) CreatedAt() time.Time {
	if p.RecordedAt != nil {
		return *p.RecordedAt
	}
	return p.At()
}

// PresentedNumber is a number that a reader has read and that no identifier has.
type PresentedNumber struct {
	Type IdentifierType `bson:"type"`
	// Number is in its normal form. It is empty if the number is malformed, and for an input code, which is a secret.
	Number string `bson:"number"`
}

// PassageFilter selects passages. The zero value selects all.
type PassageFilter struct {
	// IdentifierID selects the passages of one identifier.
	IdentifierID *string
	// Reader selects the passages at one reader.
	Reader *string
	// Granted selects the passages that were granted, or denied.
	Granted *bool
	// Denial selects the passages with one denial.
	Denial *PassageDenial
	// From and To select the passages that happened from an instant on, and before an instant. Nil is no limit.
	From, To *time.Time
}

// Normal returns the filter with its reader in the form in which readers are stored.
func (f PassageFilter) Normal() PassageFilter {
	f.Reader = cleanReader(f.Reader)
	return f
}

// mask records the type and the masked number of the identifier or, if it is unknown, of the presented number.
func (p *Passage) mask(identifier *Identifier) {
	var (
		kind   IdentifierType
		number string
	)
	switch {
	case identifier != nil:
		kind, number = identifier.Type, identifier.Number
	case p.Presented != nil:
		kind, number = p.Presented.Type, p.Presented.Number
	default:
		return
	}
	p.IdentifierType = &kind
	if masked, ok := MaskedNumber(kind, number); ok {
		p.MaskedNumber = &masked
	}
}
