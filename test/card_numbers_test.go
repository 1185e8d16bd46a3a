package test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// createCard creates a card with a number in one of its forms, and returns its ID.
func (w *world) createCard(t testing.TB, number string, more map[string]any) string {
	t.Helper()
	got := w.createNumber(t, "CARD", number, more)
	require.Empty(t, got.Errors, got.raw)
	return text(t, got.Data, "createIdentifier", "identifier", "id")
}

// updateCard sends updateIdentifier.
func (w *world) updateCard(t testing.TB, identifierID string, changes map[string]any) answer {
	t.Helper()
	input := map[string]any{"identifierId": identifierID}
	for name, value := range changes {
		input[name] = value
	}
	return w.admin.send(t, mutation("updateIdentifier", "identifier { id number numberFormat enabled version accessRuleIds validity { passesLeft } }"),
		map[string]any{"input": input})
}

// problemAt requires that an answer is one refusal, and returns what it says of a path.
func problemAt(t testing.TB, got answer, path string) any {
	t.Helper()
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason)
	require.Len(t, got.Errors[0].Extensions.Data, 1, got.raw)
	return at(t, got.Errors[0].Extensions.Data, path)
}

func TestCheckPassage_FormsOfOneNumberMeet(t *testing.T) {
	w := newWorld(t)
	for number, spellings := range map[string][]string{
		"3456789":                    {"0003456789", " 00003456789 "},
		"04:A2:B3:C4:D5:E6:F7":       {"04A2B3C4D5E6F7", "04a2b3c4d5e6f7", "0x04A2B3C4D5E6F7", "04-a2-b3-c4-d5-e6-f7", "04 A2 B3 C4 D5 E6 F7"},
		"1309075364212608":           {"0001309075364212608"},
		"10001010100111110000100100": {"26:10001010100111110000100100"},
		"010000110000000100000010":   {"43:01:02", "0x430102"},
		"067,00258":                  {"67,258", "0067,0258"},
	} {
		card := w.createCard(t, number, nil)
		for _, spelling := range append(spellings, number) {
			require.Equal(t, card, at(t, w.admin.check(t, "front", "CARD", spelling, ""), "identifier", "id"), spelling)
			taken := w.createNumber(t, "CARD", spelling, nil)
			require.Equal(t, "IDENTIFIER_NUMBER_TAKEN", taken.Errors[0].Extensions.Reason, spelling)
			listed := w.admin.must(t, `query($number: String!) { identifiers(filter: {number: {type: CARD, number: $number}}) { nodes { id } totalCount } }`, map[string]any{"number": spelling})
			require.Equal(t, card, at(t, listed, "identifiers", "nodes", 0, "id"), spelling)
		}
	}
}

// The text of 16 zeros and ones could be bits, bytes or a decimal.
func TestCreateIdentifier_AFormatTellsTextsOfTwoFormsApart(t *testing.T) {
	w := newWorld(t)
	const number = "0000000000000010"
	cards := map[string]string{}
	for format, stored := range map[string]string{"BINARY": "00:02", "HEX": "00:00:00:00:00:00:00:10", "DECIMAL": "10"} {
		got := w.createNumber(t, "CARD", number, map[string]any{"format": format})
		require.Empty(t, got.Errors, got.raw)
		require.Equal(t, stored, text(t, got.Data, "createIdentifier", "identifier", "number"))
		cards[format] = text(t, got.Data, "createIdentifier", "identifier", "id")
	}
	check := func(who map[string]any) any {
		data := w.admin.must(t, `query($who: IdentifierNumberInput!) { checkPassage(reader: "front", identifier: {number: $who}) { identifier { id } } }`, map[string]any{"who": who})
		return at(t, data, "checkPassage", "identifier", "id")
	}
	for format, card := range cards {
		require.Equal(t, card, check(map[string]any{"type": "CARD", "number": number, "format": format}))
	}
	require.Equal(t, cards["BINARY"], check(map[string]any{"type": "CARD", "number": number}), "the first form that applies")

	const seventeen = "10000000000000000"
	bits, decimal := w.createCard(t, seventeen, nil), w.createCard(t, seventeen, map[string]any{"format": "DECIMAL"})
	require.Equal(t, bits, check(map[string]any{"type": "CARD", "number": seventeen}))
	require.Equal(t, decimal, check(map[string]any{"type": "CARD", "number": seventeen, "format": "DECIMAL"}))
	listed := w.admin.must(t, `query($id: ID!) { identifier(identifierId: $id) { number numberFormat } }`, map[string]any{"id": decimal})
	require.Equal(t, map[string]any{"number": seventeen, "numberFormat": "DECIMAL"}, listed["identifier"])
}

func TestIdentifierInputs_RefuseAFormatThatDoesNotApply(t *testing.T) {
	w := newWorld(t)
	const onlyCards = "must be left out, unless the type is CARD or UKEY"
	require.Equal(t, onlyCards, problemAt(t, w.createNumber(t, "LICENSE_PLATE", "B 1", map[string]any{"format": "HEX"}), "input.format"))
	require.Equal(t, onlyCards, problemAt(t, w.createNumber(t, "INPUT_CODE", "1234", map[string]any{"format": "DECIMAL"}), "input.format"))
	require.Equal(t, "must be 2 to 32 hex bytes, such as 04:A3:B2:C1 or 04A3B2C1",
		problemAt(t, w.createNumber(t, "CARD", "67,258", map[string]any{"format": "HEX"}), "input.number"))
	require.Equal(t, "must be left out, unless a number is set", problemAt(t, w.updateCard(t, w.names["visitorCard"], map[string]any{"format": "HEX"}), "input.format"))
	require.Equal(t, "must not be null", problemAt(t, w.updateCard(t, w.names["visitorCard"], map[string]any{"number": nil}), "input.number"))
	require.Equal(t, "must not be null", problemAt(t, w.updateCard(t, w.names["visitorCard"], map[string]any{"enabled": nil}), "input.enabled"))
	malformed := w.admin.must(t, `{ checkPassage(reader: "front", identifier: {number: {type: LICENSE_PLATE, number: "B 1", format: HEX}}) { denial explanation } }`, nil)
	require.Equal(t, map[string]any{"denial": "MALFORMED_NUMBER", "explanation": "The number is malformed: it must have no format, unless it is of a CARD or UKEY."}, malformed["checkPassage"])
}

func TestRecordPassage_AMalformedNumberIsDeniedAsSuch(t *testing.T) {
	w := newWorld(t)
	for kind, number := range map[string]string{"CARD": "12:3", "UKEY": "4.39117E+06", "LICENSE_PLATE": "@@@@", "INPUT_CODE": "12a4"} {
		payload := w.admin.mutate(t, "recordPassage", "decision { granted denial relays identifier { id } explanation } passage { denial explanation identifierType maskedNumber }",
			numberInput("front", kind, number))
		require.Equal(t, "MALFORMED_NUMBER", at(t, payload, "decision", "denial"), kind)
		require.Nil(t, at(t, payload, "decision", "identifier"))
		require.Regexp(t, "^The number is malformed: it must .*\\.$", at(t, payload, "decision", "explanation"))
		require.NotContains(t, at(t, payload, "decision", "explanation"), number)
		require.Equal(t, map[string]any{
			"denial": "MALFORMED_NUMBER", "explanation": at(t, payload, "decision", "explanation"), "identifierType": kind, "maskedNumber": nil,
		}, payload["passage"])
	}
	listed := w.admin.must(t, "{ passages(filter: {denial: MALFORMED_NUMBER}) { totalCount } }", nil)
	require.EqualValues(t, 4, at(t, listed, "passages", "totalCount"))
}

// A card that is lost keeps its rules, its passes and its history under the number of the next.
func TestUpdateIdentifier_ANewNumberReplacesALostCard(t *testing.T) {
	w := newWorld(t)
	card := w.names["visitorCard"]
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])
	got := w.updateCard(t, card, map[string]any{"number": "0x04A3B2C1"})
	require.Empty(t, got.Errors, got.raw)
	require.Equal(t, map[string]any{
		"id": card, "number": "04:A3:B2:C1", "numberFormat": "HEX", "enabled": true, "version": at(t, got.Data, "updateIdentifier", "identifier", "version"),
		"accessRuleIds": []any{w.names["rule"]}, "validity": map[string]any{"passesLeft": 9.0},
	}, at(t, got.Data, "updateIdentifier", "identifier"))
	require.Equal(t, "UNKNOWN_IDENTIFIER", w.admin.check(t, "front", "CARD", "4711", "")["denial"])
	require.Equal(t, true, w.admin.check(t, "front", "CARD", "04A3B2C1", "")["granted"])
	history := w.admin.must(t, `query($id: ID!) { identifier(identifierId: $id) { passages { totalCount } history(first: 1) { nodes { changes { field before after } } } } }`, map[string]any{"id": card})
	require.EqualValues(t, 1, at(t, history, "identifier", "passages", "totalCount"))
	require.Equal(t, []any{map[string]any{"field": "number", "before": "4711", "after": "04:A3:B2:C1"}}, at(t, history, "identifier", "history", "nodes", 0, "changes"))

	successor := w.createCard(t, "4711", nil)
	taken := w.updateCard(t, successor, map[string]any{"number": "04-a3-b2-c1"})
	require.Equal(t, "IDENTIFIER_NUMBER_TAKEN", taken.Errors[0].Extensions.Reason, taken.raw)
	require.Equal(t, map[string]any{"input.number": "must be unique within the company and type"}, taken.Errors[0].Extensions.Data)
	require.Empty(t, w.updateCard(t, card, map[string]any{"number": "04:a3:b2:c1"}).Errors, "its own number is no change")
	require.Contains(t, problemAt(t, w.updateCard(t, card, map[string]any{"number": "067:00258"}), "input.number"), "67,258")
}

func TestUpdateIdentifier_OneOfManyGetsTheNumber(t *testing.T) {
	const cards = 16
	w := newWorld(t)
	answers := make([]answer, cards)
	var racing sync.WaitGroup
	for i := range answers {
		card := w.createCard(t, fmt.Sprintf("700%d", i), nil)
		racing.Go(func() { answers[i] = w.updateCard(t, card, map[string]any{"number": strings.Repeat("0", i) + "815"}) })
	}
	racing.Wait()
	winners := 0
	for _, got := range answers {
		if len(got.Errors) == 0 {
			winners++
			continue
		}
		require.Equal(t, "IDENTIFIER_NUMBER_TAKEN", got.Errors[0].Extensions.Reason, got.raw)
	}
	require.Equal(t, 1, winners)
	listed := w.admin.must(t, `{ identifiers(filter: {number: {type: CARD, number: "815"}}) { totalCount } }`, nil)
	require.EqualValues(t, 1, at(t, listed, "identifiers", "totalCount"))
}

// Many change the number of one card: it has the last of them, and the others are free.
func TestUpdateIdentifier_ManyNumbersOfOneCardLeaveOneClaim(t *testing.T) {
	const editors = 16
	w := newWorld(t)
	card := w.createCard(t, "7000", nil)
	var racing sync.WaitGroup
	for i := range editors {
		racing.Go(func() {
			if got := w.updateCard(t, card, map[string]any{"number": fmt.Sprintf("80%02d", i)}); len(got.Errors) > 0 {
				t.Error(got.raw)
			}
		})
	}
	racing.Wait()
	taken := 0
	for i := range editors {
		got := w.createNumber(t, "CARD", fmt.Sprintf("80%02d", i), nil)
		if len(got.Errors) > 0 {
			require.Equal(t, "IDENTIFIER_NUMBER_TAKEN", got.Errors[0].Extensions.Reason, got.raw)
			taken++
		}
	}
	require.Equal(t, 1, taken)
	require.Empty(t, w.createNumber(t, "CARD", "7000", nil).Errors)
}

func TestUpdateIdentifier_TheNumberOfAnInputCodeIsNotAudited(t *testing.T) {
	w := newWorld(t)
	got := w.updateCard(t, w.names["unusedIdentifier"], map[string]any{"number": "9911223344"})
	require.Empty(t, got.Errors, got.raw)
	history := w.admin.must(t, `query($id: ID!) { identifier(identifierId: $id) { history(first: 1) { nodes { action changes { field } } } } }`, map[string]any{"id": w.names["unusedIdentifier"]})
	require.Equal(t, map[string]any{"action": "updateIdentifier", "changes": []any{}}, at(t, history, "identifier", "history", "nodes", 0))
}

func TestUpdateIdentifier_ADisabledIdentifierIsShutOut(t *testing.T) {
	w := newWorld(t)
	card := w.names["visitorCard"]
	require.Equal(t, false, at(t, w.updateCard(t, card, map[string]any{"enabled": false}).Data, "updateIdentifier", "identifier", "enabled"))
	denied := w.record(t, "front", "visitorCard")
	require.Equal(t, "IDENTIFIER_DISABLED", denied["denial"])
	require.Equal(t, `The identifier "Visitor" is disabled.`, denied["explanation"])
	require.Equal(t, card, at(t, denied, "identifier", "id"))
	require.InDelta(t, 10, at(t, denied, "identifier", "validity", "passesLeft"), 0)
	w.updateCard(t, card, map[string]any{"validity": map[string]any{"to": "2020-01-01T00:00:00Z"}})
	require.Equal(t, "IDENTIFIER_DISABLED", w.admin.check(t, "nowhere", "CARD", "4711", "")["denial"], "it precedes the validity, the rules and the readers")

	born := w.createCard(t, "9001", map[string]any{"enabled": false})
	for filter, cards := range map[string][]any{
		"enabled: false": {map[string]any{"id": card}, map[string]any{"id": born}},
		`enabled: true, number: {type: CARD, number: "9001"}`:  {},
		`enabled: false, number: {type: CARD, number: "9001"}`: {map[string]any{"id": born}},
	} {
		for _, order := range []string{"", ", orderBy: {field: NAME, direction: DESC}"} {
			listed := w.admin.must(t, "{ identifiers(filter: {"+filter+"}"+order+") { nodes { id } } }", nil)
			require.Equal(t, cards, at(t, listed, "identifiers", "nodes"), filter+order)
		}
	}
	require.Empty(t, w.updateCard(t, card, map[string]any{"enabled": true, "validity": map[string]any{"to": nil}}).Errors)
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])
}
