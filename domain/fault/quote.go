package fault

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The most characters of one value that a client is told.
const (
	// longestQuote is for what is repeated of the caller's.
	longestQuote = 64
	// longestSentence is for sentences of ours, which quote what they repeat.
	longestSentence = 400
)

const ellipsis = '…'

// Text is a sentence of ours in the data of a fault, such as "must be specified". Other texts there are taken for the caller's,
// and quoted. What a Text repeats of the caller's has to be quoted before, see [Quote].
type Text string

// Quote returns a text of the caller's as an answer may repeat it: at most 64 characters, the last of them an ellipsis where
// more follow. Characters that cannot be seen, or that change how others are seen, become escapes such as \u202E: control,
// format and direction characters, separators of lines and paragraphs, variation selectors and other default-ignorables. It
// looks at no more of the text than it returns.
func Quote(text string) string { return Visible(text, longestQuote) }

// quotePath returns a path such as input.settings[1].relays with each of its names quoted.
func quotePath(path string) string {
	if len(path) <= longestQuote && !strings.ContainsFunc(path, invisible) && utf8.ValidString(path) {
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

// Visible returns at most so many characters of a text, as Quote does.
func Visible(text string, longest int) string {
	var shown strings.Builder
	length, last := 0, 0 // last is where the text may be cut for the ellipsis.
	for _, character := range text {
		written, width := string(character), 1
		if invisible(character) {
			written = escape(character)
			width = len(written)
		}
		if length+width > longest {
			return shown.String()[:last] + string(ellipsis)
		}
		shown.WriteString(written)
		length += width
		if length < longest {
			last = shown.Len()
		}
	}
	return shown.String()
}

// invisible reports whether a character cannot be seen, or changes how others are seen.
func invisible(character rune) bool {
	return unicode.In(character, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Noncharacter_Code_Point)
}

func escape(character rune) string {
	if character > 0xFFFF {
		return fmt.Sprintf(`\U%08X`, character)
	}
	return fmt.Sprintf(`\u%04X`, character)
}
