package test

import (
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const lateFields = `doorGranted decision { granted denial relays explanation } passageId
	passage { id at createdAt granted doorGranted denial relays identifier { id validity { passesLeft } } }`

// report is the input of a passage that has happened a while ago.
func (d *doors) report(ago time.Duration, reader, kind, number string, granted any) map[string]any {
	input := numberInput(reader, kind, number)
	input["at"], input["granted"] = d.ago(ago), granted
	return input
}

// ago is an instant before now, as the API writes it.
func (d *doors) ago(ago time.Duration) string {
	return d.clock.now().Add(-ago).UTC().Format("2006-01-02T15:04:05.000Z")
}

// A door that was offline reports what it did: both decisions are stored, and a pass is used for whoever passed.
func TestRecordPassage_OfADoorThatWasOffline(t *testing.T) {
	d := newDoors(t)
	door := d.application(t, []string{"PASSAGE"}, nil)
	told := door.mutate(t, "recordPassage", "doorGranted decision { granted denial relays } passageId", d.report(time.Hour, "back", "CARD", "4711", true))
	require.Equal(t, map[string]any{"granted": false, "denial": "READER_NOT_IN_ACCESS_RULES", "relays": []any{}}, told["decision"])
	require.Equal(t, true, told["doorGranted"])

	stored := d.admin.must(t, `query($id: ID!) { node(id: $id) { ... on Passage { at createdAt granted doorGranted denial relays identifier { validity { passesLeft } } } } }`,
		map[string]any{"id": told["passageId"]})
	require.Equal(t, map[string]any{
		"at": d.ago(time.Hour), "createdAt": d.ago(0), "granted": false, "doorGranted": true, "denial": "READER_NOT_IN_ACCESS_RULES", "relays": []any{},
		"identifier": map[string]any{"validity": map[string]any{"passesLeft": 9.0}},
	}, stored["node"], "the door let somebody pass")

	for name, test := range map[string]struct {
		input  map[string]any
		stored map[string]any
		left   float64
	}{
		"the door denied": {
			d.report(30*24*time.Hour, "front", "CARD", "4711", false),
			map[string]any{"at": d.ago(30 * 24 * time.Hour), "granted": true, "doorGranted": false, "denial": nil, "relays": []any{1.0, 2.0}}, 9,
		},
		"the door decides by itself": {
			with(numberInput("front", "CARD", "4711"), "granted", false),
			map[string]any{"at": d.ago(0), "granted": true, "doorGranted": false, "denial": nil, "relays": []any{1.0, 2.0}}, 9,
		},
		"the door tells the time alone": {
			with(numberInput("back", "CARD", "4711"), "at", d.ago(time.Minute)),
			map[string]any{"at": d.ago(time.Minute), "granted": false, "doorGranted": nil, "denial": "READER_NOT_IN_ACCESS_RULES", "relays": []any{}}, 9,
		},
	} {
		t.Run(name, func(t *testing.T) {
			passage := d.admin.mutate(t, "recordPassage", lateFields, test.input)["passage"].(map[string]any)
			require.InDelta(t, test.left, at(t, passage, "identifier", "validity", "passesLeft"), 0)
			for field, value := range test.stored {
				require.Equal(t, value, passage[field], field)
			}
			require.Equal(t, d.ago(0), passage["createdAt"])
		})
	}
}

// with is a copy of an input with one field more.
func with(input map[string]any, field string, value any) map[string]any {
	more := maps.Clone(input)
	more[field] = value
	return more
}

// The decision is that of the instant: a card that has expired since was valid then.
func TestRecordPassage_DecidesAboutALatePassageAtItsInstant(t *testing.T) {
	d := newDoors(t)
	d.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{
		"identifierId": d.names["visitorCard"], "validity": map[string]any{"from": d.ago(2 * time.Hour), "to": d.ago(time.Hour)}})
	for ago, denial := range map[time.Duration]any{
		2*time.Hour + time.Millisecond: "NOT_YET_VALID", 2 * time.Hour: nil, time.Hour + time.Millisecond: nil, time.Hour: "EXPIRED", 0: "EXPIRED",
	} {
		payload := d.admin.mutate(t, "recordPassage", lateFields, d.report(ago, "front", "CARD", "4711", false))
		require.Equal(t, denial, at(t, payload, "decision", "denial"), ago)
	}
}

// What has happened cannot be refused: passes are used up as far as there are any.
func TestRecordPassage_ALatePassageIsNeverRefusedForPasses(t *testing.T) {
	d := newDoors(t)
	d.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": d.names["visitorCard"], "validity": map[string]any{"maxPasses": 2}})
	for _, left := range []float64{1, 0, 0, 0} {
		payload := d.admin.mutate(t, "recordPassage", lateFields, d.report(time.Hour, "front", "CARD", "4711", true))
		require.Equal(t, true, at(t, payload, "decision", "granted"))
		require.InDelta(t, left, at(t, payload, "passage", "identifier", "validity", "passesLeft"), 0)
	}
	require.Equal(t, "NO_PASSES_LEFT", d.record(t, "front", "visitorCard")["denial"], "now there are none")
	require.Equal(t, "NO_PASSES_LEFT", d.admin.check(t, "front", "CARD", "4711", d.ago(time.Hour))["denial"], "those left are always those of now")
}

// A retry is the passage that was recorded, even if it would be too old by now.
func TestRecordPassage_OfALatePassageIsRepeatedByItsKey(t *testing.T) {
	d := newDoors(t)
	keyed, input := d.admin.with(idempotencyKey, "late"), d.report(30*24*time.Hour, "front", "CARD", "4711", true)
	first := keyed.mutate(t, "recordPassage", lateFields, input)
	d.clock.pass(time.Hour)
	require.Equal(t, first, keyed.mutate(t, "recordPassage", lateFields, input))
	require.InDelta(t, 9, at(t, first, "passage", "identifier", "validity", "passesLeft"), 0)
	got := d.admin.send(t, mutation("recordPassage", "passageId"), map[string]any{"input": input})
	require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason, got.raw)
	require.Equal(t, map[string]any{"input.at": "must be at most 30 days ago"}, got.Errors[0].Extensions.Data)
	other := keyed.send(t, mutation("recordPassage", "passageId"), map[string]any{"input": with(input, "granted", false)})
	require.Equal(t, "IDEMPOTENCY_KEY_CONFLICT", other.Errors[0].Extensions.Reason, other.raw)
}

// Late passages take their places among those of their time: in the order, in the bounds of time and for cursors.
func TestPassages_AreInTheOrderInWhichTheyHappened(t *testing.T) {
	d := newDoors(t)
	record := func(input map[string]any) string {
		return text(t, d.admin.mutate(t, "recordPassage", "passageId", input), "passageId")
	}
	now := record(numberInput("front", "CARD", "4711"))
	dayBefore := record(d.report(24*time.Hour, "front", "CARD", "4711", true))
	hourBefore := record(d.report(time.Hour, "back", "CARD", "4711", false))
	weekBefore := record(d.report(7*24*time.Hour, "front", "CARD", "999", nil))
	since, until := `from: "`+d.ago(8*24*time.Hour)+`"`, `to: "`+d.ago(time.Hour)+`"`
	for arguments, expected := range map[string][]string{
		"(filter: {" + since + "})":                                                            {now, hourBefore, dayBefore, weekBefore},
		"(filter: {" + since + "}, orderBy: {direction: ASC})":                                 {weekBefore, dayBefore, hourBefore, now},
		"(filter: {" + since + "}, orderBy: {field: CREATED_AT, direction: ASC})":              {weekBefore, dayBefore, hourBefore, now},
		"(filter: {" + since + ", " + until + "})":                                             {dayBefore, weekBefore},
		`(filter: {from: "` + d.ago(24*time.Hour) + `", ` + until + `})`:                       {dayBefore},
		"(filter: {" + since + `, reader: "front"})`:                                           {now, dayBefore, weekBefore},
		"(filter: {" + since + ", granted: true})":                                             {now, dayBefore},
		"(filter: {" + since + ", denial: UNKNOWN_IDENTIFIER})":                                {weekBefore},
		"(filter: {" + since + `, identifierId: "${visitorCard}"}, orderBy: {direction: ASC})`: {dayBefore, hourBefore, now},
	} {
		d.requirePassages(t, "passages"+arguments, expected...)
	}
	page := d.admin.must(t, "{ passages(first: 1, filter: {"+since+"}) { pageInfo { endCursor } } }", nil)
	between := record(d.report(time.Minute, "front", "CARD", "4711", true))
	after := d.admin.must(t, "query($after: String) { passages(first: 1, after: $after, filter: {"+since+"}) { nodes { id } } }",
		map[string]any{"after": text(t, page, "passages", "pageInfo", "endCursor")})
	require.Equal(t, between, text(t, after, "passages", "nodes", 0, "id"))
}
