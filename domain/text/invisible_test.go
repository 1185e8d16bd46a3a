package text_test

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"accessgraph/domain/text"
)

func TestProblem_InvisibleCharacters(t *testing.T) {
	invisible := func(character, place string) string {
		return "must not contain invisible characters: remove " + character + ", its character " + place
	}
	const unseen = "must have a visible character"
	for name, test := range map[string]struct{ clean, problem string }{
		"zero-width space":               {"Auditor\u200b", invisible("U+200B", "8")},
		"soft hyphen":                    {"Au\u00additor", invisible("U+00AD", "3")},
		"word joiner":                    {"a\u2060b", invisible("U+2060", "2")},
		"byte order mark inside":         {"a\ufeffb", invisible("U+FEFF", "2")},
		"right-to-left mark":             {"a\u200fb", invisible("U+200F", "2")},
		"Hangul filler":                  {"a\u3164b", invisible("U+3164", "2")},
		"grapheme joiner":                {"a\u034fb", invisible("U+034F", "2")},
		"reserved":                       {"a\U000E0080b", invisible("U+E0080", "2")},
		"joiner at the start":            {"\u200dab", invisible("U+200D", "1")},
		"joiner at the end":              {"ab\u200d", invisible("U+200D", "3")},
		"joiner after a space":           {"a \u200cb", invisible("U+200C", "3")},
		"two joiners":                    {"a\u200c\u200cb", invisible("U+200C", "2")},
		"selector without a base":        {"a \ufe0f", invisible("U+FE0F", "3")},
		"two selectors":                  {"❤\ufe0f\ufe0f", invisible("U+FE0F", "3")},
		"tags of no flag":                {"a\U000E0067\U000E0062\U000E0065\U000E007F", invisible("U+E0067", "2")},
		"flag without an end":            {"🏴\U000E0067\U000E0062\U000E0065\U000E006E", invisible("U+E0067", "2")},
		"flag that hides a text":         {"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E0062\U000E0065\U000E007F", invisible("U+E0067", "2")},
		"line separator":                 {"A\u2028B", "must be on one line: replace U+2028, its character 2"},
		"paragraph separator":            {"A\u2029B", "must be on one line: replace U+2029, its character 2"},
		"lone accent":                    {"\u0301a", "must not contain a combining mark without a letter: remove U+0301, its character 1"},
		"accent after a space":           {"a \u0301", "must not contain a combining mark without a letter: remove U+0301, its character 3"},
		"only a zero-width space":        {"\u200b", unseen},
		"only a filler":                  {"\u3164", unseen},
		"only an accent":                 {"\u0301", unseen},
		"only a blank of Braille":        {"\u2800", unseen},
		"blank of Braille beside":        {"\u2800a", ""},
		"Persian":                        {"کیان\u200cپور", ""},
		"Persian digit":                  {"۱۰\u200cساله", ""},
		"Sinhala":                        {"ක්\u200dරිශාන්", ""},
		"Malayalam ends with a joiner":   {"നായര്\u200d", ""},
		"Bengali joiner before a virama": {"র\u200d্য", ""},
		"red heart":                      {"❤\ufe0f", ""},
		"heart on fire":                  {"❤\ufe0f\u200d🔥", ""},
		"keycap":                         {"1\ufe0f\u20e3", ""},
		"profession with a skin tone":    {"🧑🏽\u200d🚒", ""},
		"ideographic variation":          {"葛\U000E0100", ""},
		"Mongolian variation":            {"ᠠ\u180b", ""},
		"flag of England":                {"🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", ""},
		"Arabic number sign":             {"\u0600١", ""},
		"vowel signs":                    {"क्षितिज שָׂרָה", ""},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.problem, text.Problem(test.clean, 1, 50))
		})
	}
	require.Equal(t, invisible("U+200B", "1"), text.Problem("\u200b", 0, 50), "a text that may be absent, and is not")
}

// A character that Fold drops altogether is refused alone, but for signs that can be seen: those of numbers, and of voiced kana.
func TestProblem_RefusesEveryCharacterAloneThatCannotBeSeen(t *testing.T) {
	for character := rune(0); character <= unicode.MaxRune; character++ {
		alone := string(character)
		if !utf8.ValidRune(character) || text.Fold(alone) != "" || unicode.In(character, unicode.Prepended_Concatenation_Mark, unicode.Lm) {
			continue
		}
		require.NotEmpty(t, text.Problem(text.Clean(alone), 1, 50), "%U", character)
	}
}

func FuzzProblem(f *testing.F) {
	for _, seed := range []string{"Ada", "\ufeffDNS", "کیان\u200cپور", "❤\ufe0f\u200d🔥", "🏴\U000E0067\U000E007F", "\u0301", "a\xffb"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		clean := text.Clean(raw)
		require.Equal(t, clean, text.Clean(clean))
		if text.Problem(clean, 1, 100) != "" {
			return
		}
		require.True(t, text.HasVisible(clean))
		require.Empty(t, text.LinesProblem(clean, 1, 100))
		require.Empty(t, text.QueryProblem(clean, 1, 100))
		require.Empty(t, text.Problem(text.Clean(norm.NFD.String(clean)), 1, 100), "the normal form in which a text arrives does not matter")
	})
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Işık", "O´Neil", "ŉ", "\u1fef", "Ꮳꮳ", "ガ", "İ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		folded := text.Fold(raw)
		require.Equal(t, folded, text.Fold(folded))
		require.Equal(t, folded, text.Fold(norm.NFD.String(raw)))
	})
}

func TestProblem_DoesNotDependOnTheNormalForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.StringOf(rapid.SampledFrom([]rune("aé\u0301\u200c\u200d\ufe0f\u094dर❤👩 '\u2028가"))).Draw(t, "raw")
		require.Equal(t, text.Problem(text.Clean(raw), 1, 100) == "", text.Problem(text.Clean(norm.NFD.String(raw)), 1, 100) == "")
	})
}
