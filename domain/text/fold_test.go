package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"accessgraph/domain/text"
)

func TestFold(t *testing.T) {
	for name, test := range map[string]struct{ raw, folded string }{
		"case":                      {"BYRON", "byron"},
		"accents":                   {"Ångström Łukasz Çelik", "angstrom łukasz celik"},
		"decomposed accents":        {"A\u030angstro\u0308m", "angstrom"},
		"sharp s":                   {"Weiß WEISS", "weiss weiss"},
		"dotted capital I":          {"İpek", "ipek"},
		"final sigma":               {"ΌΔΥΣΣΕΥΣ Ὀδυσσεύς", "οδυσσευσ οδυσσευσ"},
		"full width":                {"Ｎｏｗａｋ", "nowak"},
		"ligature":                  {"ﬁ", "fi"},
		"cyrillic":                  {"Йод Ёлкин", "иод елкин"},
		"hebrew points":             {"שָׁלוֹם", "שלום"},
		"arabic vowels":             {"مُحَمَّد", "محمد"},
		"devanagari keeps vowels":   {"कुमार", "कुमार"},
		"thai keeps vowels":         {"สุข", "สุข"},
		"hangul":                    {"김", norm.NFD.String("김")},
		"voiced kana":               {"がガ", "かカ"},
		"joiners and marks of text": {"a\u200db\u200fc\u00add", "abcd"},
		"fillers and selectors":     {"a\u3164b\uffa0c\u115fd❤\ufe0f\u034f", "abcd❤"},
		"dotless i":                 {"Işık IŞIK ışık", "isik isik isik"},
		"apostrophes":               {"O’Neil O‘Neil O'Neil OʼNeil O´Neil O`Neil O＇Neil", "o'neil o'neil o'neil o'neil o'neil o'neil o'neil"},
		"okina":                     {"Kaʻahumanu", "ka'ahumanu"},
		"n with an apostrophe":      {"ŉ", "'n"},
		"nothing that is seen":      {"\u200b\u0301\ufeff", ""},
		"han":                       {"李", "李"},
		"nothing":                   {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.folded, text.Fold(test.raw))
		})
	}
}

func TestFold_IsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := text.Fold(rapid.String().Draw(t, "raw"))
		require.Equal(t, once, text.Fold(once))
		require.True(t, utf8.ValidString(once))
	})
}

func TestFold_CanonicallyEqualTextsFoldAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.String().Draw(t, "raw")
		require.Equal(t, text.Fold(norm.NFC.String(raw)), text.Fold(norm.NFD.String(raw)))
	})
}

// TestStartingWith_FindsExactlyTheNamesWithTheStart compares key ranges with prefixes of folded names.
func TestStartingWith_FindsExactlyTheNamesWithTheStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[\p{L}\p{M}' -]{1,20}`).Draw(t, "name")
		start := rapid.StringMatching(`[\p{L}\p{M}]{0,2}`).Draw(t, "start")
		if rapid.Bool().Draw(t, "own start") {
			letters := []rune(text.Fold(name))
			start = string(letters[:rapid.IntRange(0, len(letters)).Draw(t, "length")])
		}
		low, high := text.StartingWith(start)
		key := text.NameKey(name, "acc_1")
		folded := text.Fold(text.Clean(start))
		require.Equal(t, folded != "" && strings.HasPrefix(text.Fold(name), folded), low <= key && key < high)
	})
}

func TestStartingWith_NothingThatIsSeenFindsNothing(t *testing.T) {
	for _, start := range []string{"", "\u200b", "\u0301", "\ufeff", "\u3164", "\u0600"} {
		require.False(t, text.KeyStartsWith(text.NameKey("Ada", "acc_1"), start), "%+q", start)
		require.False(t, text.KeyStartsWith(text.NameKey("", "acc_1"), start), "%+q", start)
	}
}

func TestNameKey_SortsByNameThenID(t *testing.T) {
	keys := []string{
		text.NameKey("", "acc_9"), text.NameKey("byr", "acc_9"), text.NameKey("BYRON", "acc_1"), text.NameKey("byron", "acc_2"),
		text.NameKey("Byron Smith", "acc_0"), text.NameKey("Byrone", "acc_0"), text.NameKey("李", "acc_0"),
	}
	require.IsIncreasing(t, keys)
	for _, key := range keys {
		id, ok := text.IDOfNameKey(key)
		require.True(t, ok)
		require.Equal(t, key[len(key)-len(id):], id)
	}
	_, ok := text.IDOfNameKey("acc_1")
	require.False(t, ok)
}

func TestFold_IsIdempotentForEveryCharacter(t *testing.T) {
	for character := rune(0); character <= unicode.MaxRune; character++ {
		if !utf8.ValidRune(character) {
			continue
		}
		once := text.Fold(string(character))
		if text.Fold(once) != once {
			require.Equal(t, once, text.Fold(once), "%U", character)
		}
	}
	require.Equal(t, text.Fold("Ꮳ"), text.Fold("ꮳ"), "Cherokee has two cases, too")
}
