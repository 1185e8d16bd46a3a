package accessrule

import (
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
)

// PassageDenial is the reason why an identifier opens nothing. If several apply, the first in this order is used.
type PassageDenial string

// The denials, in their order.
const (
	TooManyAttempts        PassageDenial = "TOO_MANY_ATTEMPTS"
	MalformedNumber        PassageDenial = "MALFORMED_NUMBER"
	UnknownIdentifier      PassageDenial = "UNKNOWN_IDENTIFIER"
	IdentifierDisabled     PassageDenial = "IDENTIFIER_DISABLED"
	HolderDisabled         PassageDenial = "HOLDER_DISABLED"
	NotYetValid            PassageDenial = "NOT_YET_VALID"
	Expired                PassageDenial = "EXPIRED"
	NoPassesLeft           PassageDenial = "NO_PASSES_LEFT"
	NoAccessRuleAttached   PassageDenial = "NO_ACCESS_RULE_ATTACHED"
	ReaderNotInAccessRules PassageDenial = "READER_NOT_IN_ACCESS_RULES"
)

// PassageDecision is the decision whether an identifier opens anything at a reader.
type PassageDecision struct {
	Granted bool
	// Relays are the relays to open, ascending; empty if the passage is denied.
	Relays []int
	// Denial is nil if the passage is granted.
	Denial *PassageDenial
	// AccessRules are the rules that decided: those with the reader, or all if no rule has it.
	AccessRules []*AccessRule
	// Identifier is nil if it is unknown.
	Identifier *Identifier
	// Reader is the reader of the request.
	Reader string
	// Explanation explains the decision.
	Explanation string

	// numberProblem is the problem of a malformed number.
	numberProblem string
}

// passageState is the state that a decision depends on.
type passageState struct {
	// isRefused is set for an input code that was not looked up, because too many input codes were wrong before.
	isRefused bool
	// numberProblem is the problem of a malformed number, as in NormalNumber.
	numberProblem string
	// identifier is nil if the company does not have it.
	identifier *Identifier
	// holder is nil if nobody holds the identifier, or if the company does not have the person.
	holder IdentifierHolder
	// rules are the attached rules that are not deleted, in the order of their attachment.
	rules []*AccessRule
	// passesLeft is nil if the passes are not limited.
	passesLeft *int
}

// hasPassToUse reports whether the passes are limited, and one is left.
func (s passageState) hasPassToUse() bool { return s.passesLeft != nil && *s.passesLeft > 0 }

// decide decides what the identifier opens at a reader at an instant.
func (s passageState) decide(reader string, at time.Time) *PassageDecision {
	decision := &PassageDecision{
		Reader: reader, Identifier: s.identifier, Relays: []int{}, AccessRules: []*AccessRule{}, numberProblem: s.numberProblem,
	}
	denial := s.denial(at)
	if denial == "" {
		denial = decision.applyRules(s.rules)
	}
	if denial != "" {
		decision.Denial = &denial
	}
	decision.Granted = denial == ""
	decision.Explanation = decision.explain()
	return decision
}

// denial returns the denial that applies at every reader, or an empty one.
func (s passageState) denial(at time.Time) PassageDenial {
	switch {
	case s.isRefused:
		return TooManyAttempts
	case s.numberProblem != "":
		return MalformedNumber
	case s.identifier == nil:
		return UnknownIdentifier
	case !s.identifier.Enabled:
		return IdentifierDisabled
	case s.isHolderOff():
		return HolderDisabled
	case !s.identifier.Validity.hasBegun(at):
		return NotYetValid
	case s.identifier.Validity.hasEnded(at):
		return Expired
	case s.passesLeft != nil && *s.passesLeft == 0:
		return NoPassesLeft
	case len(s.rules) == 0:
		return NoAccessRuleAttached
	default:
		return ""
	}
}

// isHolderOff reports whether somebody holds the identifier who must not pass. Somebody whom the company does not have must not.
func (s passageState) isHolderOff() bool {
	return s.identifier.HolderID != nil && (s.holder == nil || !s.holder.MayPass())
}

// applyRules adds the relays that any of the rules opens at the reader. It returns a denial if no rule has the reader.
func (d *PassageDecision) applyRules(rules []*AccessRule) PassageDenial {
	for _, rule := range rules {
		if relays, hasReader := rule.relaysOf(d.Reader); hasReader {
			d.AccessRules = append(d.AccessRules, rule)
			d.Relays = append(d.Relays, relays...)
		}
	}
	if len(d.AccessRules) == 0 {
		d.AccessRules = rules
		return ReaderNotInAccessRules
	}
	slices.Sort(d.Relays)
	d.Relays = slices.Compact(d.Relays)
	return ""
}

// newPassage returns the record of the decision.
func (d *PassageDecision) newPassage(base document.Base, by actor.Actor, input RecordPassageInput) *Passage {
	passage := &Passage{
		Base: base, Reader: d.Reader, Granted: d.Granted, DoorGranted: input.Granted, Relays: d.Relays, Denial: d.Denial,
		Explanation: d.Explanation, AccessRuleIDs: make([]string, len(d.AccessRules)), CreatedBy: by,
	}
	if input.At != nil {
		passage.RecordedAt = &base.UpdatedAt
	}
	if d.Identifier == nil {
		passage.Presented = newPresentedNumber(input.Identifier.Number)
	} else {
		passage.IdentifierID, passage.HolderID = &d.Identifier.ID, d.Identifier.HolderID
	}
	passage.mask(d.Identifier)
	for i, rule := range d.AccessRules {
		passage.AccessRuleIDs[i] = rule.ID
	}
	return passage
}

// newPresentedNumber returns the recorded form of a number that no identifier has, or nil for nil.
func newPresentedNumber(number *IdentifierNumberInput) *PresentedNumber {
	if number == nil {
		return nil
	}
	presented := &PresentedNumber{Type: number.Type}
	if number.Type != InputCode {
		presented.Number, _ = number.normal()
	}
	return presented
}
