package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"accessgraph/domain/text"
)

func TestClean(t *testing.T) {
	for name, test := range map[string]struct{ raw, clean string }{
		"nothing to do":           {"Gate 7", "Gate 7"},
		"spaces and line breaks":  {" \t\r\nGate  7\n ", "Gate  7"},
		"white space of Unicode":  {"\u00a0\u2003Gate\u3000\u2029", "Gate"},
		"blank":                   {" \u2003 ", ""},
		"composed":                {"Zoe\u0308", "Zo\u00eb"},
		"other scripts remain":    {"Ворота 七 🚪", "Ворота 七 🚪"},
		"compatibility remains":   {"№ ﬁ", "№ ﬁ"},
		"marks inside remain":     {"a\u202eb", "a\u202eb"},
		"zero-width joiner stays": {"👩\u200d🔧", "👩\u200d🔧"},
		"byte order mark":         {"\ufeffDNS", "DNS"},
		"mark and white space":    {" \ufeff\ufeff\tDNS", "DNS"},
		"only a byte order mark":  {"\ufeff", ""},
		"mark inside remains":     {"D\ufeffNS\ufeff", "D\ufeffNS\ufeff"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.clean, text.Clean(test.raw))
		})
	}
}

func TestProblem(t *testing.T) {
	const refused = "must not contain control or bidirectional-override characters"
	for name, test := range map[string]struct{ clean, problem string }{
		"fine":                   {"Gate", ""},
		"as long as it may be":   {strings.Repeat("ы", 50), ""},
		"absent":                 {"", "must be specified"},
		"too long":               {strings.Repeat("ы", 51), "must have at most 50 characters"},
		"four bytes a character": {strings.Repeat("🚪", 50), ""},
		"line break":             {"a\nb", refused},
		"tab":                    {"a\tb", refused},
		"nul":                    {"a\x00b", refused},
		"delete":                 {"a\x7fb", refused},
		"C1 control":             {"a\u0085b", refused},
		"embedding":              {"a\u202ab", refused},
		"override":               {"a\u202eb", refused},
		"isolate":                {"a\u2066b", refused},
		"end of isolate":         {"a\u2069b", refused},
		"noncharacter":           {"a\ufdd0b", refused},
		"last of a plane":        {"a\U0010ffffb", refused},
		"replacement character":  {"a\ufffdb", ""},
		"invalid UTF-8":          {"a\xffb", "must be valid Unicode text"},
		"half a surrogate pair":  {"a\xed\xa0\x80b", "must be valid Unicode text"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.problem, text.Problem(test.clean, 1, 50))
		})
	}
	require.Empty(t, text.Problem("", 0, 50))
	require.Equal(t, "must have at least 3 characters", text.Problem("ab", 3, 50))
}

func TestClean_IsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.String().Draw(t, "raw")
		clean := text.Clean(raw)
		require.Equal(t, clean, text.Clean(clean))
		require.True(t, norm.NFC.IsNormalString(clean))
	})
}

func TestClean_CanonicallyEqualTextsBecomeEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.String().Draw(t, "raw")
		require.Equal(t, text.Clean(raw), text.Clean(norm.NFD.String(raw)))
	})
}

func TestProblem_AcceptsExactlyTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Fillers are letters that nobody can see.
		letters := strings.NewReplacer("\u115f", "", "\u1160", "", "\u3164", "", "\uffa0", "")
		clean := text.Clean(letters.Replace(rapid.StringMatching(`[\p{L}\p{N}]{0,60}`).Draw(t, "raw")))
		length := utf8.RuneCountInString(clean)
		require.Equal(t, length >= 1 && length <= 50, text.Problem(clean, 1, 50) == "")
	})
}

func TestLinesProblem(t *testing.T) {
	for clean, problem := range map[string]string{
		"Front\nBack": "", "Front\r\n\r\nBack": "", "Front\u2028Back\u2029Side": "",
		"Front\tBack":       "must not contain control or bidirectional-override characters",
		"Front\n\u202eBack": "must not contain control or bidirectional-override characters",
		"Front\n\u200b":     "must not contain invisible characters: remove U+200B, its character 7",
		"Front\n\u0301":     "must not contain a combining mark without a letter: remove U+0301, its character 7",
		"":                  "must be specified",
	} {
		require.Equal(t, problem, text.LinesProblem(clean, 1, 50), "%+q", clean)
	}
}

func TestQueryProblem_AllowsWhatASearchIgnores(t *testing.T) {
	for clean, problem := range map[string]string{
		"\u200b": "", "\u0301": "", "O\u00adNei": "", "A\u2028B": "",
		"":       "must be specified",
		"a\nb":   "must not contain control or bidirectional-override characters",
		"abcdef": "must have at most 5 characters",
		"a\xffb": "must be valid Unicode text",
	} {
		require.Equal(t, problem, text.QueryProblem(clean, 1, 5), "%+q", clean)
	}
}

func TestBeginsWithByteOrderMark(t *testing.T) {
	require.True(t, text.BeginsWithByteOrderMark("\ufeffDNS"))
	require.False(t, text.BeginsWithByteOrderMark("DNS\ufeff"))
}
