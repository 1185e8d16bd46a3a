package accessrule

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"accessgraph/domain/text"
)

const (
	notACardNumber = "must be 2 to 32 hex bytes joined by : or -, or 16 to 256 binary digits in whole bytes, or 1 to 10 decimal digits without leading zeros"
	notAnInputCode = "must be 1 to 10 digits"
)

// The forms of a number do not overlap: only hex has separators, and a decimal is too short to be binary.
var (
	hexBytes  = regexp.MustCompile(`^[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){1,31}|(?:-[0-9A-Fa-f]{2}){1,31})$`)
	bits      = regexp.MustCompile(`^(?:[01]{8}){2,32}$`)
	decimal   = regexp.MustCompile(`^(?:0|[1-9][0-9]{0,9})$`)
	inputCode = regexp.MustCompile(`^[0-9]{1,10}$`)
)

// NormalNumber returns the one form in which a number of a type is stored and compared: two numbers are the same if
// and only if their forms are. problem says in words what is wrong with a text that is no number of the type, and is
// empty otherwise; it never repeats the number, which may be a secret.
func NormalNumber(kind IdentifierType, raw string) (normal, problem string) {
	clean := text.Clean(raw)
	if problem := text.Problem(clean, 1, MaxNumberLength); problem != "" {
		return "", problem
	}
	switch kind {
	case Card, Ukey:
		return normalCardNumber(clean)
	case InputCode:
		if !inputCode.MatchString(clean) {
			return "", notAnInputCode
		}
		return clean, ""
	case LicensePlate:
		return normalPlate(clean)
	default:
		return "", "must be a number of a known type"
	}
}

// normalCardNumber writes bytes as upper-case hex joined by colons, however they were given. A decimal keeps its form:
// it says nothing of how many bytes the card has.
func normalCardNumber(clean string) (normal, problem string) {
	switch {
	case hexBytes.MatchString(clean):
		return strings.ToUpper(strings.ReplaceAll(clean, "-", ":")), ""
	case bits.MatchString(clean):
		return hexOfBits(clean), ""
	case decimal.MatchString(clean):
		return clean, ""
	default:
		return "", notACardNumber
	}
}

// hexOfBits writes binary digits, which come in whole bytes, as hex.
func hexOfBits(digits string) string {
	octets := make([]byte, len(digits)/8)
	for i := range len(digits) {
		octets[i/8] = octets[i/8]<<1 | (digits[i] - '0')
	}
	return strings.ReplaceAll(fmt.Sprintf("% X", octets), " ", ":")
}

// normalPlate writes a plate in upper case without white space and hyphens.
func normalPlate(clean string) (normal, problem string) {
	normal = norm.NFC.String(strings.Map(func(character rune) rune {
		if unicode.IsSpace(character) || isHyphen(character) {
			return -1
		}
		return unicode.ToUpper(character)
	}, clean))
	if normal == "" {
		return "", "must have more than spaces and hyphens"
	}
	if problem := text.Problem(normal, 1, MaxPlateLength); problem != "" {
		return "", problem
	}
	return normal, ""
}

// isHyphen knows the hyphen of the keyboard, the typographic one and the one that does not break.
func isHyphen(character rune) bool {
	return character == '-' || character == '\u2010' || character == '\u2011'
}
