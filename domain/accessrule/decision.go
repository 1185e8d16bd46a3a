package accessrule

import (
	"slices"
	"time"
)

// PassageDenial says why an identifier opens nothing. Of several that apply, the first in this order is told.
type PassageDenial string

// The denials, in their order.
const (
	TooManyAttempts        PassageDenial = "TOO_MANY_ATTEMPTS"
	UnknownIdentifier      PassageDenial = "UNKNOWN_IDENTIFIER"
	NotYetValid            PassageDenial = "NOT_YET_VALID"
	Expired                PassageDenial = "EXPIRED"
	NoPassesLeft           PassageDenial = "NO_PASSES_LEFT"
	NoAccessRuleAttached   PassageDenial = "NO_ACCESS_RULE_ATTACHED"
	ReaderNotInAccessRules PassageDenial = "READER_NOT_IN_ACCESS_RULES"
)

// PassageDecision says whether an identifier opens anything at a reader, and why.
type PassageDecision struct {
	Granted bool
	// Relays to open, ascending; empty when not granted.
	Relays []int
	// Denial is nil when granted.
	Denial *PassageDenial
	// AccessRules are those that decided: the ones that have the reader, or all when none has.
	AccessRules []*AccessRule
	// Identifier is nil when it is unknown.
	Identifier *Identifier
	// Reader is the one that was asked about.
	Reader string
	// Explanation says in words what decided.
	Explanation string
}

// presented is what a decision is made of: an identifier, and what it leads to.
type presented struct {
	// refused is set for an input code that was not looked at, because too many were wrong before it.
	refused bool
	// identifier is nil when the company has no such one.
	identifier *Identifier
	// rules are the live ones of those that are attached, in the order they were attached.
	rules []*AccessRule
	// passesLeft is nil without a limit.
	passesLeft *int
}

// decide is the rule of the whole family: what does this identifier open at a reader, at an instant?
func (p presented) decide(reader string, at time.Time) *PassageDecision {
	decision := &PassageDecision{
		Reader: reader, Identifier: p.identifier, Relays: []int{}, AccessRules: []*AccessRule{},
	}
	denial := p.denial(at)
	if denial == "" {
		denial = decision.open(p.rules)
	}
	if denial != "" {
		decision.Denial = &denial
	}
	decision.Granted = denial == ""
	decision.Explanation = decision.explain()
	return decision
}

// denial is what stands in the way whatever the reader; empty when nothing does.
func (p presented) denial(at time.Time) PassageDenial {
	switch {
	case p.refused:
		return TooManyAttempts
	case p.identifier == nil:
		return UnknownIdentifier
	case !p.identifier.Validity.begun(at):
		return NotYetValid
	case p.identifier.Validity.ended(at):
		return Expired
	case p.passesLeft != nil && *p.passesLeft == 0:
		return NoPassesLeft
	case len(p.rules) == 0:
		return NoAccessRuleAttached
	default:
		return ""
	}
}

// open gathers the relays that any of the rules opens at the reader.
func (d *PassageDecision) open(rules []*AccessRule) PassageDenial {
	for _, rule := range rules {
		if relays, found := rule.relaysOf(d.Reader); found {
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
