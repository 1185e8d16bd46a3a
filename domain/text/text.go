// Package text holds the rules for texts that people give: names, descriptions, codes.
//
// A text keeps its Unicode. It is trimmed and brought to Normalization Form C, and its length is counted in Unicode
// characters (code points), not in bytes.
package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What Problem answers, where it does not name a bound.
const (
	Missing      = "must be specified"
	notUnicode   = "must be valid Unicode text"
	notPrintable = "must not contain control or bidirectional-override characters"
)

// Clean returns a text as it is stored: without white space at its ends, in Normalization Form C.
// It removes nothing else: what must not be stored is for Problem to refuse.
func Clean(raw string) string {
	return norm.NFC.String(strings.TrimSpace(raw))
}

// Problem says what is wrong with a text that Clean returned, in words that follow the name of a field; it is empty
// when nothing is. shortest and longest are in Unicode characters, both allowed.
func Problem(clean string, shortest, longest int) string {
	length := utf8.RuneCountInString(clean)
	switch {
	case !utf8.ValidString(clean):
		return notUnicode
	case length == 0 && shortest > 0:
		return Missing
	case strings.ContainsFunc(clean, refused):
		return notPrintable
	case length < shortest:
		return fmt.Sprintf("must have at least %d characters", shortest)
	case length > longest:
		return fmt.Sprintf("must have at most %d characters", longest)
	default:
		return ""
	}
}

// EntriesProblem returns what is wrong with a list of so many entries, in words that follow the name of a field; it is empty
// when nothing is.
func EntriesProblem(count, most int) string {
	if count <= most {
		return ""
	}
	return fmt.Sprintf("must have at most %d entries", most)
}

// refused says whether a character can make a text look like another one, or break a line, a log or a protocol.
func refused(character rune) bool {
	switch {
	case unicode.IsControl(character):
		return true
	case character >= '\u202A' && character <= '\u202E': // embeddings and overrides of direction
		return true
	case character >= '\u2066' && character <= '\u2069': // isolates of direction
		return true
	default:
		return unicode.Is(unicode.Noncharacter_Code_Point, character)
	}
}
