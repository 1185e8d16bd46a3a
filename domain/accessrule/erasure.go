package accessrule

import (
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
)

// PersonalFields returns the name: that of the card of a person often is the person's.
func (*Identifier) PersonalFields() map[string]any { return map[string]any{"name": document.Erased} }

// PersonalFields returns the explanation, which has the name of the identifier.
func (*Passage) PersonalFields() map[string]any {
	return map[string]any{"explanation": document.Erased}
}

// EraseIdentifier adds the erasure of the name of an identifier to a change, unless it is erased already. The number stays: the
// identifier can be given to somebody else.
func EraseIdentifier(change *commit.Change, before *Identifier) error {
	after := *before
	after.Name = document.Erased
	return change.Erase(before, &after)
}

// ErasePassage adds the erasure of the explanation of a passage to a change. The decision stays.
func ErasePassage(change *commit.Change, passage *Passage) {
	erased := *passage
	erased.Explanation = document.Erased
	change.Rewrite(&erased)
}
