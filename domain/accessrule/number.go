package accessrule

import (
	"regexp"

	"accessgraph/domain/text"
)

const (
	notAnInputCode     = "must be 1 to 10 digits"
	formatNotSupported = "must have no format, unless it is of a CARD or UKEY"
)

var inputCode = regexp.MustCompile(`^[0-9]{1,10}$`)

// NormalNumber returns the normal form of a number of a type, in which it is stored. Two numbers are equal if and only if their
// normal forms are. A nil format is that of the text. problem is empty if the text is a number of the type and the format; it never
// contains the number, which may be a secret.
func NormalNumber(kind IdentifierType, format *CardNumberFormat, raw string) (normal, problem string) {
	clean := text.Clean(raw)
	if format != nil && !kind.hasFormats() {
		return "", formatNotSupported
	}
	if kind == LicensePlate {
		return normalPlate(clean)
	}
	if problem := text.Problem(clean, 1, MaxNumberLength); problem != "" {
		return "", problem
	}
	switch kind {
	case Card, Ukey:
		return normalCardNumber(clean, format)
	case InputCode:
		if !inputCode.MatchString(clean) {
			return "", notAnInputCode
		}
		return clean, ""
	default:
		return "", "must be a number of a known type"
	}
}

// hasFormats reports whether the numbers of a type have formats.
func (t IdentifierType) hasFormats() bool { return t == Card || t == Ukey }
