package test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// drawnWorld is a company of identifiers, rules and time profiles that were drawn at random.
type drawnWorld struct {
	*world
	*rand.Rand
	readers            []string
	rules, identifiers []string
	profiles           []string
	instants           []string
}

// weekHours are the windows of a time profile that is open on some days of the week and for some hours.
func (d *drawnWorld) weekHours() []any {
	from := d.IntN(8)
	return []any{map[string]any{
		"days": slices.Compact(slices.Sorted(slices.Values(append(d.some(everyDay(), 7), "MONDAY", "TUESDAY")))),
		"from": fmt.Sprintf("%02d:00", from), "to": fmt.Sprintf("%02d:00", from+8+d.IntN(16-from)),
	}}
}

// some draws up to a number of different texts.
func (d *drawnWorld) some(from []string, most int) []string {
	drawn := slices.Clone(from)
	d.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	return drawn[:d.IntN(min(most, len(drawn))+1)]
}

// settings draws which relays some readers open.
func (d *drawnWorld) settings() []any {
	settings := []any{map[string]any{"reader": d.readers[0], "relays": []int{d.IntN(4)}}}
	for _, reader := range d.some(d.readers[1:], 2) {
		settings = append(settings, map[string]any{"reader": reader, "relays": []int{d.IntN(4), d.IntN(4)}})
	}
	return settings[d.IntN(len(settings)):]
}

func drawWorld(t *testing.T, seed uint64) *drawnWorld {
	t.Helper()
	d := &drawnWorld{world: newWorld(t), Rand: rand.New(rand.NewPCG(seed, seed)), readers: []string{"gate", "lab", "roof", "front"}}
	for i := range 4 {
		d.profiles = append(d.profiles, d.create(t, fmt.Sprint("hours", i), "createTimeProfile", "timeProfile", map[string]any{
			"name": "Hours", "timeZone": []string{"Europe/Stockholm", "Asia/Tokyo"}[i%2], "windows": d.weekHours()}))
	}
	for range 6 {
		d.rules = append(d.rules, d.create(t, "drawn", "createAccessRule", "accessRule", map[string]any{
			"name": "Drawn", "description": "", "settings": d.settings(), "timeProfileIds": d.some(d.profiles, 2)}))
	}
	d.setEnabled(t, "secondUser", false)
	holders := []any{nil, nil, nil, d.names["user"], d.names["secondUser"], d.names["identity"], d.names["deactivatedIdentity"]}
	for i := range 24 {
		identifier := d.create(t, "drawn", "createIdentifier", "identifier", map[string]any{
			"name": fmt.Sprint("Drawn ", d.IntN(9)), "affiliation": "GUEST", "type": "CARD", "number": fmt.Sprint(80_000 + i), "enabled": d.IntN(8) > 0,
			"holderId": holders[d.IntN(len(holders))], "timeProfileIds": d.some(d.profiles, d.IntN(3)),
			"validity": []any{nil, map[string]any{"from": "2026-06-03T12:00:00Z"}, map[string]any{"to": "2026-06-03T12:00:00Z"}, nil}[d.IntN(4)],
		})
		d.identifiers = append(d.identifiers, identifier)
		for _, rule := range d.some(d.rules, 3) {
			d.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": identifier, "accessRuleId": rule})
		}
	}
	start := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)
	for range 4 {
		d.instants = append(d.instants, start.Add(time.Duration(d.IntN(7*24))*time.Hour).Format(time.RFC3339))
	}
	return d
}

// decided returns the relays that checkPassage opens for each identifier at a reader, without those that it denies.
func (d *drawnWorld) decided(t *testing.T, reader, instant string) map[string]any {
	t.Helper()
	opened := map[string]any{}
	for batch := range slices.Chunk(d.identifiers, 20) {
		var document strings.Builder
		for i, identifier := range batch {
			fmt.Fprintf(&document, " c%d: checkPassage(reader: %q, identifier: {identifierId: %q}, at: %q) { granted relays }", i, reader, identifier, instant)
		}
		checked := d.admin.must(t, "{"+document.String()+" }", nil)
		for i, identifier := range batch {
			if decision := checked[fmt.Sprint("c", i)].(map[string]any); decision["granted"] == true {
				opened[identifier] = decision["relays"]
			}
		}
	}
	return opened
}

// walk returns the IDs of all identifiers that a list has with arguments, read by pages of a size from either end.
func (d *drawnWorld) walk(t *testing.T, arguments string, size int, isBackward bool) []string {
	t.Helper()
	number, cursor, more, end := "first", "after", "hasNextPage", "endCursor"
	if isBackward {
		number, cursor, more, end = "last", "before", "hasPreviousPage", "startCursor"
	}
	var ids []string
	position := "null"
	for {
		data := d.admin.must(t, fmt.Sprintf("{ identifiers(%s: %d, %s: %s, %s) { totalCount nodes { id } pageInfo { %s %s } } }", number, size, cursor, position, arguments, more, end), nil)
		if total := at(t, data, "identifiers", "totalCount"); total != nil {
			require.InDelta(t, 0, total, 0, "no rule can open the reader")
		}
		var page []string
		for _, node := range at(t, data, "identifiers", "nodes").([]any) {
			page = append(page, text(t, node, "id"))
		}
		if isBackward {
			ids = append(page, ids...)
		} else {
			ids = append(ids, page...)
		}
		if at(t, data, "identifiers", "pageInfo", more) == false {
			return ids
		}
		position = fmt.Sprintf("%q", text(t, data, "identifiers", "pageInfo", end))
	}
}

// The decision, the list of what an identifier opens and the filter are three ways to the same answer. The decision is the plain one: it
// looks at one identifier, one reader and one instant.
func TestOpens_AgreesWithTheDecision(t *testing.T) {
	d := drawWorld(t, 1)
	granted := 0
	for _, instant := range d.instants {
		opens := d.opens(t, instant)
		for _, reader := range d.readers {
			decided := d.decided(t, reader, instant)
			granted += len(decided)
			for _, identifier := range d.identifiers {
				require.Equal(t, decided[identifier], opens[identifier][reader], "%s at %s, %s", identifier, reader, instant)
			}
			filter := fmt.Sprintf(`filter: {opens: {reader: %q, at: %q}, nameStartsWith: "drawn"}`, " "+reader+" ", instant)
			listed := d.walk(t, filter, 1+d.IntN(5), d.IntN(2) == 0)
			require.True(t, slices.IsSorted(listed), "in the order of creation")
			require.ElementsMatch(t, slices.Collect(maps.Keys(decided)), listed, "%s, %s", reader, instant)
			require.ElementsMatch(t, listed, d.walk(t, filter+", orderBy: {field: NAME, direction: DESC}", 3, d.IntN(2) == 0))
		}
	}
	require.Greater(t, granted, 40, "the world is not closed")
	require.Less(t, granted, 200, "nor open")
}

// opens returns the relays that each identifier opens, by readers.
func (d *drawnWorld) opens(t *testing.T, instant string) map[string]map[string]any {
	t.Helper()
	opened := map[string]map[string]any{}
	data := d.admin.must(t, fmt.Sprintf(`{ identifiers(first: 100) { nodes { id opens(at: %q, first: 100) { nodes { reader relays } } } } }`, instant), nil)
	for _, identifier := range at(t, data, "identifiers", "nodes").([]any) {
		byReader := map[string]any{}
		for _, node := range at(t, identifier, "opens", "nodes").([]any) {
			byReader[text(t, node, "reader")] = at(t, node, "relays")
		}
		opened[text(t, identifier, "id")] = byReader
	}
	return opened
}

func TestOpens_NeedsTheScopeOfIdentifiers(t *testing.T) {
	w := newWorld(t)
	door := w.application(t, []string{"PASSAGE"}, nil)
	requireDenied(t, door.send(t, `{ identifiers(filter: {opens: {reader: "front"}}) { nodes { id } } }`, nil), "identifiers", "ACCESS_RULE_READ")
	requireDenied(t, door.send(t, w.fillText(t, `{ identifier(identifierId: "${visitorCard}") { opens { nodes { reader } } } }`), nil), "identifier", "ACCESS_RULE_READ")
}

// fillText is fill for a text.
func (w *world) fillText(t testing.TB, document string) string {
	t.Helper()
	return string(w.fill(t, []byte(document)))
}

// Passes that are used up close nothing here, and the lists within other objects take the filter, too.
func TestOpens_LooksAtNoPasses(t *testing.T) {
	w := newWorld(t)
	w.admin.mutate(t, "updateIdentifier", "identifier { id }", map[string]any{"identifierId": w.names["visitorCard"], "validity": map[string]any{"maxPasses": 1}})
	require.Equal(t, true, w.record(t, "front", "visitorCard")["granted"])
	require.Equal(t, "NO_PASSES_LEFT", w.record(t, "front", "visitorCard")["denial"])
	all := []any{map[string]any{"id": w.names["identifier"]}, map[string]any{"id": w.names["visitorCard"]}, map[string]any{"id": w.names["usedCard"]}}
	data := w.admin.must(t, w.fillText(t, `{
		identifiers(filter: {opens: {reader: "front"}}) { nodes { id } }
		byType: identifiers(filter: {opens: {reader: "front"}, type: CARD, affiliation: OWNER}) { nodes { id } }
		byNumber: identifiers(filter: {opens: {reader: "front"}, number: {type: CARD, number: "4711"}}) { nodes { id } }
		elsewhere: identifiers(filter: {opens: {reader: "nowhere"}}) { nodes { id } pageInfo { hasNextPage endCursor } }
		accessRule(accessRuleId: "${rule}") { identifiers(filter: {opens: {reader: "front"}}) { nodes { id } } }
		user(userId: "${user}") { identifiers(filter: {opens: {reader: "front"}}) { nodes { id } } }
		timeProfile(timeProfileId: "${timeProfile}") { identifiers(filter: {opens: {reader: "front"}}) { nodes { id } } }
	}`), nil)
	require.Equal(t, all, at(t, data, "identifiers", "nodes"))
	require.Equal(t, all[:1], at(t, data, "byType", "nodes"))
	require.Equal(t, all[1:2], at(t, data, "byNumber", "nodes"))
	require.Equal(t, map[string]any{"nodes": []any{}, "pageInfo": map[string]any{"hasNextPage": false, "endCursor": nil}}, data["elsewhere"])
	require.Equal(t, all, at(t, data, "accessRule", "identifiers", "nodes"))
	require.Equal(t, all[:1], at(t, data, "user", "identifiers", "nodes"))
	require.Equal(t, []any{}, at(t, data, "timeProfile", "identifiers", "nodes"))
	foreign := w.foreign.must(t, `{ identifiers(filter: {opens: {reader: "front"}}) { nodes { id } } }`, nil)
	require.Equal(t, []any{}, at(t, foreign, "identifiers", "nodes"))
}

func TestOpens_OfAnIdentifierIsAPage(t *testing.T) {
	w := newWorld(t)
	w.admin.mutate(t, "updateAccessRule", "accessRule { id }", map[string]any{"accessRuleId": w.names["rule"], "settings": []any{
		map[string]any{"reader": "front", "relays": []int{1}}, map[string]any{"reader": "Éden", "relays": []int{2}}, map[string]any{"reader": "zoo", "relays": []int{3, 0}}}})
	const opens = `query($id: ID!, $first: Int, $after: String) { identifier(identifierId: $id) { opens(first: $first, after: $after) {
		totalCount nodes { reader relays accessRules { id } } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`
	page := func(first int, after any) map[string]any {
		data := w.admin.must(t, opens, map[string]any{"id": w.names["visitorCard"], "first": first, "after": after})
		return at(t, data, "identifier", "opens").(map[string]any)
	}
	rules := []any{map[string]any{"id": w.names["rule"]}}
	first := page(2, nil)
	require.InDelta(t, 3, first["totalCount"], 0)
	require.Equal(t, []any{
		map[string]any{"reader": "Éden", "relays": []any{2.0}, "accessRules": rules}, map[string]any{"reader": "front", "relays": []any{1.0}, "accessRules": rules},
	}, first["nodes"])
	second := page(2, at(t, first, "pageInfo", "endCursor"))
	require.Equal(t, []any{map[string]any{"reader": "zoo", "relays": []any{0.0, 3.0}, "accessRules": rules}}, second["nodes"])
	require.Equal(t, false, at(t, second, "pageInfo", "hasNextPage"))

	for name, test := range map[string]struct {
		variables map[string]any
		reason    string
	}{
		"a page that is too large":       {map[string]any{"id": w.names["visitorCard"], "first": 101}, "PAGE_SIZE_NOT_VALID"},
		"a cursor of another identifier": {map[string]any{"id": w.names["usedCard"], "after": at(t, first, "pageInfo", "endCursor")}, "CURSOR_NOT_VALID"},
	} {
		got := w.admin.send(t, opens, test.variables)
		require.Len(t, got.Errors, 1, "%s: %s", name, got.raw)
		require.Equal(t, test.reason, got.Errors[0].Extensions.Reason, name)
	}
}

func TestOpens_RefusesWhatIsNoReader(t *testing.T) {
	w := newWorld(t)
	for reader, problem := range map[string]string{"  ": "must be specified", strings.Repeat("r", 101): "must have at most 100 characters"} {
		got := w.admin.send(t, "query($reader: String!) { identifiers(filter: {opens: {reader: $reader}}) { nodes { id } } }", map[string]any{"reader": reader})
		require.Len(t, got.Errors, 1, got.raw)
		require.Equal(t, "DATA_NOT_VALID", got.Errors[0].Extensions.Reason)
		require.Equal(t, map[string]any{"filter.opens.reader": problem}, got.Errors[0].Extensions.Data)
	}
}
