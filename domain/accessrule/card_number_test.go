package accessrule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
)

const cardProblem = "must be 1 to 20 decimal digits, such as 0004391170; 2 to 32 hex bytes, such as 04:A3:B2:C1 or 04A3B2C1; " +
	"16 to 256 binary digits; or a facility and a card, such as 67,258"

func TestNormalNumber_CardsAndKeys(t *testing.T) {
	for name, test := range map[string]struct{ raw, normal, problem string }{
		"hex with colons":            {"0a:fF:00", "0A:FF:00", ""},
		"hex with hyphens":           {" 0a-ff-00 ", "0A:FF:00", ""},
		"hex with spaces":            {"0a ff 00", "0A:FF:00", ""},
		"hex with no-break spaces":   {"0a\u00a0ff", "0A:FF", ""},
		"hex without separators":     {"0AFF", "0A:FF", ""},
		"hex with 0x":                {"0x04A3b2C1", "04:A3:B2:C1", ""},
		"hex with 0X and colons":     {"0X04:A3", "04:A3", ""},
		"hex digits of a decimal":    {"0x1234", "12:34", ""},
		"two bytes":                  {"10:10", "10:10", ""},
		"32 bytes":                   {strings.Repeat("ab:", 31) + "ab", strings.Repeat("AB:", 31) + "AB", ""},
		"32 bytes without separator": {strings.Repeat("ab", 32), strings.Repeat("AB:", 31) + "AB", ""},
		"16 bits":                    {"0000101011111111", "0A:FF", ""},
		"256 bits":                   {strings.Repeat("10101011", 32), strings.Repeat("AB:", 31) + "AB", ""},
		"26 bits":                    {"10001010100111110000100100", "26:10001010100111110000100100", ""},
		"34 bits":                    {"0000001000110101100101000000100101", "34:0000001000110101100101000000100101", ""},
		"17 bits, sized":             {"17:00001010111111110", "17:00001010111111110", ""},
		"24 bits, sized":             {"24:010000110000000100000010", "43:01:02", ""},
		"bits of another size":       {"18:00001010111111110", "", cardProblem},
		"decimal":                    {"4294967295", "4294967295", ""},
		"decimal that looks binary":  {"1010", "1010", ""},
		"zero":                       {"0", "0", ""},
		"zeros":                      {"000", "0", ""},
		"padded":                     {"0003456789", "3456789", ""},
		"seven bytes in decimal":     {"1309075364212608", "1309075364212608", ""},
		"20 digits":                  {"00000000000000000002", "2", ""},
		"21 digits":                  {"000000000000000000002", "", cardProblem},
		"15 zeros and ones":          {"000000000000001", "1", ""},
		"facility and card":          {"067,00258", "67,258", ""},
		"facility and card of zero":  {"000,00000", "0,0", ""},
		"three parts":                {"4,391,170", "", cardProblem},
		"facility with a colon":      {"067:00258", "", cardProblem},
		"facility with a hyphen":     {"67-258", "", cardProblem},
		"no facility":                {",258", "", cardProblem},
		"one byte is a decimal":      {"10", "10", ""},
		"one hex byte":               {"0A", "", cardProblem},
		"one hex byte with 0x":       {"0x0A", "", cardProblem},
		"33 bytes":                   {strings.Repeat("ab:", 32) + "ab", "", cardProblem},
		"mixed separators":           {"0a:ff-00", "", cardProblem},
		"other separator":            {"0a.ff", "", cardProblem},
		"separator at the end":       {"0a:ff:", "", cardProblem},
		"two separators":             {"0a::ff", "", cardProblem},
		"half a byte":                {"0a:f", "", cardProblem},
		"half a byte at the end":     {"0aff0", "", cardProblem},
		"spreadsheet notation":       {"4.39117E+06", "", cardProblem},
		"spreadsheet text":           {"'0004391170", "", cardProblem},
		"spreadsheet fraction":       {"4391170.0", "", cardProblem},
		"264 bits":                   {strings.Repeat("10101011", 33), "", "must have at most 256 characters"},
		"negative":                   {"-1", "", cardProblem},
		"fullwidth digits":           {"\uff11\uff12", "", cardProblem},
		"byte order mark":            {"\ufeff0003456789", "3456789", ""},
		"zero-width space":           {"345\u200b6789", "", "must not contain invisible characters: remove U+200B, its character 4"},
		"second line":                {"12\n34", "", "must not contain control or bidirectional-override characters"},
		"blank":                      {" ", "", "must be specified"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []accessrule.IdentifierType{accessrule.Card, accessrule.Ukey} {
				normal, problem := accessrule.NormalNumber(kind, nil, test.raw)
				require.Equal(t, test.problem, problem)
				require.Equal(t, test.normal, normal)
			}
		})
	}
}

func TestNormalNumber_InAFormat(t *testing.T) {
	for _, test := range []struct {
		format               accessrule.CardNumberFormat
		raw, normal, problem string
	}{
		{accessrule.HexFormat, "77796785", "77:79:67:85", ""},
		{accessrule.HexFormat, "0000101011111111", "00:00:10:10:11:11:11:11", ""},
		{accessrule.HexFormat, "67,258", "", "must be 2 to 32 hex bytes, such as 04:A3:B2:C1 or 04A3B2C1"},
		{accessrule.DecimalFormat, "0000101011111111", "101011111111", ""},
		{accessrule.DecimalFormat, "10001010100111110000", "10001010100111110000", ""},
		{accessrule.DecimalFormat, "04A3", "", "must be 1 to 20 decimal digits, such as 0004391170"},
		{accessrule.BinaryFormat, "0000101011111111", "0A:FF", ""},
		{accessrule.BinaryFormat, "1010", "", "must be 16 to 256 binary digits"},
		{accessrule.FacilityCardFormat, "067,00258", "67,258", ""},
		{accessrule.FacilityCardFormat, "67258", "", "must be a facility and a card, such as 67,258"},
	} {
		normal, problem := accessrule.NormalNumber(accessrule.Card, &test.format, test.raw)
		require.Equal(t, test.problem, problem)
		require.Equal(t, test.normal, normal)
	}
	for _, kind := range []accessrule.IdentifierType{accessrule.InputCode, accessrule.LicensePlate} {
		_, problem := accessrule.NormalNumber(kind, new(accessrule.DecimalFormat), "12")
		require.Equal(t, "must have no format, unless it is of a CARD or UKEY", problem)
	}
}

// cardNumber is a number of one format, and what it stands for.
type cardNumber struct {
	format accessrule.CardNumberFormat
	// value is the bytes, the bits or the decimals.
	value string
	raw   string
}

// drawCard draws a number in one of the spellings of a format. Few values are drawn, so that numbers meet.
func drawCard(t *rapid.T, label string) cardNumber {
	digits := rapid.StringMatching(`[0-3]{1,3}`)
	padded := func(decimal string) string {
		return strings.Repeat("0", rapid.IntRange(0, 4).Draw(t, label+" zeros")) + decimal
	}
	switch format := rapid.SampledFrom([]accessrule.CardNumberFormat{
		accessrule.BinaryFormat, accessrule.DecimalFormat, accessrule.HexFormat, accessrule.FacilityCardFormat,
	}).Draw(t, label+" format"); format {
	case accessrule.BinaryFormat:
		bits := rapid.StringMatching(`0{14}[01]{3,5}`).Filter(func(bits string) bool { return len(bits)%8 != 0 }).Draw(t, label+" bits")
		return cardNumber{format, bits, bits}
	case accessrule.DecimalFormat:
		decimal := padded(rapid.StringMatching(`[0-3]{1,3}|1{13,16}`).Draw(t, label+" decimal"))
		return cardNumber{format, trimZeros(decimal), decimal}
	case accessrule.FacilityCardFormat:
		facility, card := padded(digits.Draw(t, label+" facility")), padded(digits.Draw(t, label+" card"))
		return cardNumber{format, trimZeros(facility) + "," + trimZeros(card), facility + "," + card}
	default:
		octets := rapid.SliceOfN(rapid.ByteRange(0, 3), 2, 3).Draw(t, label+" bytes")
		return cardNumber{format, string(octets), spelling(t, octets, label)}
	}
}

func trimZeros(decimal string) string {
	if trimmed := strings.TrimLeft(decimal, "0"); trimmed != "" {
		return trimmed
	}
	return "0"
}

// spelling returns bytes in one of the spellings of a card number.
func spelling(t *rapid.T, octets []byte, label string) string {
	hex := fmt.Sprintf("% X", octets)
	switch rapid.SampledFrom([]string{"bits", "hyphens", "colons", "blanks", "0x", "bare"}).Draw(t, label+" spelling") {
	case "bits":
		var digits strings.Builder
		for _, octet := range octets {
			fmt.Fprintf(&digits, "%08b", octet)
		}
		return digits.String()
	case "hyphens":
		return strings.ReplaceAll(hex, " ", "-")
	case "colons":
		return strings.ToLower(strings.ReplaceAll(hex, " ", ":"))
	case "blanks":
		return hex
	case "0x":
		return "0x" + strings.ReplaceAll(hex, " ", "")
	default:
		return strings.ReplaceAll(hex, " ", "")
	}
}

// explicit returns the format that a client sends with a number: bits of whole bytes are bytes.
func (c cardNumber) explicit() *accessrule.CardNumberFormat {
	if c.format == accessrule.HexFormat && len(c.raw) == 8*len(c.value) {
		return new(accessrule.BinaryFormat)
	}
	return &c.format
}

// Two texts of one format and value are equal, and no others.
func TestNormalNumber_CardsAreEqualWhenFormatAndValueAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, second := drawCard(t, "first"), drawCard(t, "second")
		one, problem := accessrule.NormalNumber(accessrule.Card, first.explicit(), first.raw)
		require.Empty(t, problem)
		other, problem := accessrule.NormalNumber(accessrule.Ukey, second.explicit(), second.raw)
		require.Empty(t, problem)
		require.Equal(t, first.format == second.format && first.value == second.value, one == other, "%s %s", one, other)
	})
}

// Every number can be sent back as it is stored, with the format that the identifier says it has.
func TestIdentifier_NumberFormat_ReadsTheNumberBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		card := drawCard(t, "card")
		normal, problem := accessrule.NormalNumber(accessrule.Card, card.explicit(), card.raw)
		require.Empty(t, problem)
		identifier := accessrule.Identifier{Type: accessrule.Card, Number: normal}
		require.Equal(t, card.format, *identifier.NumberFormat())
		again, problem := accessrule.NormalNumber(accessrule.Card, identifier.NumberFormat(), normal)
		require.Empty(t, problem)
		require.Equal(t, normal, again)
		require.Empty(t, identifier.Inconsistencies())
	})
	require.Nil(t, (&accessrule.Identifier{Type: accessrule.LicensePlate, Number: "1"}).NumberFormat())
}

func FuzzNormalNumber(f *testing.F) {
	for _, seed := range []string{"0003456789", "04A2B3C4D5E6F7", "10001010100111110000100100", "26:10001010100111110000100100", "067,00258", "0x12 34", "А123ВС77", "ß1", "\ufeff١"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, kind := range []accessrule.IdentifierType{accessrule.Card, accessrule.InputCode, accessrule.LicensePlate} {
			normal, problem := accessrule.NormalNumber(kind, nil, raw)
			require.NotEqual(t, problem == "", normal == "")
			if problem != "" {
				continue
			}
			identifier := accessrule.Identifier{Type: kind, Number: normal}
			again, problem := accessrule.NormalNumber(kind, identifier.NumberFormat(), normal)
			require.Empty(t, problem)
			require.Equal(t, normal, again)
		}
	})
}
