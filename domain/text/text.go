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
	notVisible   = "must have a visible character"
)

// byteOrderMark begins many files, and so their first value.
const byteOrderMark = '\ufeff'

// Clean returns a text in the form in which it is stored: without a byte order mark at its start, trimmed, and in Normalization
// Form C. It removes nothing else: Problem rejects what must not be stored.
func Clean(raw string) string {
	withoutMark := strings.TrimLeftFunc(raw, func(character rune) bool { return character == byteOrderMark || unicode.IsSpace(character) })
	return norm.NFC.String(strings.TrimSpace(withoutMark))
}

// BeginsWithByteOrderMark reports whether a stored text begins with a byte order mark, as early versions stored it.
func BeginsWithByteOrderMark(stored string) bool {
	return strings.HasPrefix(stored, string(byteOrderMark))
}

// Problem returns the problem of a text of one line that Clean has returned, as a predicate of the field, such as "must be specified".
// It is empty if the text is valid. shortest and longest are the limits in Unicode characters.
func Problem(clean string, shortest, longest int) string {
	return firstProblem(queryProblem(clean, shortest, isControl), invisibleProblem(clean, shortest, isLineSeparator), lengthProblem(clean, shortest, longest))
}

// LinesProblem returns what Problem returns, for a text that may have several lines.
func LinesProblem(clean string, shortest, longest int) string {
	isControlInLine := func(character rune) bool { return isControl(character) && !isLineBreak(character) }
	return firstProblem(queryProblem(clean, shortest, isControlInLine), invisibleProblem(clean, shortest, nil), lengthProblem(clean, shortest, longest))
}

// QueryProblem returns what Problem returns, for a text that is compared with stored texts and not stored itself. It may have invisible
// characters: a search ignores them, and a text from before they were rejected must still be named.
func QueryProblem(clean string, shortest, longest int) string {
	return firstProblem(queryProblem(clean, shortest, isControl), lengthProblem(clean, shortest, longest))
}

func firstProblem(problems ...string) string {
	for _, problem := range problems {
		if problem != "" {
			return problem
		}
	}
	return ""
}

func queryProblem(clean string, shortest int, isForbidden func(rune) bool) string {
	switch {
	case !utf8.ValidString(clean):
		return notUnicode
	case clean == "" && shortest > 0:
		return Missing
	case strings.ContainsFunc(clean, isForbidden):
		return notPrintable
	default:
		return ""
	}
}

func lengthProblem(clean string, shortest, longest int) string {
	length := utf8.RuneCountInString(clean)
	switch {
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

// isControl reports whether a character can make a text look like another text, or break a line, a log or a protocol.
func isControl(character rune) bool {
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

// isLineBreak reports whether a character ends a line or a paragraph.
func isLineBreak(character rune) bool {
	return character == '\n' || character == '\r' || isLineSeparator(character)
}

// isLineSeparator reports whether a character is the line or the paragraph separator of Unicode, which are no control characters.
func isLineSeparator(character rune) bool { return character == '\u2028' || character == '\u2029' }
