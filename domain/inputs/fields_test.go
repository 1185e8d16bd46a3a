package inputs_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

func violationsOf(t *testing.T, err error) []fault.Fault {
	t.Helper()
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	return refusal.Violations
}

func TestFields_ReportNamesOnlyTheFieldsWithAProblem(t *testing.T) {
	var fields inputs.Fields
	fields.Require("input.present", true)
	fields.Require("input.absent", false)
	fields.Forbid("input.unwanted", true)
	fields.Forbid("input.leftOut", false)
	fields.OptionalText("input.long", "abc", 2)
	fields.OptionalText("input.short", "ab", 2)
	fields.OptionalText("input.empty", "", 2)
	require.True(t, fields.Entries("input.few", 2, 2))
	require.False(t, fields.Entries("input.many", 3, 2))
	fields.Report(fault.AccessNameRequired)

	require.Equal(t, []fault.Fault{{Reason: fault.AccessNameRequired, Data: map[string]any{
		"input.absent": fault.Text("must be specified"), "input.unwanted": fault.Text("must not be specified"),
		"input.long": fault.Text("must have at most 2 characters"), "input.many": fault.Text("must have at most 2 entries"),
	}}}, violationsOf(t, fields.Err()))
}

func TestFields_ErrReportsEveryProblemAtOnce(t *testing.T) {
	var fields inputs.Fields
	require.NoError(t, fields.Err())
	require.Equal(t, "Gate", fields.Text("input.name", " Gate ", 1, 4))
	fields.Reject("input.relays", "")
	require.NoError(t, fields.Err())

	fields.Text("input.reader", " ", 1, 4)
	fields.Reject("input.reader", "must be something else")
	fields.Reject("input.relays", "must be there")
	err := fields.Err()
	require.Equal(t, []fault.Fault{{Reason: fault.DataNotValid, Data: map[string]any{
		"input.reader": fault.Text("must be specified"), "input.relays": fault.Text("must be there"),
	}}}, violationsOf(t, err))
	require.EqualError(t, err, "Data validation error")
}

func TestFields_ReportIsSilentWithoutAProblem(t *testing.T) {
	var fields inputs.Fields
	fields.Require("input.present", true)
	fields.Report(fault.AccessNameRequired)
	require.NoError(t, fields.Err())
}

func TestFields_ViolationsStayInTheirOrder(t *testing.T) {
	var fields inputs.Fields
	fields.Require("input.firstName", false)
	fields.Report(fault.AccessNameRequired)
	fields.Require("input.firstName", false)
	fields.Report(fault.DataNotValid)
	fields.Add(fault.New(fault.AccessIDNotAllowed))
	fields.Reject("input.lastName", "must be short")

	var reasons []fault.Reason
	for _, violation := range violationsOf(t, fields.Err()) {
		reasons = append(reasons, violation.Reason)
	}
	require.Equal(t, []fault.Reason{fault.AccessNameRequired, fault.DataNotValid, fault.AccessIDNotAllowed, fault.DataNotValid}, reasons)
}
