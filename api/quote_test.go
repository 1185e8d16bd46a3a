package api

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestQuoteSafely(t *testing.T) {
	long, clipped := strings.Repeat("n", 300), strings.Repeat("n", 63)+"…"
	for message, quoted := range map[string]string{
		"":                                    "",
		`Cannot query field "a" on type "B".`: `Cannot query field "a" on type "B".`,
		`Cannot query field "` + long + `" on type "B". Did you mean "c"?`:                   `Cannot query field "` + clipped + `" on type "B". Did you mean "c"?`,
		`Expected Name, found Int "` + long + `"`:                                            `Expected Name, found Int "` + clipped + `"`,
		`Int cannot represent non-integer value: ` + long:                                    `Int cannot represent non-integer value: ` + clipped,
		`Expected value of type "A!", found ["` + long + `","x y","z"].`:                     `Expected value of type "A!", found ["` + strings.Repeat("n", 61) + "…",
		`Expected value of type "A!", found {a:"x y",b:1}.`:                                  `Expected value of type "A!", found {a:"x y",b:1}.`,
		`String cannot represent a non string value: [` + strings.Repeat(`"a b",`, 90) + `]`: `String cannot represent a non string value: [` + strings.Repeat(`"a b",`, 10) + `"a…`,
		`Value "a\"` + long + `" does not exist`:                                             `Value "a\"` + strings.Repeat("n", 60) + `…" does not exist`,
		`Unexpected "` + long:                                                                `Unexpected "` + strings.Repeat("n", 62) + "…",
		"a\u202eb\u200dc\x00\x7f\u0085\u2028\nd":                                             `a\u202Eb\u200Dc\u0000\u007F\u0085\u2028\u000Ad`,
		`"` + strings.Repeat("\u202e", 64) + `"`:                                             `"` + strings.Repeat(`\u202E`, 10) + `…"`,
		"ä𝄞 “é” – fine":                                                                      "ä𝄞 “é” – fine",
	} {
		require.Equal(t, quoted, quoteSafely(message))
	}
	require.Len(t, []rune(quoteSafely(strings.Repeat("many words ", 100))), longestMessage)
}

// No message of the library repeats more than 64 characters of what a document says.
func TestQuote_MessagesOfTheLibraryRepeatLittle(t *testing.T) {
	name := strings.Repeat("Abcdefghij", 12)
	for _, document := range []string{
		"{@}", "query " + name + " {helo} query " + name + " {helo}", "{hello ..." + name + "}", "{hello @" + name + "}", "{hello(" + name + ": 1)}",
		"{hello(scopes: " + name + ")}", "{hello(scopes: [" + name + "," + name + "])}", `{hello(count: "` + name + `")}`, `{hello(count: {` + name + `: 1})}`,
		`{hello(loud: ["` + name + `", "` + name + `"])}`, "query($" + name + ": Int) {hello}", "{hello(name: $" + name + ")}", "query($v: " + name + ") {hello(name: $v)}",
		"query($v: [[[" + name + "]]]) {hello(name: $v)}", "{hello ... on " + name + " {id}}", "fragment " + name + " on Query {hello}", "{" + name + ": hello " + name + ": serverInfo}",
		"{hello(count: " + strings.Repeat("9", 200) + ")}", `{hello(name: "\u{` + name + `}")}`, "{" + name + " " + name + ": " + name + "(a: 1)}", name, `"` + name + `"`, "{hello \u202e}",
		`{person(find: {` + name + `: "a"}) {id}}`, `{person(find: [{` + name + `: "a"}]) {id}}`,
	} {
		response := newWorld(t).query(document, nil)
		require.NotEmpty(t, response.Errors, document)
		for _, each := range response.Errors {
			require.NotContains(t, each.Message, name[:64+1], document)
			require.NotContains(t, each.Message, strings.Repeat("9", 64+1), document)
			require.NotContains(t, each.Message, "\u202e")
			require.LessOrEqual(t, len(each.Message), longestMessage+60, document)
		}
	}
}
