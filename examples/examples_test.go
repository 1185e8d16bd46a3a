package examples

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

func TestEveryStepIsOneNamedOperationWithItsVariables(t *testing.T) {
	steps, err := Steps()
	require.NoError(t, err)
	require.NotEmpty(t, steps)

	names := map[string]string{}
	for _, step := range steps {
		document, err := parser.ParseQuery(&ast.Source{Name: step.Name, Input: step.Query})
		require.NoError(t, err, step.Name)
		require.Len(t, document.Operations, 1, step.Name)

		operation := document.Operations[0]
		require.NotContains(t, names, operation.Name, "clients are generated from these: each name once")
		names[operation.Name] = step.Name
		require.Equal(t, operation.Name, step.Operation, step.Name)

		declared := []string{}
		for _, variable := range operation.VariableDefinitions {
			declared = append(declared, variable.Variable)
		}
		names := []string{}
		for name := range step.Variables {
			names = append(names, name)
		}
		require.ElementsMatch(t, declared, names, step.Name)
		require.Contains(t, step.Expected, "data", step.Name)
	}
}

func TestEveryStepBeginsWithASentence(t *testing.T) {
	steps, err := Steps()
	require.NoError(t, err)
	titles := map[string]string{}
	for _, step := range steps {
		require.Regexp(t, `^# [A-Z][^.]{9,58}\.\n`, step.Query, step.Name)
		require.Equal(t, "# "+step.Title, strings.SplitN(step.Query, "\n", 2)[0])
		require.NotContains(t, titles, step.Title, "the playground tells steps apart by their titles")
		titles[step.Title] = step.Name
	}
}

func TestEveryFileBelongsToAStep(t *testing.T) {
	steps, err := Steps()
	require.NoError(t, err)
	allowed := map[string]bool{"stories": true}
	for _, step := range steps {
		allowed[step.Name] = true
	}

	entries, err := files.ReadDir(".")
	require.NoError(t, err)
	for _, entry := range entries {
		name, _, _ := strings.Cut(entry.Name(), ".")
		require.True(t, allowed[name], entry.Name())
	}
}

func TestPlaceholdersTakeWhatEarlierStepsAnswered(t *testing.T) {
	run := NewRun("17")
	first := Step{Name: "01-make", Expected: object(t, `{"data":{"make":{"id":"a_1"}}}`)}
	require.NoError(t, run.Check(first, object(t, `{"data":{"make":{"id":"a_1","more":true}}}`)))

	second := Step{Name: "02-use", Variables: object(t, `{"input":{"ids":["${01-make.make.id}"],"name":"run ${run}","count":3}}`)}
	variables, err := run.Variables(second)
	require.NoError(t, err)
	require.Equal(t, object(t, `{"input":{"ids":["a_1"],"name":"run 17","count":3}}`), variables)
}

func TestAPlaceholderWithoutAValueIsAnError(t *testing.T) {
	for _, text := range []string{"${02-later.id}", "${run.more}", "${}x ${nothing}"} {
		_, err := NewRun("17").Variables(Step{Name: "01", Variables: map[string]any{"id": text}})
		require.ErrorContains(t, err, "nothing is known of", text)
	}
}

func TestCheck(t *testing.T) {
	expected := object(t, `{"data":{"list":[{"id":"a","n":1}],"none":null}}`)
	again := object(t, `{"data":null,"errors":[{"extensions":{"reason":"TAKEN"}}]}`)
	for name, test := range map[string]struct {
		answer string
		again  map[string]any
		fails  string
	}{
		"the same":            {answer: `{"data":{"list":[{"id":"a","n":1}],"none":null}}`},
		"more fields":         {answer: `{"data":{"list":[{"id":"a","n":1,"m":2}],"none":null},"extensions":{}}`},
		"another value":       {answer: `{"data":{"list":[{"id":"b","n":1}],"none":null}}`, fails: "answer.data.list[0].id: want a, have b"},
		"more elements":       {answer: `{"data":{"list":[{"id":"a","n":1},{}],"none":null}}`, fails: "answer.data.list: want 1 elements"},
		"no such field":       {answer: `{"data":{"list":[{"id":"a","n":1}]}}`, fails: "answer.data.none: not there"},
		"no object":           {answer: `{"data":7}`, fails: "answer.data: want an object, have 7"},
		"an error on the way": {answer: `{"data":{"list":[{"id":"a","n":1}],"none":null},"errors":[{}]}`, fails: "errors: expected false"},
		"seen before":         {answer: `{"data":null,"errors":[{"extensions":{"reason":"TAKEN"}}]}`, again: again},
		"neither":             {answer: `{"data":null,"errors":[{"extensions":{"reason":"OTHER"}}]}`, again: again, fails: "want TAKEN, have OTHER"},
	} {
		t.Run(name, func(t *testing.T) {
			err := NewRun("17").Check(Step{Name: "01", Expected: expected, Again: test.again}, object(t, test.answer))
			if test.fails == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, ErrUnexpected)
			require.ErrorContains(t, err, test.fails)
		})
	}
}

func object(t *testing.T, text string) map[string]any {
	t.Helper()
	var decoded map[string]any
	require.NoError(t, json.Unmarshal([]byte(text), &decoded))
	return decoded
}
