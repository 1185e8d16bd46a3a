package fault

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of the characters of a value.
const (
	// longestQuote is the limit of the caller's texts.
	longestQuote = 64
	// longestSentence is the limit of our sentences, which quote the caller's texts.
	longestSentence = 400
)

const ellipsis = '…'

// Text is a sentence of ours in the data of a fault, such as "must be specified". Other strings there are quoted as the caller's
// texts. A Text must quote the caller's texts that it contains, see [Quote].
type Text string

// Quote returns a text of the caller's for a response: at most 64 characters, the last of them an ellipsis if the text is longer.
// Characters that are invisible, or change how other characters are displayed, are replaced by escapes such as \u202E: control, format
// and direction characters, line and paragraph separators, variation selectors and other default-ignorables. It does not read more of
// the text than it returns.
func Quote(text string) string { return Visible(text, longestQuote) }

// quotePath returns a path such as input.settings[1].relays with its names quoted.
func quotePath(path string) string {
	if len(path) <= longestQuote && !strings.ContainsFunc(path, isInvisible) && utf8.ValidString(path) {
		return path
	}
	var quoted strings.Builder
	for name := range strings.SplitSeq(path, ".") {
		if quoted.Len() > longestSentence {
			break
		}
		if quoted.Len() > 0 {
			quoted.WriteByte('.')
		}
		quoted.WriteString(Quote(name))
	}
	return Visible(quoted.String(), longestSentence)
}

// Visible returns a text like Quote, with another limit of its characters.
func Visible(text string, longest int) string {
	var visible strings.Builder
	length, end := 0, 0 // end is the offset at which the text can be cut for the ellipsis
	for _, character := range text {
		escaped, width := string(character), 1
		if isInvisible(character) {
			escaped = escape(character)
			width = len(escaped)
		}
		if length+width > longest {
			return visible.String()[:end] + string(ellipsis)
		}
		visible.WriteString(escaped)
		length += width
		if length < longest {
			end = visible.Len()
		}
	}
	return visible.String()
}

// isInvisible reports whether a character is invisible, or changes how other characters are displayed.
func isInvisible(character rune) bool {
	return unicode.In(character, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point)
}

func escape(character rune) string {
	if character > 0xFFFF {
		return fmt.Sprintf(`\U%08X`, character)
	}
	return fmt.Sprintf(`\u%04X`, character)
}
