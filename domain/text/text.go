// Package text holds the rules for texts of callers, such as names, descriptions and codes.
//
// A text is stored in Unicode, trimmed and in Normalization Form C. Its length is counted in Unicode characters (code points), not
// in bytes.
package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The problems that do not name a limit.
const (
	Missing      = "must be specified"
	notUnicode   = "must be valid Unicode text"
	notPrintable = "must not contain control or bidirectional-override characters"
)

// Clean returns a text in the form in which it is stored: trimmed and in Normalization Form C. It removes nothing else: Problem
// rejects what must not be stored.
func Clean(raw string) string {
	return norm.NFC.String(strings.TrimSpace(raw))
}

// Problem returns the problem of a text that Clean has returned, as a predicate of the field, such as "must be specified". It is empty
// if the text is valid. shortest and longest are the limits in Unicode characters.
func Problem(clean string, shortest, longest int) string {
	length := utf8.RuneCountInString(clean)
	switch {
	case !utf8.ValidString(clean):
		return notUnicode
	case length == 0 && shortest > 0:
		return Missing
	case strings.ContainsFunc(clean, isForbidden):
		return notPrintable
	case length < shortest:
		return fmt.Sprintf("must have at least %d characters", shortest)
	case length > longest:
		return fmt.Sprintf("must have at most %d characters", longest)
	default:
		return ""
	}
}

// EntriesProblem returns the problem of a list with so many entries, as a predicate of the field. It is empty if the list has at most
// most entries.
func EntriesProblem(count, most int) string {
	if count <= most {
		return ""
	}
	return fmt.Sprintf("must have at most %d entries", most)
}

// isForbidden reports whether a character can make a text look like another text, or break a line, a log or a protocol.
func isForbidden(character rune) bool {
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
