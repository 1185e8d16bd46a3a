package scalar_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
	"accessgraph/graph/scalar"
)

func TestMarshalJSON(t *testing.T) {
	for expected, value := range map[string]any{
		`null`: nil, `"a"`: "a", `[1,true]`: []any{1, true}, `{"a":{"b":null}}`: map[string]any{"a": map[string]any{"b": nil}},
	} {
		var text strings.Builder
		require.NoError(t, scalar.MarshalJSON(value).MarshalGQLContext(t.Context(), &text))
		require.Equal(t, expected, text.String())
	}
	require.Error(t, scalar.MarshalJSON(func() {}).MarshalGQLContext(t.Context(), &strings.Builder{}))
}

func TestUnmarshalJSON(t *testing.T) {
	_, err := scalar.UnmarshalJSON(t.Context(), "a")
	var invalid *fault.Error
	require.ErrorAs(t, err, &invalid)
	require.Equal(t, fault.ValueNotValid, invalid.First().Reason)
}
