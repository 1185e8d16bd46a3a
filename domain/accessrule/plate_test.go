package accessrule_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
)

func TestNormalNumber_Plates(t *testing.T) {
	const empty = "must have a letter or a digit"
	for name, test := range map[string]struct{ raw, normal, problem string }{
		"separators":              {" ab-12 cd ", "AB12CD", ""},
		"dots, slashes, dashes":   {"京A·12/3–4—5−6_7.8•9", "京A123456789", ""},
		"Cyrillic looks Latin":    {"а123вс 77", "A123BC77", ""},
		"Cyrillic of its own":     {"Ж123ЯД", "Ж123ЯД", ""},
		"Greek looks Latin":       {"ΑΒΕ-1234", "ABE1234", ""},
		"Greek of its own":        {"ΔΛ 1", "ΔΛ1", ""},
		"full width":              {"品川５００あ１２－３４", "品川500あ1234", ""},
		"Arabic digits":           {"أبج١٢٣٤", "ابج1234", ""},
		"digits of each script":   {"𝟗९𞥙９ 𝟎०𞥐０", "99990000", ""},
		"Thai with vowel signs":   {"ทะเบียน 1", "ทะเบียน1", ""},
		"Hangul":                  {"12가3456", "12가3456", ""},
		"umlaut in two":           {"fu\u0308-1", "FU1", ""},
		"dotted and dotless i":    {"İı i1", "III1", ""},
		"sharp s and ligature":    {"ß ﬁ", "SSFI", ""},
		"invisible characters":    {"W\u00ad1\u200b2\u3164345", "W12345", ""},
		"100 characters":          {strings.Repeat("ж-", 100), strings.Repeat("Ж", 100), ""},
		"101 characters":          {strings.Repeat("A", 101), "", "must have at most 100 characters"},
		"only separators":         {"- -", "", empty},
		"only signs":              {"@@@@", "", empty},
		"only an emoji":           {"😀", "", empty},
		"only a mark":             {"\u0301", "", empty},
		"only invisible":          {"\u200b", "", empty},
		"blank":                   {"", "", "must be specified"},
		"override":                {"A\u202e1", "", "must not contain control or bidirectional-override characters"},
		"more than can be stored": {strings.Repeat("-", 257), "", "must have at most 256 characters"},
	} {
		t.Run(name, func(t *testing.T) {
			normal, problem := accessrule.NormalNumber(accessrule.LicensePlate, nil, test.raw)
			require.Equal(t, test.problem, problem)
			require.Equal(t, test.normal, normal)
		})
	}
}

func TestNormalNumber_SpacingOfAPlateDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.StringMatching(`[a-zA-Z0-9жЖ品]{1,4}`), 1, 6).Draw(t, "parts")
		separator := rapid.SampledFrom([]string{"", " ", "-", " - ", "\u2011", "\u3000", "\u00ad", "•"}).Draw(t, "separator")
		normal, problem := accessrule.NormalNumber(accessrule.LicensePlate, nil, strings.Join(parts, separator))
		require.Empty(t, problem)
		require.Equal(t, strings.ToUpper(strings.Join(parts, "")), normal)
		require.LessOrEqual(t, utf8.RuneCountInString(normal), accessrule.MaxPlateLength)
	})
}

func TestNormalNumber_APlateOfEveryCharacterIsIdempotent(t *testing.T) {
	for character := rune(0); character <= unicode.MaxRune; character++ {
		// The other 950,000 code points are no characters: surrogates, private, or assigned to nothing.
		if !unicode.In(character, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf) {
			continue
		}
		normal, problem := accessrule.NormalNumber(accessrule.LicensePlate, nil, "A"+string(character)+"1")
		if problem != "" {
			continue
		}
		again, problem := accessrule.NormalNumber(accessrule.LicensePlate, nil, normal)
		if problem != "" || again != normal {
			require.Empty(t, problem, "%U", character)
			require.Equal(t, normal, again, "%U", character)
		}
		if unicode.Is(unicode.Nd, character) {
			require.Regexp(t, `^A[0-9]1$`, normal, "%U", character)
		}
	}
}
