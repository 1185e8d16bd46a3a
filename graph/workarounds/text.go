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

// Readable returns a document with the same tokens in a form that the library's lexer reads correctly. It returns an error for
// syntax that the specification forbids and the library accepts. Lines and columns do not change, except on the rest of a line
// after a control character in a string or a block string with more than four quotes or backslashes.
//
// The error is a *gqlerror.Error with a location.
func Readable(text string) (string, error) {
	r := rewriter{text: text}
	for r.at < len(text) {
		if problem := r.token(); problem != "" {
			line, column := lineAndColumn(text, r.at)
			return "", gqlerror.ErrorLocf("", line, column, "%s", problem)
		}
	}
	return r.result(), nil
}

// Parse parses a document that Readable returned.
func Parse(readable string) (*ast.QueryDocument, error) {
	document, err := parser.ParseQuery(&ast.Source{Input: readable})
	if err != nil {
		return nil, err
	}
	for _, fragment := range document.Fragments {
		if len(fragment.VariableDefinition) > 0 {
			position := fragment.VariableDefinition[0].Position
			return nil, gqlerror.ErrorLocf("", position.Line, position.Column, `Expected "on", found the variables of a fragment`)
		}
	}
	return document, nil
}

// lineAndColumn returns the line and the column, in characters, of an offset.
func lineAndColumn(text string, offset int) (line, column int) {
	before := strings.ReplaceAll(text[:offset], "\r\n", "\n")
	before = strings.ReplaceAll(before, "\r", "\n")
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}

// rewriter scans a document once and copies the text that it does not replace.
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

// replace replaces the text from an offset up to the current one.
func (r *rewriter) replace(from int, text string) {
	r.output.WriteString(r.text[r.copied:from])
	r.output.WriteString(text)
	r.copied = r.at
}

// token scans the next token, or a character between tokens. It returns a message if the token is not valid.
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

func (r *rewriter) skip(matches func(byte) bool) {
	for r.at < len(r.text) && matches(r.text[r.at]) {
		r.at++
	}
}

// comment replaces control characters in a comment by spaces: the library ends the comment there.
func (r *rewriter) comment() {
	for ; r.at < len(r.text) && r.text[r.at] != '\n' && r.text[r.at] != '\r'; r.at++ {
		if isControl(r.text[r.at]) {
			r.at++
			r.replace(r.at-1, " ")
			r.at--
		}
	}
}

// string scans a string literal. It escapes control characters, which the library does not accept, and returns a message for an
// unpaired surrogate, which the library replaces by U+FFFD. The library reports an unterminated literal.
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

// escape scans an escape sequence, or both sequences of a surrogate pair.
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

// fixedWidth returns the value of an escape sequence of four digits at the start of a text.
func fixedWidth(text string) (rune, bool) {
	if len(text) < fixedWidthSize || text[:2] != `\u` {
		return 0, false
	}
	value, err := strconv.ParseUint(text[2:fixedWidthSize], 16, 16)
	return rune(value), err == nil
}

func isHigh(r rune) bool { return r >= 0xD800 && r <= 0xDBFF }

func isLow(r rune) bool { return r >= 0xDC00 && r <= 0xDFFF }

// blockString replaces a block string by a string literal with the same number of lines and columns. The library reports an
// unterminated one.
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

// sameExtent pads a literal of one line so that it ends on the line and in the column where text ends.
func sameExtent(literal, text string) string {
	lines := splitLines(text)
	last := utf8.RuneCountInString(lines[len(lines)-1])
	if len(lines) > 1 {
		return literal + strings.Repeat("\n", len(lines)-1) + strings.Repeat(" ", last)
	}
	// At least one space, because a quote may follow.
	return literal + strings.Repeat(" ", max(1, last-utf8.RuneCountInString(literal)))
}

// blockValue implements BlockStringValue of the specification, which ignores the first line for the common indentation.
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

// quote returns a string literal of one line.
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

// number scans a number. It returns a message if a name or a dot follows immediately: the library reads 1x as 1 and x. The
// library reports any other error.
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

// isControl reports whether a byte is a control character that the specification allows and the library does not.
func isControl(c byte) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' }
