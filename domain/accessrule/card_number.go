package accessrule

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// CardNumberFormat is a format of the numbers of cards and keys. Numbers of different formats are never equal: how many bytes and
// which bits a decimal stands for depends on the system that has printed it. docs/normal-forms.md has a table of the formats.
type CardNumberFormat string

// The formats of card numbers.
const (
	// BinaryFormat has the bits that a reader sends. Whole bytes are equal to the same bytes in HexFormat.
	BinaryFormat CardNumberFormat = "BINARY"
	// DecimalFormat has a decimal, whatever its leading zeros.
	DecimalFormat CardNumberFormat = "DECIMAL"
	// HexFormat has bytes.
	HexFormat CardNumberFormat = "HEX"
	// FacilityCardFormat has the decimals of a facility and a card.
	FacilityCardFormat CardNumberFormat = "FACILITY_CARD"
)

// What a text of each format must be.
const (
	binaryRule       = "16 to 256 binary digits"
	decimalRule      = "1 to 20 decimal digits, such as 0004391170"
	hexRule          = "2 to 32 hex bytes, such as 04:A3:B2:C1 or 04A3B2C1"
	facilityCardRule = "a facility and a card, such as 67,258"
	cardNumberRule   = decimalRule + "; " + hexRule + "; " + binaryRule + "; or " + facilityCardRule
)

const (
	hexByte     = `[0-9A-Fa-f]{2}`
	maxHexBytes = 32
)

var (
	digits = regexp.MustCompile(`^[0-9]+$`)
	bits   = regexp.MustCompile(`^[01]{16,256}$`)
	// sizedBits are bits after their number, as in the normal form of bits that are no whole bytes.
	sizedBits    = regexp.MustCompile(`^([0-9]{2,3}):([01]{16,256})$`)
	decimal      = regexp.MustCompile(`^[0-9]{1,20}$`)
	facilityCard = regexp.MustCompile(`^([0-9]{1,10}),([0-9]{1,10})$`)
	hexBytes     = regexp.MustCompile(`^(?:0[xX])?` + hexByte + `(?:(?::` + hexByte + `)+|(?:-` + hexByte + `)+|(?:\p{Zs}` + hexByte + `)+|(?:` + hexByte + `)+)$`)
)

// normalCardNumber returns the normal form of a number in a format, or in the format that the text has if format is nil. No normal
// form is that of two formats.
func normalCardNumber(clean string, format *CardNumberFormat) (normal, problem string) {
	rule := cardNumberRule
	if format == nil {
		format = new(formatOf(clean))
	} else {
		rule = format.rule()
	}
	if normal, ok := format.normal(clean); ok {
		return normal, ""
	}
	return "", "must be " + rule
}

// formatOf returns the format that a text has by itself, which is the first that applies. A text of no format can have any.
func formatOf(clean string) CardNumberFormat {
	switch {
	case bits.MatchString(clean), sizedBits.MatchString(clean):
		return BinaryFormat
	case digits.MatchString(clean):
		return DecimalFormat
	case facilityCard.MatchString(clean):
		return FacilityCardFormat
	default:
		return HexFormat
	}
}

// rule says what a text of the format must be.
func (f CardNumberFormat) rule() string {
	switch f {
	case BinaryFormat:
		return binaryRule
	case DecimalFormat:
		return decimalRule
	case FacilityCardFormat:
		return facilityCardRule
	default:
		return hexRule
	}
}

// normal returns the normal form of a text in the format, or false if the text does not have the format.
func (f CardNumberFormat) normal(clean string) (normal string, ok bool) {
	switch f {
	case BinaryFormat:
		return normalBits(clean)
	case DecimalFormat:
		return withoutLeadingZeros(clean), decimal.MatchString(clean)
	case FacilityCardFormat:
		facility, card, _ := strings.Cut(clean, ",")
		return withoutLeadingZeros(facility) + "," + withoutLeadingZeros(card), facilityCard.MatchString(clean)
	default:
		normal := normalHex(clean)
		return normal, hexBytes.MatchString(clean) && len(normal) < len("FF:")*maxHexBytes
	}
}

func withoutLeadingZeros(decimal string) string {
	if significant := strings.TrimLeft(decimal, "0"); significant != "" {
		return significant
	}
	return "0"
}

// normalHex returns bytes in upper case, joined by colons.
func normalHex(clean string) string {
	hex := strings.Map(func(character rune) rune {
		if strings.ContainsRune("0123456789ABCDEF", character) {
			return character
		}
		return -1
	}, strings.ToUpper(withoutHexPrefix(clean)))
	var joined strings.Builder
	for at, digit := range hex {
		if at > 0 && at%2 == 0 {
			joined.WriteByte(':')
		}
		joined.WriteRune(digit)
	}
	return joined.String()
}

func withoutHexPrefix(clean string) string {
	if len(clean) > 2 && strings.EqualFold(clean[:2], "0x") {
		return clean[2:]
	}
	return clean
}

// normalBits returns the hex form of whole bytes, and other bits after their number.
func normalBits(clean string) (normal string, ok bool) {
	if sized := sizedBits.FindStringSubmatch(clean); sized != nil {
		if sized[1] != strconv.Itoa(len(sized[2])) {
			return "", false
		}
		clean = sized[2]
	}
	if !bits.MatchString(clean) {
		return "", false
	}
	if len(clean)%8 != 0 {
		return fmt.Sprintf("%d:%s", len(clean), clean), true
	}
	octets := make([]byte, len(clean)/8)
	for i := range len(clean) {
		octets[i/8] = octets[i/8]<<1 | (clean[i] - '0')
	}
	return strings.ReplaceAll(fmt.Sprintf("% X", octets), " ", ":"), true
}

// formatOfNormal returns the format of a normal form. Alone, a decimal of 16 zeros and ones would be taken for bits.
func formatOfNormal(normal string) CardNumberFormat {
	switch {
	case digits.MatchString(normal):
		return DecimalFormat
	default:
		return formatOf(normal)
	}
}
