package test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/api"
	"accessgraph/internal/app"
)

// movedClock is the time, moved on by the test. It begins in 2100, later than anything in a seed.
type movedClock struct{ ahead atomic.Int64 }

func (c *movedClock) now() time.Time            { return time.Unix(4_102_444_800, c.ahead.Load()) }
func (c *movedClock) pass(passed time.Duration) { c.ahead.Add(int64(passed)) }

// doors is a world whose clock the test moves.
type doors struct {
	*world
	clock   *movedClock
	metrics *api.Metrics
}

func newDoors(t *testing.T) *doors {
	t.Helper()
	d := &doors{clock: &movedClock{}, metrics: api.NewMetrics("test")}
	d.world = newWorldAs(t, func(options *app.Options) { options.Clock, options.Metrics = d.clock.now, d.metrics })
	return d
}

// metric is the value of a line of /metrics.
func (d *doors) metric(t *testing.T, name string) string {
	t.Helper()
	recorder := httptest.NewRecorder()
	d.metrics.Handler(zerolog.Nop()).ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for line := range strings.Lines(recorder.Body.String()) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// numberInput is the input of a passage with a number that a reader has read.
func numberInput(reader, kind, number string) map[string]any {
	return map[string]any{"reader": reader, "identifier": map[string]any{"number": map[string]any{"type": kind, "number": number}}}
}

const passageFields = `decision { granted relays denial explanation identifier { id } accessRules { id } }
	passage { id reader granted relays denial explanation accessRuleIds refusedAttempts identifier { id } }`

// show records the passage of a number, and returns its denial and the passage, which may be nil.
func (c client) show(t testing.TB, reader, kind, number string) (denial, passage any) {
	t.Helper()
	payload := c.mutate(t, "recordPassage", passageFields, numberInput(reader, kind, number))
	denial = at(t, payload, "decision", "denial")
	require.Equal(t, denial == nil, at(t, payload, "decision", "granted"))
	return denial, payload["passage"]
}

// wrong returns a code that no identifier has.
func wrong(code int) string { return fmt.Sprintf("%06d", code) }

// TestRecordPassage_NumbersThatAreReadAreNotLimited shows the unknown plates of a street, and a resident's after them. They
// are more than the wrong input codes that an application may show in a minute.
func TestRecordPassage_NumbersThatAreReadAreNotLimited(t *testing.T) {
	d := newDoors(t)
	unknowns := 100 + api.DefaultLimits().WrongInputCodesPerApplication
	own := map[string]string{"LICENSE_PLATE": "B-AG 4711", "CARD": "4711", "UKEY": "04:A3:FF"}
	for kind, number := range own {
		if kind == "CARD" {
			continue // the visitor's
		}
		identifier := text(t, d.admin.mutate(t, "createIdentifier", "identifier { id }",
			map[string]any{"name": kind, "affiliation": "OWNER", "type": kind, "number": number}), "identifier", "id")
		d.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": identifier, "accessRuleId": d.names["rule"]})
	}
	for kind, number := range own {
		t.Run(kind, func(t *testing.T) {
			passages := map[any]bool{}
			for unknown := range unknowns {
				denial, passage := d.admin.show(t, "front", kind, fmt.Sprint(900_000+unknown))
				require.Equal(t, "UNKNOWN_IDENTIFIER", denial)
				passages[at(t, passage, "id")] = true
				if unknown == 9 || unknown == unknowns-1 {
					require.Equal(t, true, d.admin.check(t, "front", kind, number, "")["granted"], "after %d", unknown+1)
					denial, _ = d.admin.show(t, "front", kind, number)
					require.Nil(t, denial, "after %d", unknown+1)
				}
			}
			require.Len(t, passages, unknowns, "each is recorded")
			require.Equal(t, fmt.Sprint(unknowns), d.metric(t, `accessgraph_unknown_numbers_total{type="`+kind+`"}`))
		})
	}
	require.Empty(t, d.metric(t, `accessgraph_unknown_numbers_total{type="INPUT_CODE"}`))
	require.Equal(t, "0", d.metric(t, "accessgraph_refused_input_codes_total"))
}

// exhaust shows so many wrong codes as an application may show at a reader.
func (d *doors) exhaust(t *testing.T, caller client, reader string) {
	t.Helper()
	for code := range 10 {
		denial, passage := caller.show(t, reader, "INPUT_CODE", wrong(code))
		require.Equal(t, "UNKNOWN_IDENTIFIER", denial)
		require.NotNil(t, passage)
	}
}

func TestInputCodes_CannotBeGuessed(t *testing.T) {
	d := newDoors(t)
	d.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": d.names["unusedIdentifier"], "accessRuleId": d.names["rule"]})
	const right = unusedCode
	other := d.application(t, []string{"PASSAGE", "ACCESS_RULE_READ"}, nil)
	d.exhaust(t, d.admin, "front")

	refused := map[string]any{
		"granted": false, "relays": []any{}, "denial": "TOO_MANY_ATTEMPTS", "accessRules": []any{}, "identifier": nil,
		"explanation": `Too many wrong input codes were shown at the reader "front" or at all readers of the application together. ` +
			`Further input codes are refused for up to a minute, right or wrong.`,
	}
	for _, code := range []string{right, wrong(11), "no code"} {
		got := maps.Clone(d.admin.check(t, "front", "INPUT_CODE", code, ""))
		require.Equal(t, refused, got, "right and wrong ones alike")
		require.Equal(t, refused, d.admin.mutate(t, "recordPassage", passageFields, numberInput("front", "INPUT_CODE", code))["decision"])
	}
	require.Equal(t, "6", d.metric(t, "accessgraph_refused_input_codes_total"))
	require.Equal(t, "10", d.metric(t, `accessgraph_unknown_numbers_total{type="INPUT_CODE"}`))

	for name, show := range map[string]func() (any, any){
		"another reader":      func() (any, any) { return d.admin.show(t, "back", "INPUT_CODE", right) },
		"another application": func() (any, any) { return other.show(t, "front", "INPUT_CODE", right) },
		"a card":              func() (any, any) { return d.admin.show(t, "front", "CARD", "4711") },
		"an unknown card":     func() (any, any) { return d.admin.show(t, "front", "CARD", "1") },
		"the code's identifier by its ID": func() (any, any) {
			return at(t, d.record(t, "front", "unusedIdentifier"), "denial"), "recorded"
		},
	} {
		denial, passage := show()
		require.NotEqual(t, "TOO_MANY_ATTEMPTS", denial, name)
		require.NotNil(t, passage, name)
	}

	d.clock.pass(time.Minute)
	denial, _ := d.admin.show(t, "front", "INPUT_CODE", right)
	require.Nil(t, denial, "a minute later")
	d.exhaust(t, d.admin, "front")
}

// TestInputCodes_AreCountedInChecksAsInPassages checks that a guess with checkPassage is one, and that what is right is none.
func TestInputCodes_AreCountedInChecksAsInPassages(t *testing.T) {
	d := newDoors(t)
	for code := range 10 {
		for range 5 {
			require.Equal(t, "NO_ACCESS_RULE_ATTACHED", d.admin.check(t, "front", "INPUT_CODE", unusedCode, "")["denial"])
		}
		require.Equal(t, "UNKNOWN_IDENTIFIER", d.admin.check(t, "front", "INPUT_CODE", wrong(code), "")["denial"])
	}
	require.Equal(t, "TOO_MANY_ATTEMPTS", d.admin.check(t, "front", "INPUT_CODE", unusedCode, "")["denial"])
	denial, _ := d.admin.show(t, "front", "INPUT_CODE", unusedCode)
	require.Equal(t, "TOO_MANY_ATTEMPTS", denial)
}

func TestInputCodes_ARefusalIsRecordedOnceASecond(t *testing.T) {
	d := newDoors(t)
	d.exhaust(t, d.admin, "front")
	before := len(d.auditRecords(t))
	recorded := func(attempts int) (passages []any) {
		for range attempts {
			denial, passage := d.admin.show(t, "front", "INPUT_CODE", unusedCode)
			require.Equal(t, "TOO_MANY_ATTEMPTS", denial)
			if passage != nil {
				passages = append(passages, passage)
			}
		}
		return passages
	}
	first := recorded(4)
	require.Len(t, first, 1)
	require.Equal(t, map[string]any{
		"id": at(t, first[0], "id"), "reader": "front", "granted": false, "relays": []any{}, "denial": "TOO_MANY_ATTEMPTS",
		"explanation": `Too many wrong input codes were shown at the reader "front" or at all readers of the application together. ` +
			`Further input codes are refused for up to a minute, right or wrong.`,
		"accessRuleIds": []any{}, "refusedAttempts": 0.0, "identifier": nil,
	}, first[0])
	d.clock.pass(999 * time.Millisecond)
	require.Empty(t, recorded(2))
	d.clock.pass(time.Millisecond)
	second := recorded(3)
	require.Len(t, second, 1)
	require.InDelta(t, 5, at(t, second[0], "refusedAttempts"), 0, "three of the first four, and two")
	require.Len(t, d.auditRecords(t), before+2, "nothing else is written")
	read := d.admin.must(t, `query($id: ID!) { node(id: $id) { ... on Passage { denial refusedAttempts } } }`, map[string]any{"id": at(t, second[0], "id")})
	require.Equal(t, map[string]any{"denial": "TOO_MANY_ATTEMPTS", "refusedAttempts": 5.0}, read["node"])

	d.admin.check(t, "front", "INPUT_CODE", unusedCode, "")
	require.Len(t, d.auditRecords(t), before+2, "checkPassage records nothing")
	d.clock.pass(time.Second)
	third := recorded(1)
	require.InDelta(t, 2, at(t, third[0], "refusedAttempts"), 0)
	requireUnlogged(t, d.log.text(), unusedCode)

	_, granted := d.admin.show(t, "front", "CARD", "4711")
	require.Nil(t, at(t, granted, "refusedAttempts"))
	door := d.application(t, []string{"PASSAGE"}, nil)
	got := door.send(t, mutation("recordPassage", "decision { granted } passage { id }"), map[string]any{"input": numberInput("front", "CARD", "4711")})
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, "SCOPE_REQUIRED", got.Errors[0].Extensions.Reason)
	require.Equal(t, map[string]any{"decision": map[string]any{"granted": true}, "passage": nil}, got.Data["recordPassage"])
}

// TestInputCodes_ARefusalAndItsIdempotencyKey repeats what was recorded, and decides anew what was not.
func TestInputCodes_ARefusalAndItsIdempotencyKey(t *testing.T) {
	d := newDoors(t)
	d.exhaust(t, d.admin, "front")
	first, second := d.admin.with(idempotencyKey, "first"), d.admin.with(idempotencyKey, "second")
	denial, passage := first.show(t, "front", "INPUT_CODE", unusedCode)
	require.Equal(t, "TOO_MANY_ATTEMPTS", denial)
	require.NotNil(t, passage)
	denial, unrecorded := second.show(t, "front", "INPUT_CODE", unusedCode)
	require.Equal(t, "TOO_MANY_ATTEMPTS", denial)
	require.Nil(t, unrecorded)
	d.clock.pass(time.Minute)
	denial, again := first.show(t, "front", "INPUT_CODE", unusedCode)
	require.Equal(t, "TOO_MANY_ATTEMPTS", denial)
	require.Equal(t, passage, again)
	denial, passage = second.show(t, "front", "INPUT_CODE", unusedCode)
	require.Equal(t, "NO_ACCESS_RULE_ATTACHED", denial)
	require.NotNil(t, passage)
}

// TestInputCodes_GuessesAtOnce shows 64 codes at once: of wrong ones, just as many as the limit are looked at, and of right ones none is
// refused.
func TestInputCodes_GuessesAtOnce(t *testing.T) {
	d := newDoors(t)
	at64 := func(code func(int) string) (denials map[any]int, passages []any) {
		answers := make([]answer, 64)
		var showing sync.WaitGroup
		for i := range answers {
			showing.Go(func() {
				answers[i] = d.admin.send(t, mutation("recordPassage", passageFields), map[string]any{"input": numberInput("front", "INPUT_CODE", code(i))})
			})
		}
		showing.Wait()
		denials = map[any]int{}
		for _, got := range answers {
			require.Empty(t, got.Errors, got.raw)
			denial := at(t, got.Data, "recordPassage", "decision", "denial")
			denials[denial]++
			if passage := at(t, got.Data, "recordPassage", "passage"); passage != nil && denial == "TOO_MANY_ATTEMPTS" {
				passages = append(passages, passage)
			}
		}
		return denials, passages
	}
	denials, _ := at64(func(int) string { return unusedCode })
	require.Equal(t, map[any]int{"NO_ACCESS_RULE_ATTACHED": 64}, denials)
	denials, passages := at64(wrong)
	require.Equal(t, map[any]int{"UNKNOWN_IDENTIFIER": 10, "TOO_MANY_ATTEMPTS": 54}, denials)
	require.Len(t, passages, 1)
	require.InDelta(t, 0, at(t, passages[0], "refusedAttempts"), 0)
	d.clock.pass(time.Second)
	denials, passages = at64(func(int) string { return unusedCode })
	require.Equal(t, map[any]int{"TOO_MANY_ATTEMPTS": 64}, denials)
	require.Len(t, passages, 1)
	require.InDelta(t, 53, at(t, passages[0], "refusedAttempts"), 0)
}

func TestInputCodes_TheLimitsAreSettings(t *testing.T) {
	running := startAs(t, func(options *app.Options) {
		options.Limits.WrongInputCodesPerReader, options.Limits.WrongInputCodesPerApplication = 2, 3
	})
	try := func(reader, kind string) any { return running.admin.check(t, reader, kind, unusedCode, "")["denial"] }
	require.Equal(t, "UNKNOWN_IDENTIFIER", try("front", "INPUT_CODE"))
	require.Equal(t, "UNKNOWN_IDENTIFIER", try("front", "INPUT_CODE"))
	require.Equal(t, "TOO_MANY_ATTEMPTS", try("front", "INPUT_CODE"))
	require.Equal(t, "UNKNOWN_IDENTIFIER", try("back", "INPUT_CODE"))
	require.Equal(t, "TOO_MANY_ATTEMPTS", try("side", "INPUT_CODE"), "all readers together")
	require.Equal(t, "UNKNOWN_IDENTIFIER", try("side", "CARD"), "only input codes")
	limits := at(t, running.admin.must(t, "{ serverInfo { limits { name value } } }", nil), "serverInfo", "limits")
	require.Contains(t, limits, map[string]any{"name": "wrongInputCodesPerReaderAndMinute", "value": 2.0})
	require.Contains(t, limits, map[string]any{"name": "wrongInputCodesPerApplicationAndMinute", "value": 3.0})
}
