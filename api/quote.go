package api

import (
	"strings"

	"accessgraph/domain/fault"
)

// The messages of the library are never longer than this, whatever they repeat.
const longestMessage = 300

// quoteSafely returns the message of a library, fit for a response: each name, quoted text, number or value that it
// repeats of a document has at most 64 characters, and what would change how the message looks can be seen.
func quoteSafely(message string) string {
	if before, value, ok := cutValue(message); ok {
		return shorten(before + fault.Quote(value))
	}
	var text strings.Builder
	for message != "" {
		size := pieceSize(message)
		text.WriteString(quotePiece(message[:size]))
		message = message[size:]
	}
	return shorten(text.String())
}

// cutValue splits a message before a value that it ends with: a list or an object has pieces of its own.
func cutValue(message string) (before, value string, ok bool) {
	for _, introduction := range []string{"value: [", "value: {", "found [", "found {"} {
		if at := strings.Index(message, introduction); at >= 0 {
			at += len(introduction) - 1
			return message[:at], message[at:], true
		}
	}
	return message, "", false
}

// pieceSize returns the size in bytes of the quoted text, word or space that a message starts with.
func pieceSize(message string) int {
	switch message[0] {
	case ' ':
		return 1
	case '"':
		for i := 1; i < len(message); i++ {
			switch message[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(message)
	}
	if end := strings.IndexAny(message[1:], "\" "); end >= 0 {
		return end + 1
	}
	return len(message)
}

func quotePiece(piece string) string {
	if len(piece) > 1 && strings.HasPrefix(piece, `"`) && strings.HasSuffix(piece, `"`) {
		return `"` + fault.Quote(piece[1:len(piece)-1]) + `"`
	}
	return fault.Quote(piece)
}

func shorten(text string) string { return fault.Visible(text, longestMessage) }
