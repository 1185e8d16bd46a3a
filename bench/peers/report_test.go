package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSeries_Median(t *testing.T) {
	require.Zero(t, series{}.median())
	require.InDelta(t, 3, series{9, 1, 3}.median(), 0)
	require.InDelta(t, 2.5, series{9, 1, 3, 2}.median(), 0)
}

func TestSeries_OverComparesEachRoundWithItself(t *testing.T) {
	require.InDelta(t, 2, series{2, 40, 6}.over(series{1, 20, 3}), 0, "a slow round is slow for both")
	require.InDelta(t, 2, series{2, 4}.over(series{1, 0}), 0, "a round without a figure is left out")
	require.Zero(t, series{}.over(series{1}))
}

func TestTable_HasTheBaselineInItsUnitAndTheOthersAsMultiples(t *testing.T) {
	measured := results{names: []string{"bare", "other", "silent"}, rows: []row{
		{"CPU per request: AccessByID", microseconds, []series{{0.0001, 0.0003, 0.0002}, {0.0002, 0.0006, 0.0005}, {}}},
		{"Memory, idle", mebibytes, []series{{3 << 20}, {6 << 20}, {3 << 19}}},
	}}
	require.Equal(t, `| | bare | other | silent |
|---|--:|--:|--:|
| CPU per request: AccessByID | 200 µs | 2.00 | – |
| Memory, idle | 3.0 MiB | 2.00 | 0.50 |
`, table(measured))
}

func TestChoose_RefusesUnknownNames(t *testing.T) {
	nameOf := func(name string) string { return name }
	all := []string{"a", "b", "c"}
	chosen, err := choose(all, "", nameOf)
	require.NoError(t, err)
	require.Equal(t, all, chosen)
	chosen, err = choose(all, "c,a", nameOf)
	require.NoError(t, err)
	require.Equal(t, []string{"a", "c"}, chosen)
	for _, names := range []string{"d", "a,d", "a,a", "a,"} {
		_, err = choose(all, names, nameOf)
		require.ErrorContains(t, err, "a,b,c")
	}
}

func TestPeers_TheBaselineIsFirst(t *testing.T) {
	require.Equal(t, baseline, peers()[0].name)
}
