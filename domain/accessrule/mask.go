package accessrule

import "unicode"

const (
	// masked stands for the hidden part of a number, however long that is.
	masked = "••••"
	// maxVisible and visiblePart bound the visible part of a number: at most 4 characters, and at most a quarter.
	maxVisible  = 4
	visiblePart = 4
)

// MaskedNumber returns the end of a number, by which somebody who has it recognises it and nobody else can use it: its last
// quarter, of whole characters, and at most 4. Of less than 4 characters nothing is visible. It reports false for an input
// code, of which nothing is ever shown, and for an empty number.
func MaskedNumber(kind IdentifierType, number string) (string, bool) {
	if kind == InputCode || number == "" {
		return "", false
	}
	starts := characterStarts(number)
	visible := min(len(starts)/visiblePart, maxVisible)
	if visible == 0 {
		return masked, true
	}
	return masked + number[starts[len(starts)-visible]:], true
}

// characterStarts returns where each character of a text begins: a letter with the marks that belong to it, and with what a
// zero-width joiner ties to it, is one.
func characterStarts(text string) []int {
	const joiner = '\u200d'
	var starts []int
	tied := false
	for at, letter := range text {
		if at == 0 || !tied && letter != joiner && !unicode.Is(unicode.M, letter) {
			starts = append(starts, at)
		}
		tied = letter == joiner
	}
	return starts
}

// mask records the type and the masked number of the identifier, or of the number that was shown instead.
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
	if end, shown := MaskedNumber(kind, number); shown {
		p.MaskedNumber = &end
	}
}
