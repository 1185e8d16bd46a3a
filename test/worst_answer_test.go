package test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/api"
)

// worstRounds is how many queries are tried for each size, with and without a key. More find worse: the gate tries 12.
var worstRounds = flag.Int("worst.rounds", 4, "queries to try for each size of the search for the worst answer")

// worst is what the most expensive query that was found made of its bytes.
type worst struct {
	document                  string
	sent, answered, allocated int
	reason                    string
}

// crowded is a world in which lists are long and objects are large.
func crowded(t testing.TB) *world {
	t.Helper()
	w := newLadenWorld(t)
	for i := range 12 {
		w.create(t, "largestRule", "createAccessRule", "accessRule", largestRule(fmt.Sprint("Large ", i)))
		w.admin.mutate(t, "attachAccessRule", "identifier { id }", map[string]any{"identifierId": w.names["visitorCard"], "accessRuleId": w.names["largestRule"]})
	}
	w.names["identifier"] = w.names["visitorCard"]
	return w
}

// TestWorstAnswer searches for the valid query of a size that makes the server answer or allocate most, by changing the
// choices that it was written from. Whatever it finds stays within the budget.
func TestWorstAnswer(t *testing.T) {
	w := crowded(t)
	for _, caller := range []client{w.admin, {url: w.admin.url}} {
		sizes := []int{1_000, 10_000, 100_000, 1_000_000}
		if caller.key == "" {
			sizes = []int{1_000, 10_000, 60_000} // a body without a key is smaller
		}
		for _, size := range sizes {
			largest, dearest := searchWorst(t, w, caller, size)
			for what, worst := range map[string]worst{"answered": largest, "allocated": dearest} {
				t.Logf("most %-9s for %7d bytes, key %-5t: %5.2f MB answered, %5.1f MB allocated (%d bytes sent, %s) %.150s", what, size,
					caller.key != "", float64(worst.answered)/1e6, float64(worst.allocated)/1e6, worst.sent, worst.reason, worst.document)
			}
		}
	}
}

// searchWorst returns the query that was answered with most bytes, and the one for which most was allocated.
func searchWorst(t *testing.T, w *world, caller client, size int) (largest, dearest worst) {
	t.Helper()
	random := rand.New(rand.NewPCG(uint64(size), 13))
	var ofLargest, ofDearest []byte
	for round := range *worstRounds {
		choices := mutate(random, [][]byte{ofLargest, ofDearest}[round%2], round)
		tried := w.try(t, caller, choices, size)
		if tried.answered > largest.answered {
			largest, ofLargest = tried, choices
		}
		if tried.allocated > dearest.allocated {
			dearest, ofDearest = tried, choices
		}
	}
	return largest, dearest
}

// mutate returns other choices: new ones at first, then some of the best ones changed.
func mutate(random *rand.Rand, choices []byte, round int) []byte {
	if round%4 < 2 || len(choices) == 0 {
		fresh := make([]byte, 4_000)
		for i := range fresh {
			fresh[i] = byte(random.Uint32())
		}
		return fresh
	}
	changed := slices.Clone(choices)
	for range 1 + random.IntN(20) {
		changed[random.IntN(len(changed))] = byte(random.Uint32())
	}
	return changed
}

// try sends the query that the choices make, and holds the answer to the budget.
func (w *world) try(t testing.TB, caller client, choices []byte, size int) worst {
	t.Helper()
	draft := &drafter{choices: slices.Clone(choices), size: size, public: caller.key == "", names: w.names}
	document, variables := draft.query()
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	require.NoError(t, err)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := caller.post(t, string(body))
	runtime.ReadMemStats(&after)
	result := worst{document: document, sent: len(body), answered: len(got.raw), allocated: int(after.TotalAlloc - before.TotalAlloc)}
	if len(got.Errors) > 0 {
		result.reason = got.Errors[0].Extensions.Reason
		require.NotContains(t, []string{"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "SERVER_FAILED", "TYPE_DEFINITION_NOT_VALID", "ACCESS_INPUT_NOT_VALID"}, result.reason, "%.2000s\n%.2000s", got.raw, document)
	}
	limits := api.DefaultLimits()
	require.LessOrEqual(t, result.answered, limits.AnswerBytes)
	// What the client of the test allocates is in it: the body three times, the answer five times.
	require.LessOrEqual(t, result.allocated, worstAllocation, document)
	return result
}

// worstAllocation is what one request may allocate in all, garbage included: a point is some hundred bytes.
const worstAllocation = 400 << 20

func FuzzWorstAnswer(f *testing.F) {
	w := crowded(f)
	for seed := range 8 {
		random := rand.New(rand.NewPCG(uint64(seed), 13))
		f.Add(mutate(random, nil, 0), seed%2 == 0, uint32(1_000*(seed+1)))
	}
	f.Fuzz(func(t *testing.T, choices []byte, keyless bool, size uint32) {
		caller := w.admin
		if keyless {
			caller.key = ""
		}
		w.try(t, caller, choices, int(size%1_000_000))
	})
}
