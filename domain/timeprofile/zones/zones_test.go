package zones_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/timeprofile/zones"
)

func TestZones_EveryOneLoads(t *testing.T) {
	all, err := zones.New()
	require.NoError(t, err)
	names := all.Names()
	require.Greater(t, len(names), 400)
	for _, name := range names {
		zone, err := all.Load(name)
		require.NoError(t, err, name)
		require.Equal(t, name, zone.String())
	}
	require.Regexp(t, `^20\d\d[a-z]$`, zones.Version())
}

func TestZones_Unknown(t *testing.T) {
	all, err := zones.New()
	require.NoError(t, err)
	for _, name := range []string{"", "Local", "Factory", "Europe", "Europe/", "europe/stockholm", "../etc/passwd", "Europe/Stockholm ", "UTC+1"} {
		require.False(t, all.Has(name), name)
		_, err := all.Load(name)
		require.ErrorIs(t, err, zones.ErrUnknown, name)
	}
}

func TestZones_OfficesKeepTheirTimes(t *testing.T) {
	all, err := zones.New()
	require.NoError(t, err)
	for name, offsets := range map[string][2]int{"Europe/Stockholm": {3600, 7200}, "America/New_York": {-5 * 3600, -4 * 3600}, "Asia/Kolkata": {19800, 19800}, "UTC": {0, 0}} {
		zone, err := all.Load(name)
		require.NoError(t, err)
		for i, month := range []time.Month{time.January, time.July} {
			_, offset := time.Date(2026, month, 15, 12, 0, 0, 0, time.UTC).In(zone).Zone()
			require.Equal(t, offsets[i], offset, name)
		}
	}
}
