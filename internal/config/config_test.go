package config_test

import (
	"flag"
	"io"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/config"
)

func TestDefaultsHoldWithoutSettings(t *testing.T) {
	read, err := config.FromEnvironment([]string{"HOME=/root", "PATH=/bin"})
	require.NoError(t, err)
	require.Equal(t, config.Config{Listen: "127.0.0.1:8080", Data: "./data", Playground: "loopback", Metrics: "loopback", Introspection: "public", EmailVerification: "syntax"}, read)
}

func TestEnvironmentIsRead(t *testing.T) {
	read, err := config.FromEnvironment([]string{
		"ACCESSGRAPH_LISTEN=[::1]:9000", "ACCESSGRAPH_DATA=/srv/graph", "MONGODB_URI=mongodb://db/ag?replicaSet=a=b", "ACCESSGRAPH_BOOTSTRAP_KEY=k",
		"ACCESSGRAPH_PLAYGROUND=off", "ACCESSGRAPH_METRICS=on", "ACCESSGRAPH_INTROSPECTION=key", "ACCESSGRAPH_EMAIL_VERIFICATION=relay",
		"ACCESSGRAPH_SMTP_RELAY=smtp://mail:25", "ACCESSGRAPH_AGREEMENTS=/srv/agreements",
	})
	require.NoError(t, err)
	require.Equal(t, config.Config{
		Listen: "[::1]:9000", Data: "/srv/graph", MongoDBURI: "mongodb://db/ag?replicaSet=a=b", BootstrapKey: "k",
		Playground: config.Off, Metrics: config.On, Introspection: config.IntrospectionKey,
		EmailVerification: config.EmailRelay, SMTPRelay: "smtp://mail:25", Agreements: "/srv/agreements",
	}, read)
}

func TestAFlagWinsOverTheEnvironment(t *testing.T) {
	read, err := config.FromEnvironment([]string{"ACCESSGRAPH_LISTEN=127.0.0.1:1"})
	require.NoError(t, err)
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	read.AddFlags(flags)
	require.NoError(t, flags.Parse([]string{"--listen", "127.0.0.1:2"}))
	require.Equal(t, "127.0.0.1:2", read.Listen)
	require.ErrorContains(t, flags.Parse([]string{"--listen", "nowhere"}), "listen")
}

func TestABadSettingIsNamed(t *testing.T) {
	cases := map[string]struct {
		environment []string
		sentence    string
	}{
		"unknown":          {[]string{"ACCESSGRAPH_LISTN=x"}, "the setting ACCESSGRAPH_LISTN is unknown"},
		"address":          {[]string{"ACCESSGRAPH_LISTEN=8080"}, "the setting ACCESSGRAPH_LISTEN is not valid: it must be host:port, as 127.0.0.1:8080"},
		"port":             {[]string{"ACCESSGRAPH_LISTEN=127.0.0.1:99999"}, "the setting ACCESSGRAPH_LISTEN is not valid: its port must be a number from 0 to 65535"},
		"empty address":    {[]string{"ACCESSGRAPH_LISTEN="}, "the setting ACCESSGRAPH_LISTEN is not valid: it must be host:port, as 127.0.0.1:8080"},
		"empty folder":     {[]string{"ACCESSGRAPH_DATA= "}, "the setting ACCESSGRAPH_DATA is not valid: it must not be empty"},
		"not MongoDB":      {[]string{"MONGODB_URI=postgres://secret@db"}, "the setting MONGODB_URI is not valid: it must begin with mongodb:// or mongodb+srv://"},
		"playground":       {[]string{"ACCESSGRAPH_PLAYGROUND=yes"}, "the setting ACCESSGRAPH_PLAYGROUND is not valid: it must be one of on, off, loopback"},
		"proxies":          {[]string{"ACCESSGRAPH_TRUSTED_PROXIES=10.0.0.0/33"}, "the setting ACCESSGRAPH_TRUSTED_PROXIES is not valid: it must be addresses and networks with commas between, as 10.0.0.0/8,::1"},
		"interval":         {[]string{"ACCESSGRAPH_VERIFY_EVERY=daily"}, "the setting ACCESSGRAPH_VERIFY_EVERY is not valid: it must be a duration of at least 1m, such as 24h"},
		"short interval":   {[]string{"ACCESSGRAPH_VERIFY_EVERY=59s"}, "the setting ACCESSGRAPH_VERIFY_EVERY is not valid: it must be a duration of at least 1m, such as 24h"},
		"metrics":          {[]string{"ACCESSGRAPH_METRICS=all"}, "the setting ACCESSGRAPH_METRICS is not valid: it must be one of on, off, loopback"},
		"introspection":    {[]string{"ACCESSGRAPH_INTROSPECTION="}, "the setting ACCESSGRAPH_INTROSPECTION is not valid: it must be one of public, key, off"},
		"limits":           {[]string{"ACCESSGRAPH_LIMITS=depth:20"}, "the setting ACCESSGRAPH_LIMITS is not valid: it must be name=number, with commas between, as depth=20,cost=50000"},
		"first of several": {[]string{"ACCESSGRAPH_Z=1", "ACCESSGRAPH_A=1"}, "the setting ACCESSGRAPH_A is unknown"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := config.FromEnvironment(tc.environment)
			require.EqualError(t, err, tc.sentence)
		})
	}
}

func TestWhatIsForThisMachineOnly(t *testing.T) {
	for value, tc := range map[string]struct{ local, elsewhere bool }{
		config.On:       {true, true},
		config.Off:      {false, false},
		config.Loopback: {true, false},
	} {
		t.Run(value, func(t *testing.T) {
			settings := config.Config{Playground: value, Metrics: config.Off}
			require.False(t, settings.Reachable(true).HasMetrics())
			require.Equal(t, tc.local, settings.Reachable(true).HasPlayground())
			require.Equal(t, tc.elsewhere, settings.Reachable(false).HasPlayground())
			settings = config.Config{Playground: config.Off, Metrics: value}
			require.False(t, settings.Reachable(true).HasPlayground())
			require.Equal(t, tc.local, settings.Reachable(true).HasMetrics())
			require.Equal(t, tc.elsewhere, settings.Reachable(false).HasMetrics())
		})
	}
}

func TestProxiesAreAddressesAndNetworks(t *testing.T) {
	networks, err := config.Config{TrustedProxies: " 10.1.2.3/8, ::1 ,192.0.2.7,"}.Proxies()
	require.NoError(t, err)
	require.Equal(t, []netip.Prefix{
		netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("192.0.2.7/32"),
	}, networks)
	none, err := config.Config{}.Proxies()
	require.NoError(t, err)
	require.Empty(t, none)
}

func TestLimitsAreReadByName(t *testing.T) {
	values, err := config.Config{Limits: " depth=20, cost = 5 ,"}.LimitValues()
	require.NoError(t, err)
	require.Equal(t, map[string]int{"depth": 20, "cost": 5}, values)
}
