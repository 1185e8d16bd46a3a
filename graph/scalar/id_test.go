package scalar_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/graph/scalar"
)

func TestUnmarshalID(t *testing.T) {
	for expected, value := range map[string]any{"": nil, "acc_1": "acc_1", "null": "null", "42": json.Number("42"), "7": int64(7)} {
		id, err := scalar.UnmarshalID(value)
		require.NoError(t, err)
		require.Equal(t, expected, id)
	}
	_, err := scalar.UnmarshalID(map[string]any{})
	require.Error(t, err)
}
