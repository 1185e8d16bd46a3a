package test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const byNumber = `query($type: IdentifierType!, $number: String!, $format: CardNumberFormat) {
	identifierByNumber(number: {type: $type, number: $number, format: $format}) { id } }`

func TestIdentifierByNumber_TellsAMalformedNumberFromAnUnknownOne(t *testing.T) {
	w := newWorld(t)
	number := map[string]any{"type": "CARD", "number": "04-a3-ff"}
	requireDenied(t, w.application(t, []string{"PASSAGE"}, nil).send(t, byNumber, number), "identifierByNumber", "ACCESS_RULE_READ")
	require.Equal(t, w.names["identifier"], text(t, w.admin.must(t, byNumber, number), "identifierByNumber", "id"), "in any form of the type")
	for _, unknown := range []map[string]any{{"type": "UKEY", "number": "04-a3-ff"}, {"type": "CARD", "number": "4713"}, {"type": "INPUT_CODE", "number": "0000000001"}} {
		require.Equal(t, map[string]any{"identifierByNumber": nil}, w.admin.must(t, byNumber, unknown))
	}
	w.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": w.names["identifier"], "number": "0FF1CE"})
	require.Equal(t, map[string]any{"identifierByNumber": nil}, w.admin.must(t, byNumber, number), "the number of a lost card")
	require.Equal(t, map[string]any{"identifierByNumber": nil}, w.foreign.must(t, byNumber, map[string]any{"type": "CARD", "number": "0FF1CE"}))

	for _, malformed := range []map[string]any{
		{"type": "CARD", "number": "no number"}, {"type": "CARD", "number": ""}, {"type": "INPUT_CODE", "number": "12a"},
		{"type": "CARD", "number": "4711", "format": "BINARY"},
	} {
		got := w.admin.send(t, byNumber, malformed)
		require.Len(t, got.Errors, 1, got.raw)
		require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason)
		require.NotEmpty(t, got.Errors[0].Extensions.Data["number.number"], got.raw)
		require.Equal(t, map[string]any{"identifierByNumber": nil}, got.Data)
	}
}

func TestReader_ByItsText(t *testing.T) {
	w := newWorld(t)
	const byText = `query($reader: String!) { reader(reader: $reader) { id reader accessRulesCount } }`
	requireDenied(t, w.application(t, []string{"PASSAGE"}, nil).send(t, byText, map[string]any{"reader": "front"}), "reader", "ACCESS_RULE_READ")
	require.Equal(t, map[string]any{"id": w.names["reader"], "reader": "front", "accessRulesCount": 3.0},
		w.admin.must(t, byText, map[string]any{"reader": " front "})["reader"])
	w.ruleAt(t, "Alley", "alley")
	for caller, reader := range map[string]string{"admin": "Front", "foreign": "alley"} {
		client := map[string]client{"admin": w.admin, "foreign": w.foreign}[caller]
		require.Equal(t, map[string]any{"reader": nil}, client.must(t, byText, map[string]any{"reader": reader}), "a reader is identified by its exact text, within its company")
	}
	got := w.admin.send(t, byText, map[string]any{"reader": " "})
	require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason, got.raw)
	require.Equal(t, map[string]any{"reader": "must be specified"}, got.Errors[0].Extensions.Data)
}
