package accessrule_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
)

const (
	cardProblem = "must be 2 to 32 hex bytes joined by : or -, or 16 to 256 binary digits in whole bytes, or 1 to 10 decimal digits without leading zeros"
	codeProblem = "must be 1 to 10 digits"
)

func TestNormalNumber_CardsAndKeys(t *testing.T) {
	for name, test := range map[string]struct{ raw, normal, problem string }{
		"hex with colons":           {"0a:fF:00", "0A:FF:00", ""},
		"hex with hyphens":          {" 0a-ff-00 ", "0A:FF:00", ""},
		"two bytes":                 {"10:10", "10:10", ""},
		"32 bytes":                  {strings.Repeat("ab:", 31) + "ab", strings.Repeat("AB:", 31) + "AB", ""},
		"16 bits":                   {"0000101011111111", "0A:FF", ""},
		"256 bits":                  {strings.Repeat("10101011", 32), strings.Repeat("AB:", 31) + "AB", ""},
		"decimal":                   {"4294967295", "4294967295", ""},
		"decimal that looks binary": {"1010", "1010", ""},
		"zero":                      {"0", "0", ""},
		"one byte is a decimal":     {"10", "10", ""},
		"one hex byte":              {"0A", "", cardProblem},
		"33 bytes":                  {strings.Repeat("ab:", 32) + "ab", "", cardProblem},
		"mixed separators":          {"0a:ff-00", "", cardProblem},
		"other separator":           {"0a.ff", "", cardProblem},
		"hex without separators":    {"0AFF", "", cardProblem},
		"separator at the end":      {"0a:ff:", "", cardProblem},
		"half a byte":               {"0a:f", "", cardProblem},
		"8 bits":                    {"00001010", "", cardProblem},
		"17 bits":                   {"00001010111111110", "", cardProblem},
		"264 bits":                  {strings.Repeat("10101011", 33), "", "must have at most 256 characters"},
		"leading zero":              {"0123", "", cardProblem},
		"11 decimal digits":         {"12345678901", "", cardProblem},
		"16 decimal digits":         {"1234567890123456", "", cardProblem},
		"negative":                  {"-1", "", cardProblem},
		"fullwidth digits":          {"\uff11\uff12", "", cardProblem},
		"second line":               {"12\n34", "", "must not contain control or bidirectional-override characters"},
		"blank":                     {" ", "", "must be specified"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, kind := range []accessrule.IdentifierType{accessrule.Card, accessrule.Ukey} {
				normal, problem := accessrule.NormalNumber(kind, test.raw)
				require.Equal(t, test.problem, problem)
				require.Equal(t, test.normal, normal)
			}
		})
	}
}

func TestNormalNumber_CodesAndPlates(t *testing.T) {
	for name, test := range map[string]struct {
		kind                 accessrule.IdentifierType
		raw, normal, problem string
	}{
		"code":                    {accessrule.InputCode, " 0042 ", "0042", ""},
		"code of zeros":           {accessrule.InputCode, "0000000000", "0000000000", ""},
		"code of 11 digits":       {accessrule.InputCode, "00000000000", "", codeProblem},
		"code with a letter":      {accessrule.InputCode, "12a4", "", codeProblem},
		"code with a space":       {accessrule.InputCode, "12 34", "", codeProblem},
		"code of other digits":    {accessrule.InputCode, "١٢٣", "", codeProblem},
		"blank code":              {accessrule.InputCode, "", "", "must be specified"},
		"plate":                   {accessrule.LicensePlate, " ab-12 cd ", "AB12CD", ""},
		"plate in Cyrillic":       {accessrule.LicensePlate, "а123вс", "А123ВС", ""},
		"typographic hyphens":     {accessrule.LicensePlate, "M\u2010AB\u00a0\u201112", "MAB12", ""},
		"umlaut in two":           {accessrule.LicensePlate, "fu\u0308-1", "F\u00dc1", ""},
		"100 characters":          {accessrule.LicensePlate, strings.Repeat("ы-", 100), strings.Repeat("Ы", 100), ""},
		"only hyphens":            {accessrule.LicensePlate, "- -", "", "must have more than spaces and hyphens"},
		"blank plate":             {accessrule.LicensePlate, "", "", "must be specified"},
		"override in a plate":     {accessrule.LicensePlate, "A\u202e1", "", "must not contain control or bidirectional-override characters"},
		"a type that we lack":     {accessrule.IdentifierType("FACE"), "1", "", "must be a number of a known type"},
		"more than can be stored": {accessrule.LicensePlate, strings.Repeat("-", 257), "", "must have at most 256 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			normal, problem := accessrule.NormalNumber(test.kind, test.raw)
			require.Equal(t, test.problem, problem)
			require.Equal(t, test.normal, normal)
		})
	}
	normal, problem := accessrule.NormalNumber(accessrule.LicensePlate, strings.Repeat("A", 101))
	require.Equal(t, "must have at most 100 characters", problem)
	require.Empty(t, normal)
}

func TestNormalNumber_IsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]accessrule.IdentifierType{
			accessrule.Card, accessrule.Ukey, accessrule.InputCode, accessrule.LicensePlate,
		}).Draw(t, "kind")
		raw := rapid.OneOf(
			rapid.String(), rapid.StringMatching(`[0-9]{1,12}`), rapid.StringMatching(`[01]{16}([01]{8}){0,3}`),
			rapid.StringMatching(`[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){0,4}`), rapid.StringMatching(`[\p{L}\p{M}\p{N}\- ]{1,12}`),
		).Draw(t, "raw")
		once, problem := accessrule.NormalNumber(kind, raw)
		if problem != "" {
			require.Empty(t, once)
			return
		}
		again, problem := accessrule.NormalNumber(kind, once)
		require.Empty(t, problem)
		require.Equal(t, once, again)
	})
}

// spelling returns bytes in one of the forms of a card number.
func spelling(t *rapid.T, octets []byte, label string) string {
	switch rapid.SampledFrom([]string{"bits", "upper", "lower"}).Draw(t, label) {
	case "bits":
		var digits strings.Builder
		for _, octet := range octets {
			fmt.Fprintf(&digits, "%08b", octet)
		}
		return digits.String()
	case "upper":
		return strings.ReplaceAll(fmt.Sprintf("% X", octets), " ", "-")
	default:
		return strings.ReplaceAll(fmt.Sprintf("% x", octets), " ", ":")
	}
}

func TestNormalNumber_CardsAreEqualWhenTheirBytesAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bytes := rapid.SliceOfN(rapid.ByteRange(0, 3), 2, 4)
		first, second := bytes.Draw(t, "first"), bytes.Draw(t, "second")
		one, problem := accessrule.NormalNumber(accessrule.Card, spelling(t, first, "spelling of the first"))
		require.Empty(t, problem)
		other, problem := accessrule.NormalNumber(accessrule.Ukey, spelling(t, second, "spelling of the second"))
		require.Empty(t, problem)
		require.Equal(t, string(first) == string(second), one == other)
	})
}

func TestNormalNumber_DecimalsNeverEqualBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		decimal := rapid.StringMatching(`[1-9][0-9]{0,9}`).Draw(t, "decimal")
		one, problem := accessrule.NormalNumber(accessrule.Card, decimal)
		require.Empty(t, problem)
		require.Equal(t, decimal, one)
		octets := rapid.SliceOfN(rapid.Byte(), 2, 32).Draw(t, "bytes")
		other, problem := accessrule.NormalNumber(accessrule.Card, spelling(t, octets, "spelling"))
		require.Empty(t, problem)
		require.NotEqual(t, one, other)
	})
}

func TestNormalNumber_SpacingOfAPlateDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringMatching(`[a-zA-Z0-9äöüÄÖÜыЫ]{1,4}`), 1, 6).Draw(t, "parts")
		separator := rapid.SampledFrom([]string{"", " ", "-", " - ", "\u2011", "\u3000"}).Draw(t, "separator")
		normal, problem := accessrule.NormalNumber(accessrule.LicensePlate, strings.Join(parts, separator))
		require.Empty(t, problem)
		require.Equal(t, strings.ToUpper(strings.Join(parts, "")), normal)
		require.LessOrEqual(t, utf8.RuneCountInString(normal), accessrule.MaxPlateLength)
	})
}
