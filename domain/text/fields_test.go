package text_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

func TestFieldsReportEveryProblemAtOnce(t *testing.T) {
	var fields text.Fields
	require.NoError(t, fields.Err())

	require.Equal(t, "Gate", fields.Text("input.name", " Gate ", 1, 4))
	fields.Refuse("input.relays", "")
	require.NoError(t, fields.Err())

	fields.Text("input.reader", " ", 1, 4)
	fields.Refuse("input.reader", "must be something else")
	fields.Refuse("input.relays", "must be there")

	var refused *fault.Error
	require.ErrorAs(t, fields.Err(), &refused)
	require.Equal(t, []fault.Fault{{Reason: fault.DataNotValid, Data: map[string]any{
		"input.reader": fault.Text("must be specified"), "input.relays": fault.Text("must be there"),
	}}}, refused.Violations)
	require.Equal(t, "Data validation error", refused.Error())
}
