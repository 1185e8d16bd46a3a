package accessrule

import (
	"fmt"
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/inputs"
)

// maxPassageAge is how long after it has happened a passage can be recorded.
const maxPassageAge = 30 * 24 * time.Hour

// PassageIdentifierInput names the identifier at a reader. Exactly one of its fields is set.
type PassageIdentifierInput struct {
	IdentifierID *string
	Number       *IdentifierNumberInput
}

// RecordPassageInput is the input of recordPassage.
type RecordPassageInput struct {
	Reader     string
	Identifier PassageIdentifierInput
	// At is when a passage happened that is recorded late; nil for now.
	At *time.Time
	// Granted is what the door has done by itself; nil if it leaves the decision to the server.
	Granted *bool
}

// read returns the reader in the form in which readers are stored, and the instant of the passage. It raises DATA_NOT_VALID.
func (i RecordPassageInput) read(now time.Time) (reader string, at time.Time, err error) {
	var fields inputs.Fields
	reader, at = fields.Query("input.reader", i.Reader, 1, MaxReaderLength), now
	if i.At != nil {
		at = *storedTime(i.At)
		if at.After(now) {
			fields.Reject("input.at", "must not be in the future")
		}
		if at.Before(now.Add(-maxPassageAge)) {
			fields.Reject("input.at", fmt.Sprintf("must be at most %d days ago", maxPassageAge/(24*time.Hour)))
		}
	}
	return reader, at, fields.Err()
}

// decide decides about the passage at an instant. The passes that are left now say nothing about a passage that has happened already.
func (i RecordPassageInput) decide(state passageState, reader string, at time.Time) *PassageDecision {
	if i.At != nil || i.Granted != nil {
		state.passesLeft = nil
	}
	return state.decide(reader, at)
}

// newBase returns the base of the passage, which sorts by the time at which it happened.
func (i RecordPassageInput) newBase(change *commit.Change) (document.Base, error) {
	if i.At != nil {
		return change.NewBaseAt(id.Passage, *i.At)
	}
	return change.NewBase(id.Passage)
}

// isPassed reports whether somebody passed: the door says so, or it did what was decided.
func (i RecordPassageInput) isPassed(decision *PassageDecision) bool {
	if i.Granted != nil {
		return *i.Granted
	}
	return decision.Granted
}

// readReader returns the text of a reader in the form in which readers are stored. It raises DATA_NOT_VALID.
func readReader(path, raw string) (string, error) {
	var fields inputs.Fields
	reader := fields.Query(path, raw, 1, MaxReaderLength)
	return reader, fields.Err()
}
