package accessrule_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/accessrule"
)

func TestMaskedNumber(t *testing.T) {
	for number, expected := range map[string]string{
		"1": "••••", "123": "••••", "4711": "••••1", "1234567": "••••7", "12345678": "••••78", "04:A3:FF": "••••FF",
		"1234567890123456": "••••3456", strings.Repeat("1", 200): "••••1111",
		"ABCDEFGe\u0301": "••••Ge\u0301", "ABC👩\u200d🔧": "••••👩\u200d🔧", "\u0301BCD": "••••D",
	} {
		masked, ok := accessrule.MaskedNumber(accessrule.LicensePlate, number)
		require.True(t, ok)
		require.Equal(t, expected, masked, number)
	}
	_, ok := accessrule.MaskedNumber(accessrule.Card, "")
	require.False(t, ok, "a malformed number")
}

func TestMaskedNumber_RevealsAtMostAQuarter(t *testing.T) {
	characters := []string{"A", "7", "É", "E\u0301", "ø", "क\u094d", "👩\u200d🔧", "❤\ufe0f", ":", "車"}
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]accessrule.IdentifierType{accessrule.Card, accessrule.Ukey, accessrule.LicensePlate}).Draw(t, "type")
		number := rapid.SliceOfN(rapid.SampledFrom(characters), 1, 60).Draw(t, "number")
		masked, ok := accessrule.MaskedNumber(kind, strings.Join(number, ""))
		require.True(t, ok)
		visible := min(4, len(number)/4)
		require.Equal(t, "••••"+strings.Join(number[len(number)-visible:], ""), masked)
	})
}

// The visible part of any text is valid and the end of the text.
func TestMaskedNumber_IsTheEndOfAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringN(1, 60, -1).Draw(t, "number")
		masked, ok := accessrule.MaskedNumber(accessrule.LicensePlate, number)
		require.True(t, ok)
		visible, hidden := strings.CutPrefix(masked, "••••")
		require.True(t, hidden)
		require.True(t, strings.HasSuffix(number, visible))
		require.Less(t, len(visible), max(1, len(number)))
		require.Equal(t, utf8.ValidString(number), utf8.ValidString(masked))
	})
}

func TestMaskedNumber_ShowsNothingOfAnInputCode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		masked, ok := accessrule.MaskedNumber(accessrule.InputCode, rapid.StringMatching("[0-9]{0,10}").Draw(t, "code"))
		require.False(t, ok)
		require.Empty(t, masked)
	})
}
