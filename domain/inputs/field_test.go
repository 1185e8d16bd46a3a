package inputs_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

func TestField_Apply(t *testing.T) {
	name := "before"
	set := func(value string) { name = value }
	var fields inputs.Fields

	inputs.Field[string]{}.Apply(&fields, "input.name", set)
	require.Equal(t, "before", name)
	require.NoError(t, fields.Err())

	inputs.Of("after").Apply(&fields, "input.name", set)
	require.Equal(t, "after", name)
	require.NoError(t, fields.Err())

	inputs.Field[string]{IsSet: true}.Apply(&fields, "input.name", set)
	require.Equal(t, "after", name)
	require.Equal(t, []fault.Fault{{Reason: fault.DataNotValid, Data: map[string]any{"input.name": fault.Text("must not be null")}}},
		violationsOf(t, fields.Err()))
}

func TestField_ApplyNullable(t *testing.T) {
	name := new("before")
	set := func(value *string) { name = value }

	inputs.Field[string]{}.ApplyNullable(set)
	require.Equal(t, "before", *name)

	inputs.Of("after").ApplyNullable(set)
	require.Equal(t, "after", *name)

	inputs.Field[string]{IsSet: true}.ApplyNullable(set)
	require.Nil(t, name)
}

func TestField_IsNull(t *testing.T) {
	require.False(t, inputs.Field[string]{}.IsNull())
	require.False(t, inputs.Of("").IsNull())
	require.True(t, inputs.Field[string]{IsSet: true}.IsNull())
}
