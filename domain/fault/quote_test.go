package fault_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/fault"
)

func TestQuote(t *testing.T) {
	long := strings.Repeat("x", 64)
	for name, test := range map[string]struct{ text, quoted string }{
		"as it is":                      {"acc_1 Zoë 李 🚪 'a' \\ <%1>", "acc_1 Zoë 李 🚪 'a' \\ <%1>"},
		"empty":                         {"", ""},
		"64 characters":                 {long, long},
		"64 characters of four bytes":   {strings.Repeat("🚪", 64), strings.Repeat("🚪", 64)},
		"65 characters":                 {long + "x", long[:63] + "…"},
		"line break":                    {"a\nb", `a\u000Ab`},
		"nul, delete and C1":            {"\x00\x7f\u0085", `\u0000\u007F\u0085`},
		"right-to-left override":        {"a\u202eb", `a\u202Eb`},
		"isolate":                       {"\u2066a\u2069", `\u2066a\u2069`},
		"marks of direction":            {"\u200e\u200f\u061c", `\u200E\u200F\u061C`},
		"separators":                    {"\u2028\u2029", `\u2028\u2029`},
		"zero width":                    {"\u200b\u200c\u200d\u2060\ufeff\u00ad", `\u200B\u200C\u200D\u2060\uFEFF\u00AD`},
		"other default-ignorables":      {"\u034f\u115f\u3164\uffa0\ufe0f", `\u034F\u115F\u3164\uFFA0\uFE0F`},
		"beyond the basic plane":        {"\U000E0041\U000E01EF", `\U000E0041\U000E01EF`},
		"noncharacter":                  {"\ufdd0", `\uFDD0`},
		"invalid UTF-8":                 {"a\xffb", "a\ufffdb"},
		"an escape is not cut":          {long[:60] + "\u202e", long[:60] + "…"},
		"an escape at the end":          {long[:58] + "\u202e", long[:58] + `\u202E`},
		"an escape where more follows":  {long[:58] + "\u202ex", long[:58] + "…"},
		"so many that none is in whole": {strings.Repeat("\u202e", 1_000), strings.Repeat(`\u202E`, 10) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.quoted, fault.Quote(test.text))
		})
	}
}

func TestQuote_IsShortVisibleAndWhatItQuotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 100, -1).Draw(t, "text")
		quoted := fault.Quote(text)
		requireTellable(t, quoted, 64)
		require.Equal(t, quoted, fault.Quote(quoted), "quoting twice changes nothing")
		if utf8.RuneCountInString(text) <= 64 && !strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.M, unicode.Lo) }) {
			require.Equal(t, text, quoted)
		}
	})
}

func TestQuote_LooksAtNoMoreThanItReturns(t *testing.T) {
	huge := strings.Repeat("x", 1<<20)
	require.Less(t, testing.AllocsPerRun(10, func() { fault.Quote(huge) }), 20.0)
}

func requireTellable(t require.TestingT, quoted string, longest int) {
	require.True(t, utf8.ValidString(quoted))
	require.LessOrEqual(t, utf8.RuneCountInString(quoted), longest, quoted)
	require.NotRegexp(t, `[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]`, quoted)
}

// hostile is a megabyte of characters that reverse, break and hide the text around them.
func hostile() string {
	return "\u202e\u2066\n\r\x00\x1b[31m\u2028\ufeff\U000E0041<%1><%2>" + strings.Repeat("x", 1<<20)
}

// TestCatalog_EveryEntryQuotesWhatTheCallerSent fills each entry of the catalogue with a hostile megabyte as each of its values, and in
// its data as a value, as a path and as a name in a path.
func TestCatalog_EveryEntryQuotesWhatTheCallerSent(t *testing.T) {
	value := hostile()
	for _, entry := range fault.Catalog() {
		t.Run(string(entry.Reason), func(t *testing.T) {
			violation := fault.New(entry.Reason, value, value, value).
				With("input.name", value).With(value, "must be specified").With("input."+value+"[1].relays", 7)
			longest := 64
			if entry.Sentence {
				longest = 400
			}
			requireTellable(t, violation.Message(), utf8.RuneCountInString(entry.Message)+strings.Count(entry.Message, "<%")*longest)
			require.Equal(t, violation.Message(), violation.Err().Error())
			details := violation.Details()
			require.Len(t, details, 3)
			for path, detail := range details {
				requireTellable(t, path, 64+len("input..relays"))
				if text, ok := detail.(string); ok {
					requireTellable(t, text, 64)
				}
			}
			require.Contains(t, details, "input."+fault.Quote(value)+".relays")
		})
	}
}

// TestFault_Message_OrdinaryValuesAreExact fills the documented texts with ordinary values.
func TestFault_Message_OrdinaryValuesAreExact(t *testing.T) {
	for _, entry := range fault.Catalog() {
		expected := strings.NewReplacer("<%1>", "rac_0198f2a4-5c1e-7d3a-9b60-1f2e3d4c5b6a", "<%2>", "0 — Zoë's 李", "<%3>", "§").Replace(entry.Message)
		require.Equal(t, expected, fault.New(entry.Reason, "rac_0198f2a4-5c1e-7d3a-9b60-1f2e3d4c5b6a", "0 — Zoë's 李", "§").Message())
	}
}

func TestFault_Details_KeepOurSentences(t *testing.T) {
	sentence := strings.Repeat("must be ", 20)
	details := fault.New(fault.DataNotValid).With("input.a", fault.Text(sentence)).With("input.b", fault.Text(hostile())).With("maximum", 7).Details()
	require.Equal(t, sentence, details["input.a"])
	requireTellable(t, details["input.b"].(string), 400)
	require.Equal(t, 7, details["maximum"])
	require.Equal(t, map[string]any{}, fault.New(fault.ServerFailed).Details())
}

func TestFault_Details_OfPathsThatBecomeEqualHaveOne(t *testing.T) {
	long := strings.Repeat("x", 100)
	violation := fault.New(fault.DataNotValid).With(long+"b", "second").With(long+"a", "first")
	require.Equal(t, map[string]any{long[:63] + "…": "first"}, violation.Details())
	deep := fault.New(fault.DataNotValid).With(strings.Repeat("x.", 1<<19), "must be specified").Details()
	for path := range deep {
		requireTellable(t, path, 400)
	}
}
