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

// No number has two forms: only hex has separators, and a decimal is too short to be binary.
var (
	hexBytes  = regexp.MustCompile(`^[0-9A-Fa-f]{2}(?:(?::[0-9A-Fa-f]{2}){1,31}|(?:-[0-9A-Fa-f]{2}){1,31})$`)
	bits      = regexp.MustCompile(`^(?:[01]{8}){2,32}$`)
	decimal   = regexp.MustCompile(`^(?:0|[1-9][0-9]{0,9})$`)
	inputCode = regexp.MustCompile(`^[0-9]{1,10}$`)
)

// NormalNumber returns the normal form of a number of a type, in which it is stored. Two numbers are equal if and only if their
// normal forms are. problem is empty if the text is a number of the type; it never contains the number, which may be a secret.
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

// normalCardNumber returns bytes as upper-case hex joined by colons. A decimal is returned unchanged, because it does not tell
// how many bytes the card has.
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

// hexOfBits returns the hex form of binary digits, which are whole bytes.
func hexOfBits(digits string) string {
	octets := make([]byte, len(digits)/8)
	for i := range len(digits) {
		octets[i/8] = octets[i/8]<<1 | (digits[i] - '0')
	}
	return strings.ReplaceAll(fmt.Sprintf("% X", octets), " ", ":")
}

// normalPlate returns a plate in upper case, without white space and hyphens.
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

// isHyphen reports whether a character is the ASCII hyphen, the typographic hyphen or the non-breaking hyphen.
func isHyphen(character rune) bool {
	return character == '-' || character == '\u2010' || character == '\u2011'
}
