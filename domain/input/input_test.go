package input_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
	"accessgraph/domain/input"
)

func TestAbsentNullAndBlankAreTheSame(t *testing.T) {
	blank := " \t\u2003 "
	for _, value := range []*string{nil, new(""), &blank} {
		require.Empty(t, input.Text(value))
		require.False(t, input.Given(value))
		require.Nil(t, input.Optional(value))
	}
	require.Equal(t, "Zo\u00eb", input.Text(new(" Zoe\u0308 ")))
	require.Equal(t, "Zo\u00eb", *input.Optional(new("Zo\u00eb")))
	require.True(t, input.Given(new("x")))
}

func TestReportHoldsOnlyTheFieldsWithAProblem(t *testing.T) {
	var found fault.Violations
	input.Report(&found, fault.DataNotValid,
		input.Need("input.given", true), input.Need("input.absent", false),
		input.Refuse("input.unwanted", true), input.Refuse("input.leftOut", false),
		input.NotNull("input.null", true), input.NotNull("input.value", false),
		input.Bounds("input.long", "abc", 2), input.Bounds("input.short", "ab", 2), input.Bounds("input.empty", "", 2),
	)
	require.Equal(t, fault.Violations{{Reason: fault.DataNotValid, Data: map[string]any{
		"input.absent": fault.Text("must be specified"), "input.unwanted": fault.Text("must not be specified"),
		"input.null": fault.Text("must not be null"), "input.long": fault.Text("must have at most 2 characters"),
	}}}, found)
}

func TestReportIsSilentWhenNothingIsWrong(t *testing.T) {
	var found fault.Violations
	input.Report(&found, fault.DataNotValid, input.Need("input.given", true))
	require.NoError(t, found.Err())
}
