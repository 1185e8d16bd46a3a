package scalar_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
	"accessgraph/graph/scalar"
)

func TestJSONIsWrittenAsItIs(t *testing.T) {
	for wanted, value := range map[string]any{
		`null`: nil, `"a"`: "a", `[1,true]`: []any{1, true}, `{"a":{"b":null}}`: map[string]any{"a": map[string]any{"b": nil}},
	} {
		var written strings.Builder
		require.NoError(t, scalar.MarshalJSON(value).MarshalGQLContext(t.Context(), &written))
		require.Equal(t, wanted, written.String())
	}
	require.Error(t, scalar.MarshalJSON(func() {}).MarshalGQLContext(t.Context(), &strings.Builder{}))
}

func TestJSONIsNoInput(t *testing.T) {
	_, err := scalar.UnmarshalJSON(t.Context(), "a")
	var told *fault.Error
	require.ErrorAs(t, err, &told)
	require.Equal(t, fault.ValueNotValid, told.First().Reason)
}
