package accessrule

import "unicode"

const (
	// hiddenPart replaces the hidden part of a number, whatever its length.
	hiddenPart = "••••"
	// maxVisible and visiblePart limit the visible part of a number to 4 characters and to a quarter.
	maxVisible  = 4
	visiblePart = 4
)

// MaskedNumber returns the last quarter of a number, at most 4 whole characters, so that its holder recognises it and nobody
// else can use it. If the number has less than 4 characters, all are hidden. It returns false for an input code, which is never
// shown, and for an empty number.
func MaskedNumber(kind IdentifierType, number string) (string, bool) {
	if kind == InputCode || number == "" {
		return "", false
	}
	starts := characterStarts(number)
	visible := min(len(starts)/visiblePart, maxVisible)
	if visible == 0 {
		return hiddenPart, true
	}
	return hiddenPart + number[starts[len(starts)-visible]:], true
}

// characterStarts returns the offset of each character of a text. A letter, its marks and whatever a zero-width joiner joins to
// it are one character.
func characterStarts(text string) []int {
	const joiner = '\u200d'
	var starts []int
	isJoined := false
	for offset, letter := range text {
		if offset == 0 || !isJoined && letter != joiner && !unicode.Is(unicode.M, letter) {
			starts = append(starts, offset)
		}
		isJoined = letter == joiner
	}
	return starts
}
