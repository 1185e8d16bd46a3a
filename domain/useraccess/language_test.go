package useraccess

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
	"pgregory.net/rapid"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
	"accessgraph/domain/text"
)

func TestReadLanguage(t *testing.T) {
	const notATag = "must be a BCP 47 language tag, such as en or pt-BR"
	for raw, expected := range map[string]struct{ tag, problem string }{
		"en": {"en", ""}, " EN-us ": {"en-US", ""}, "zh-hant-tw": {"zh-Hant-TW", ""}, "iw": {"he", ""},
		"i-klingon": {"tlh", ""}, "de-CH-1996": {"de-CH-1996", ""}, "x-own": {"x-own", ""},
		"english": {"", notATag}, "e": {"", notATag}, "en--US": {"", notATag}, "xx": {"", notATag}, "*": {"", notATag},
		"": {"", text.Missing}, "e\x00n": {"", "must not contain control or bidirectional-override characters"},
		strings.Repeat("a", 101): {"", "must have at most 100 characters"},
	} {
		var fields inputs.Fields
		tag := readLanguage(&fields, "input.language", raw)
		err := fields.Err()
		if expected.problem == "" {
			require.NoError(t, err, raw)
			require.Equal(t, expected.tag, tag)
			continue
		}
		var refusal *fault.Error
		require.ErrorAs(t, err, &refusal, raw)
		require.Equal(t, expected.problem, refusal.First().Details()["input.language"], raw)
	}
}

func TestReadLanguage_IsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tag, err := language.Compose(
			language.MustParseBase(rapid.SampledFrom([]string{"en", "iw", "sh", "zh", "no", "mo"}).Draw(t, "base")),
			language.MustParseScript(rapid.SampledFrom([]string{"Latn", "Cyrl", "Hant"}).Draw(t, "script")),
			language.MustParseRegion(rapid.SampledFrom([]string{"US", "TW", "CH", "419"}).Draw(t, "region")))
		require.NoError(t, err)
		var fields inputs.Fields
		once := readLanguage(&fields, "input.language", tag.String())
		require.Equal(t, once, readLanguage(&fields, "input.language", once))
		require.NoError(t, fields.Err())
	})
}
