package test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/examples"
)

// TestExamples_RunTwice sends the examples in order, twice: what is in them must work on a store that has seen them.
func TestExamples_RunTwice(t *testing.T) {
	running := start(t)
	for _, number := range []string{"1700000001", "1700000002"} {
		steps, err := examples.Steps()
		require.NoError(t, err)
		require.NotEmpty(t, steps)
		run := examples.NewRun(number)
		for _, step := range steps {
			t.Run(number+"/"+step.Name, func(t *testing.T) {
				variables, err := run.Variables(step)
				require.NoError(t, err)
				got := running.admin.send(t, step.Query, variables)
				var whole map[string]any
				require.NoError(t, json.Unmarshal([]byte(got.raw), &whole))
				require.NoError(t, run.Check(step, whole))
			})
		}
	}
}
