package workarounds_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"pgregory.net/rapid"

	"accessgraph/graph/workarounds"
)

// argument returns the value of the argument in {a(b: literal)}.
func argument(t *testing.T, literal string) (string, error) {
	t.Helper()
	readable, err := workarounds.Readable("{a(b: " + literal + ")}")
	if err != nil {
		return "", err
	}
	document, err := workarounds.Parse(readable)
	if err != nil {
		return "", err
	}
	fields := document.Operations[0].SelectionSet
	require.Len(t, fields, 1)
	value, err := fieldOf(t, fields[0]).Arguments[0].Value.Value(nil)
	require.NoError(t, err)
	text, ok := value.(string)
	require.True(t, ok)
	return text, nil
}

func TestReadable_StringValues(t *testing.T) {
	for literal, value := range map[string]string{
		`"a"`:                               "a",
		`"\u0041\u00e9\u00E9"`:              "Aéé",
		`"\uD83D\uDE00"`:                    "😀",
		`"\ud83d\ude00x"`:                   "😀x",
		`"\u{1F600}\u{41}"`:                 "😀A",
		`"\u{10FFFF}"`:                      "\U0010FFFF",
		`"\\uD800"`:                         `\uD800`,
		"\"a\x00\x07b\"":                    "a\x00\x07b",
		`""""""`:                            "",
		`"""a"""`:                           "a",
		`""" a """`:                         " a ",
		`"""\uD800"""`:                      `\uD800`,
		`"""a \""" b"""`:                    `a """ b`,
		"\"\"\"a\n    b\n      c\"\"\"":     "a\nb\n  c",
		"\"\"\"\n    a\n      b\n  \"\"\"":  "a\n  b",
		"\"\"\"  a\n\tb\"\"\"":              "  a\nb",
		"\"\"\"\r\n  a\r  b\n\"\"\"":        "a\nb",
		"\"\"\"\n\n  a\n \n\n  b\n\n\"\"\"": "a\n\n\nb",
		"\"\"\"\n \t a\n \tb\"\"\"":         " a\nb",
		"\"\"\"a\x07b\"\"\"":                "a\x07b",
		"\"\"\"\u00a0a\n\u00a0b\"\"\"":      "\u00a0a\n\u00a0b",
		`"""a\b"c"""`:                       `a\b"c`,
		`"a" # \uD800 "` + "\n":             "a",
		"\"a\" # \x00\n":                    "a",
	} {
		read, err := argument(t, literal)
		require.NoError(t, err, "%q", literal)
		require.Equal(t, value, read, "%q", literal)
	}
}

func TestReadable_Errors(t *testing.T) {
	for literal, column := range map[string]int{
		`"\uD800"`: 8, `"\uDC00"`: 8, `"é\uD83D"`: 9, `"\uD83Dx\uDE00"`: 8, `"\uD83D\u0041"`: 8, `"\uDE00\uD83D"`: 8, `"\uD83D\u{DE00}"`: 8,
		`"\u{D800}"`: 9, `"\u{110000}"`: 9, `"\u{}"`: 9, `"\u+041"`: 9, `"a`: 11, `"""a`: 13, `"""a""""`: 17,
		`1x`: 8, `1.5x`: 10, `1.2.3`: 10, `0xF`: 8, `1e3_`: 10, `-x`: 8, `01`: 8, `1.`: 8,
	} {
		_, err := argument(t, literal)
		located, ok := errors.AsType[*gqlerror.Error](err)
		require.True(t, ok, "%s: %v", literal, err)
		require.Len(t, located.Locations, 1, literal)
		require.Equal(t, 1, located.Locations[0].Line, literal)
		require.Equal(t, column, located.Locations[0].Column, literal)
	}
}

func TestReadable_Positions(t *testing.T) {
	readable, err := workarounds.Readable("{a(b: \"\"\"x\n  y\r\n   \"\"\", c: \"\"\"z\"\"\") d}")
	require.NoError(t, err)
	document, err := workarounds.Parse(readable)
	require.NoError(t, err)
	selections := document.Operations[0].SelectionSet
	arguments := fieldOf(t, selections[0]).Arguments
	require.Equal(t, "x\ny", arguments[0].Value.Raw)
	require.Equal(t, 3, arguments[1].Position.Line)
	require.Equal(t, 9, arguments[1].Position.Column)
	require.Equal(t, 21, fieldOf(t, selections[1]).Position.Column)
}

func TestReadable_AdjacentStrings(t *testing.T) {
	readable, err := workarounds.Readable(`{a(b: ["""x""""y", """z"""""])}`)
	require.NoError(t, err)
	document, err := workarounds.Parse(readable)
	require.NoError(t, err)
	items := fieldOf(t, document.Operations[0].SelectionSet[0]).Arguments[0].Value.Children
	values := make([]string, len(items))
	for i, item := range items {
		values[i] = item.Value.Raw
	}
	require.Equal(t, []string{"x", "y", "z", ""}, values)
}

func TestReadable_Unchanged(t *testing.T) {
	for _, text := range []string{
		"", "{a}", "query A($x: Int = -1.5e+3) {a(b: $x, c: [\"x\", \"\"]) @skip(if: true)} # \"\"\"\n", "\ufeff{a1, b2}", "{a(b: 1,c: 2)}", "{a...b}", "\"",
	} {
		readable, err := workarounds.Readable(text)
		require.NoError(t, err)
		require.Equal(t, text, readable)
	}
}

func TestParse_VariablesOfFragment(t *testing.T) {
	_, err := workarounds.Parse("{...F} fragment F($x: Int) on Query {a}")
	require.EqualError(t, err, `input:1:19: Expected "on", found the variables of a fragment`)
}

// The result for any text has a limited size, and an error has a location in the text.
func TestReadable_AnyText(t *testing.T) {
	pieces := rapid.SampledFrom([]string{`"`, `"""`, `\`, `\"""`, `\u`, `D800`, `DC00`, `{`, `}`, "\n", "\r", "#", "1", ".", "e", "-", "x", " ", "\x00", "é", "😀"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 40).Draw(t, "pieces"), "")
		readable, err := workarounds.Readable(text)
		if located, ok := errors.AsType[*gqlerror.Error](err); ok {
			require.LessOrEqual(t, located.Locations[0].Line, strings.Count(text, "\n")+strings.Count(text, "\r")+1)
			require.Positive(t, located.Locations[0].Column)
			return
		}
		require.NoError(t, err)
		require.LessOrEqual(t, len(readable), 6*len(text))
		again, err := workarounds.Readable(readable)
		require.NoError(t, err)
		require.Equal(t, readable, again)
	})
}
