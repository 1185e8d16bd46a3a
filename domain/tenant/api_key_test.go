package tenant_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/tenant"
)

func newKey(t require.TestingT) string {
	key, err := tenant.NewKey()
	require.NoError(t, err)
	return key
}

func TestNewKey_KeysAreValidAndDiffer(t *testing.T) {
	shape := regexp.MustCompile(`^accessgraph_[a-z2-7]{40}$`)
	seen := map[string]bool{}
	for range 1000 {
		key := newKey(t)
		require.Regexp(t, shape, key)
		require.NoError(t, tenant.ParseKey(key))
		require.False(t, seen[key])
		seen[key] = true
	}
}

func TestParseKey_IsStrict(t *testing.T) {
	key := newKey(t)
	for name, text := range map[string]string{
		"empty":                      "",
		"prefix only":                "accessgraph_",
		"no prefix":                  strings.TrimPrefix(key, "accessgraph_"),
		"other prefix":               "accessgrapX_" + strings.TrimPrefix(key, "accessgraph_"),
		"upper case":                 strings.ToUpper(key),
		"upper-case body":            "accessgraph_" + strings.ToUpper(strings.TrimPrefix(key, "accessgraph_")),
		"space before":               " " + key,
		"space after":                key + " ",
		"line break inside":          key[:20] + "\n" + key[20:],
		"line break for a character": key[:20] + "\n" + key[21:],
		"too short":                  key[:len(key)-1],
		"too long":                   key + "a",
		"twice":                      key + key,
		"not of the alphabet":        key[:20] + "1" + key[21:],
		"no checksum":                "accessgraph_" + strings.Repeat("a", 40),
	} {
		t.Run(name, func(t *testing.T) {
			require.ErrorIs(t, tenant.ParseKey(text), tenant.ErrNotAKey)
			require.EqualError(t, tenant.ParseKey(text), "not an API key", "the text is not repeated")
		})
	}
}

// TestParseKey_AnIssuedKeyStaysValid fixes the format: issued keys must stay valid forever.
func TestParseKey_AnIssuedKeyStaysValid(t *testing.T) {
	const key = "accessgraph_aaaqeayeaudaocajbifqydiob4ibceqtcrghd3gx"
	require.NoError(t, tenant.ParseKey(key))
	require.Equal(t, "accessgraph_…d3gx", tenant.HintOf(key))
}

func TestParseKey_FindsOneWrongCharacter(t *testing.T) {
	const alphabet = "abcdefghijklmnopqrstuvwxyz234567"
	rapid.Check(t, func(t *rapid.T) {
		key := []byte(newKey(t))
		at := rapid.IntRange(len("accessgraph_"), len(key)-1).Draw(t, "at")
		other := alphabet[rapid.IntRange(0, len(alphabet)-1).Draw(t, "other")]
		same := key[at] == other
		key[at] = other
		require.Equal(t, same, tenant.ParseKey(string(key)) == nil)
	})
}

func TestHashKeyAndHintOf_DoNotRevealTheKey(t *testing.T) {
	require.Equal(t, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", tenant.HashKey("abc"))
	key := newKey(t)
	hint := tenant.HintOf(key)
	require.Equal(t, "accessgraph_…"+key[len(key)-4:], hint)
}
