package workarounds

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// Readable returns a document with the same tokens, written so that the library's lexer finds them, or refuses what the
// specification refuses and the library does not. Lines and columns stay what they were, except behind a control character
// of a string and behind a block string with more than four quotes or backslashes, on their line.
//
// The error is a *gqlerror.Error with a location.
func Readable(text string) (string, error) {
	rewrite := rewriter{text: text}
	for rewrite.at < len(text) {
		if problem := rewrite.token(); problem != "" {
			line, column := position(text, rewrite.at)
			return "", gqlerror.ErrorLocf("", line, column, "%s", problem)
		}
	}
	return rewrite.result(), nil
}

// Parse parses a document that is Readable.
func Parse(readable string) (*ast.QueryDocument, error) {
	document, err := parser.ParseQuery(&ast.Source{Input: readable})
	if err != nil {
		return nil, err
	}
	for _, fragment := range document.Fragments {
		if len(fragment.VariableDefinition) > 0 {
			at := fragment.VariableDefinition[0].Position
			return nil, gqlerror.ErrorLocf("", at.Line, at.Column, `Expected "on", found the variables of a fragment`)
		}
	}
	return document, nil
}

// position returns the line and the column, in characters, of an offset.
func position(text string, offset int) (line, column int) {
	before := strings.ReplaceAll(text[:offset], "\r\n", "\n")
	before = strings.ReplaceAll(before, "\r", "\n")
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}

// rewriter goes through a document once. What it does not replace is copied.
type rewriter struct {
	text   string
	at     int
	copied int
	output strings.Builder
}

func (r *rewriter) result() string {
	if r.copied == 0 {
		return r.text
	}
	return r.output.String() + r.text[r.copied:]
}

// replace puts other text in the place of that from an offset up to the current one.
func (r *rewriter) replace(from int, text string) {
	r.output.WriteString(r.text[r.copied:from])
	r.output.WriteString(text)
	r.copied = r.at
}

// token goes over the next token, or a character between tokens. It returns what is wrong with it.
func (r *rewriter) token() string {
	rest := r.text[r.at:]
	switch c := rest[0]; {
	case c == '#':
		r.comment()
	case strings.HasPrefix(rest, `"""`):
		r.blockString()
	case c == '"':
		return r.string()
	case c == '-' || isDigit(c):
		return r.number()
	case isNameStart(c):
		r.skip(isNamePart)
	default:
		r.at++
	}
	return ""
}

func (r *rewriter) skip(within func(byte) bool) {
	for r.at < len(r.text) && within(r.text[r.at]) {
		r.at++
	}
}

// comment blanks the control characters that a comment may hold: the library ends it there.
func (r *rewriter) comment() {
	for ; r.at < len(r.text) && r.text[r.at] != '\n' && r.text[r.at] != '\r'; r.at++ {
		if isControl(r.text[r.at]) {
			r.at++
			r.replace(r.at-1, " ")
			r.at--
		}
	}
}

// string goes over a string literal: it escapes control characters, which the library refuses, and refuses halves of
// surrogate pairs, which the library replaces by U+FFFD. A literal without an end is left to the library.
func (r *rewriter) string() string {
	r.at++
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return ""
		case c == '\n' || c == '\r':
			return ""
		case c == '\\':
			if problem := r.escape(); problem != "" {
				return problem
			}
		case isControl(c):
			r.at++
			r.replace(r.at-1, fmt.Sprintf(`\u%04X`, c))
		default:
			r.at++
		}
	}
	return ""
}

// escape goes over an escape sequence, or over the two of a surrogate pair.
func (r *rewriter) escape() string {
	first, ok := fixedWidth(r.text[r.at:])
	switch {
	case !ok:
		r.at = min(r.at+2, len(r.text))
		return ""
	case isHigh(first):
		if second, ok := fixedWidth(r.text[r.at+fixedWidthSize:]); ok && isLow(second) {
			r.at += 2 * fixedWidthSize
			return ""
		}
	case !isLow(first):
		r.at += fixedWidthSize
		return ""
	}
	return fmt.Sprintf(`Invalid Unicode escape sequence: "\u%04X" is half of a surrogate pair.`, first)
}

const fixedWidthSize = len(`\u0000`)

// fixedWidth returns the value of an escape of four digits at the start of a text.
func fixedWidth(text string) (rune, bool) {
	if len(text) < fixedWidthSize || text[:2] != `\u` {
		return 0, false
	}
	value, err := strconv.ParseUint(text[2:fixedWidthSize], 16, 16)
	return rune(value), err == nil
}

func isHigh(r rune) bool { return r >= 0xD800 && r <= 0xDBFF }

func isLow(r rune) bool { return r >= 0xDC00 && r <= 0xDFFF }

// blockString writes a block string as an ordinary one, with as many lines and columns. One without an end is left to
// the library.
func (r *rewriter) blockString() {
	const quotes = `"""`
	start := r.at
	from := start + len(quotes)
	for end := from; end < len(r.text); end++ {
		if strings.HasPrefix(r.text[end:], `\"""`) {
			end += len(quotes)
			continue
		}
		if strings.HasPrefix(r.text[end:], quotes) {
			r.at = end + len(quotes)
			r.replace(start, sameExtent(quote(blockValue(r.text[from:end])), r.text[start:r.at]))
			return
		}
	}
	r.at = len(r.text)
}

// sameExtent pads a literal of one line until it ends on the line and in the column where another text ends.
func sameExtent(literal, text string) string {
	lines := splitLines(text)
	last := utf8.RuneCountInString(lines[len(lines)-1])
	if len(lines) > 1 {
		return literal + strings.Repeat("\n", len(lines)-1) + strings.Repeat(" ", last)
	}
	// A space at least: a quote may follow.
	return literal + strings.Repeat(" ", max(1, last-utf8.RuneCountInString(literal)))
}

// blockValue is BlockStringValue of the specification: the common indentation is that of the lines after the first one.
func blockValue(raw string) string {
	lines := splitLines(strings.ReplaceAll(raw, `\"""`, `"""`))
	common := math.MaxInt
	for _, line := range lines[1:] {
		if indent := indentation(line); indent < len(line) {
			common = min(common, indent)
		}
	}
	for i, line := range lines[1:] {
		if common != math.MaxInt {
			lines[i+1] = line[min(common, len(line)):]
		}
	}
	for len(lines) > 0 && indentation(lines[0]) == len(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && indentation(lines[len(lines)-1]) == len(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

func splitLines(text string) []string {
	return strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
}

// quote writes a string literal of one line.
func quote(value string) string {
	var literal strings.Builder
	literal.WriteByte('"')
	for i := range len(value) {
		switch c := value[i]; {
		case c == '"' || c == '\\':
			literal.WriteByte('\\')
			literal.WriteByte(c)
		case c == '\n':
			literal.WriteString(`\n`)
		case isControl(c):
			fmt.Fprintf(&literal, `\u%04X`, c)
		default:
			literal.WriteByte(c)
		}
	}
	literal.WriteByte('"')
	return literal.String()
}

// number refuses a number that a name or a dot follows at once: the library takes 1x for 1 and x. What is no number is
// left to the library.
func (r *rewriter) number() string {
	r.at++
	r.skip(isDigit)
	if r.at+1 < len(r.text) && r.text[r.at] == '.' && isDigit(r.text[r.at+1]) {
		r.at++
		r.skip(isDigit)
	}
	if rest := r.text[r.at:]; rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		r.at++
		if len(rest) > 1 && (rest[1] == '+' || rest[1] == '-') {
			r.at++
		}
		r.skip(isDigit)
	}
	if r.at < len(r.text) && (isNameStart(r.text[r.at]) || r.text[r.at] == '.') {
		return fmt.Sprintf("Invalid number, expected digit but got: %q.", r.text[r.at])
	}
	return ""
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isNameStart(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isNamePart(c byte) bool { return isNameStart(c) || isDigit(c) }

// isControl reports whether a byte is a control character that the library refuses where the specification takes it.
func isControl(c byte) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }
