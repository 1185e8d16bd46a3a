package config_test

import (
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/config"
)

func TestWhatIsForThisMachineOnly(t *testing.T) {
	for value, tc := range map[config.Exposure]struct{ local, elsewhere bool }{
		config.On:       {true, true},
		config.Off:      {false, false},
		config.Loopback: {true, false},
	} {
		t.Run(string(value), func(t *testing.T) {
			settings := config.Server{Playground: value, Metrics: config.Off}
			require.False(t, settings.Reachable(true).HasMetrics())
			require.Equal(t, tc.local, settings.Reachable(true).HasPlayground())
			require.Equal(t, tc.elsewhere, settings.Reachable(false).HasPlayground())
			settings = config.Server{Playground: config.Off, Metrics: value}
			require.False(t, settings.Reachable(true).HasPlayground())
			require.Equal(t, tc.local, settings.Reachable(true).HasMetrics())
			require.Equal(t, tc.elsewhere, settings.Reachable(false).HasMetrics())
		})
	}
}

func TestNetworks_AddressesAndNetworks(t *testing.T) {
	var networks config.Networks
	require.NoError(t, networks.UnmarshalText([]byte(" 10.1.2.3/8, ::1 ,192.0.2.7,")))
	require.Equal(t, config.Networks{
		netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("192.0.2.7/32"),
	}, networks)
	require.NoError(t, networks.UnmarshalText(nil))
	require.Empty(t, networks)
}

func TestOrigins_AreWrittenAsBrowsersSendThem(t *testing.T) {
	var origins config.Origins
	require.NoError(t, origins.UnmarshalText([]byte(" HTTPS://Console.Example.com:443/ ,http://localhost:5173,http://[::1]:80,")))
	require.Equal(t, config.Origins{"https://console.example.com", "http://localhost:5173", "http://[::1]"}, origins)
	require.NoError(t, origins.UnmarshalText([]byte("*")))
	require.Equal(t, config.Origins{config.AnyOrigin}, origins)
	require.NoError(t, origins.UnmarshalText(nil))
	require.Empty(t, origins)
}

func TestLimits_ByName(t *testing.T) {
	var limits config.Limits
	require.NoError(t, limits.UnmarshalText([]byte(" depth=20, cost = 5 ,")))
	require.Equal(t, config.Limits{"depth": 20, "cost": 5}, limits)
}

func TestServer_Drain(t *testing.T) {
	var settings config.Server
	require.Equal(t, 2*time.Second, settings.Drain())
	require.Zero(t, settings.Reachable(true).Drain())
	require.NoError(t, settings.DrainDelay.UnmarshalText([]byte("0s")))
	require.Zero(t, settings.Drain())
	require.NoError(t, settings.DrainDelay.UnmarshalText([]byte("5s")))
	require.Equal(t, 5*time.Second, settings.Reachable(true).Drain())
}
