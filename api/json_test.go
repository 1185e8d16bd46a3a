package api

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

func TestJSON_ASingleValue(t *testing.T) {
	for text, value := range map[string]string{
		"\ufeff {\"a\":1} \r\n": `{"a":1}`,
		`"\ud83d\ude00"`:        `"\ud83d\ude00"`,
		`[{"a":1},{"a":1}]`:     `[{"a":1},{"a":1}]`,
	} {
		read, err := singleJSON("body", []byte(text))
		require.NoError(t, err, text)
		require.Equal(t, value, string(read))
	}
	for text, offset := range map[string]int{
		`{"a":1,"a":2}`:                  7,
		`{"a":{"b":1,"\u0062":2}}`:       12,
		"\ufeff{\"a\":1,\"a\":2}":        10,
		`{"a":"\ud800"}`:                 6,
		`{"\udc00":1}`:                   2,
		`{"a":"\ud800\ud800"}`:           6,
		"\ufeff\ufeff{}":                 3,
		`{"a":` + strings.Repeat("1", 9): 14,
	} {
		_, err := singleJSON("body", []byte(text))
		var problem *fault.Error
		require.ErrorAs(t, err, &problem, text)
		require.Equal(t, fault.JSONNotValid, problem.First().Reason)
		require.Equal(t, offset, problem.First().Data["offset"], text)
	}
}

func TestJSON_NamesARepeatedMember(t *testing.T) {
	answered := newWorld(t).post(`{"query":"{hello}","variables":{"a":1,"a":2}}`)
	require.Equal(t, 400, answered.status)
	require.Equal(t, "An unexpected error occurred: JSON parse error 38", answered.Errors[0].Message)
	require.Equal(t, map[string]any{"offset": 38.0, "problem": "a member of an object is repeated"}, answered.Errors[0].Extensions.Data)
}

// TestVariables_UndeclaredOnesAreNotRead bounds what a body without a key can make the server allocate.
func TestVariables_UndeclaredOnesAreNotRead(t *testing.T) {
	body := []byte(`{"query":"{__typename}","variables":{"a":[` + strings.TrimSuffix(strings.Repeat(`{"":{}},`, 8_000), ",") + `]}}`)
	request, err := decodeBody(body)
	require.NoError(t, err)
	values, err := request.variables.values(1)
	require.NoError(t, err)
	require.Empty(t, values)
	allocations := testing.AllocsPerRun(10, func() {
		request, _ := decodeBody(body)
		_, _ = request.variables.values(1)
	})
	require.Less(t, allocations, 100.0)
}

func TestBody_WithoutAKeyIsSmaller(t *testing.T) {
	world := newWorld(t)
	body := `{"query":"{__typename}","variables":{"a":"` + strings.Repeat("a", 64<<10) + `"}}`
	answered := world.send("POST", "/graphql", body, "Content-Type", plainJSON)
	require.Equal(t, 413, answered.status)
	require.Equal(t, map[string]any{"limit": "keylessBodyBytes", "maximum": 65536.0}, answered.Errors[0].Extensions.Data)
	require.Equal(t, 200, world.post(body).status)
}
