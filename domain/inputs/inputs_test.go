package inputs_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/inputs"
)

func TestText_AbsentNullAndBlankAreTheSame(t *testing.T) {
	blank := " \t\u2003 "
	for _, value := range []*string{nil, new(""), &blank} {
		require.Empty(t, inputs.Text(value))
		require.True(t, inputs.IsBlank(value))
		require.Nil(t, inputs.OptionalText(value))
	}

	require.Equal(t, "Zo\u00eb", inputs.Text(new(" Zoe\u0308 ")))
	require.Equal(t, "Zo\u00eb", *inputs.OptionalText(new("Zo\u00eb")))
	require.False(t, inputs.IsBlank(new("x")))
}
