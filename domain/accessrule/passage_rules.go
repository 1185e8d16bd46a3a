package accessrule

import (
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/timeprofile"
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
	OutsideTimeProfiles    PassageDenial = "OUTSIDE_TIME_PROFILES"
)

// PassageDecision is the decision whether an identifier opens anything at a reader.
type PassageDecision struct {
	Granted bool
	// Relays are the relays to open, ascending; empty if the passage is denied.
	Relays []int
	// Denial is nil if the passage is granted.
	Denial *PassageDenial
	// AccessRules are the rules that decided: if the passage is granted, the open ones with the reader; otherwise all with the reader, or
	// all if no rule has it.
	AccessRules []*AccessRule
	// Identifier is nil if it is unknown.
	Identifier *Identifier
	// Reader is the reader of the request.
	Reader string
	// Explanation explains the decision.
	Explanation string
	// OpensAt is the next instant at which the passage would be granted, as far as time alone decides. It is nil if the passage is
	// granted, or if there is none within the schedule.Horizon.
	OpensAt *time.Time
	// ClosesAt is the next instant at which the passage would be denied for the time. It is nil if the passage is denied, or if there is
	// none within the schedule.Horizon.
	ClosesAt *time.Time

	// numberProblem is the problem of a malformed number.
	numberProblem string
	// at is the instant of the decision.
	at time.Time
	// timetables are those of the time profiles that decided: of a granted passage all that are attached, of one outside of time profiles
	// those that are not open. isIdentifierOutside is set if these are the identifier's.
	timetables          []*timeprofile.Timetable
	isIdentifierOutside bool
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
	// timetables has the time profiles of the identifier and of the rules with the reader. A profile that is missing is closed.
	timetables map[string]*timeprofile.Timetable
	// passesLeft is nil if the passes are not limited.
	passesLeft *int
}

// hasPassToUse reports whether the passes are limited, and one is left.
func (s passageState) hasPassToUse() bool { return s.passesLeft != nil && *s.passesLeft > 0 }

// decide decides what the identifier opens at a reader at an instant, and says until when and why.
func (s passageState) decide(reader string, at time.Time) *PassageDecision {
	decision := s.verdict(reader, at)
	decision.OpensAt, decision.ClosesAt = s.changes(reader, at)
	decision.Explanation = decision.explain()
	return decision
}

// verdict decides what the identifier opens at a reader at an instant.
func (s passageState) verdict(reader string, at time.Time) *PassageDecision {
	decision := &PassageDecision{
		Reader: reader, Identifier: s.identifier, Relays: []int{}, AccessRules: []*AccessRule{}, numberProblem: s.numberProblem, at: at,
	}
	denial := s.denial(at)
	if denial == "" {
		denial = decision.applyRules(s, at)
	}
	if denial != "" {
		decision.Denial = &denial
	}
	decision.Granted = denial == ""
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

// applyRules adds the relays that the rules of the state open at the reader. It returns a denial if there are none: because no rule has
// the reader, or because the identifier or all of these rules are outside of their time profiles.
func (d *PassageDecision) applyRules(s passageState, at time.Time) PassageDenial {
	withReader := s.rulesWith(d.Reader)
	if len(withReader) == 0 {
		d.AccessRules = s.rules
		return ReaderNotInAccessRules
	}
	open := slices.DeleteFunc(slices.Clone(withReader), func(rule *AccessRule) bool { return !s.isOpen(rule.TimeProfileIDs, at) })
	d.isIdentifierOutside = !s.isOpen(s.identifier.TimeProfileIDs, at)
	switch {
	case d.isIdentifierOutside:
		d.AccessRules, d.timetables = withReader, s.timetablesOf(s.identifier.TimeProfileIDs)
		return OutsideTimeProfiles
	case len(open) == 0:
		d.AccessRules, d.timetables = withReader, s.timetablesOf(timeProfileIDs(withReader))
		return OutsideTimeProfiles
	}
	d.AccessRules, d.timetables = open, s.timetablesOf(append(slices.Clone(s.identifier.TimeProfileIDs), timeProfileIDs(open)...))
	for _, rule := range open {
		relays, _ := rule.relaysOf(d.Reader)
		d.Relays = append(d.Relays, relays...)
	}
	slices.Sort(d.Relays)
	d.Relays = slices.Compact(d.Relays)
	return ""
}

// rulesWith returns the rules that have a reader.
func (s passageState) rulesWith(reader string) []*AccessRule { return rulesWith(s.rules, reader) }

func rulesWith(rules []*AccessRule, reader string) []*AccessRule {
	return slices.DeleteFunc(slices.Clone(rules), func(rule *AccessRule) bool {
		_, hasReader := rule.relaysOf(reader)
		return !hasReader
	})
}

// newPassage returns the record of the decision.
func (d *PassageDecision) newPassage(base document.Base, by actor.Actor, input RecordPassageInput) *Passage {
	passage := &Passage{
		Base: base, Reader: d.Reader, Granted: d.Granted, DoorGranted: input.Granted, Relays: d.Relays, Denial: d.Denial,
		Explanation: d.Explanation, AccessRuleIDs: make([]string, len(d.AccessRules)), OpensAt: d.OpensAt, ClosesAt: d.ClosesAt,
		CreatedBy: by,
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
