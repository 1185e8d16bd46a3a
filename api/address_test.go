package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// visitorOf is the address that resolvers are told, for a connection's other end and X-Forwarded-For headers.
func visitorOf(t *testing.T, trusted []netip.Prefix, remote string, forwarded ...string) (address string) {
	t.Helper()
	world := newWorld(t, func(options *Options) { options.Proxies = trusted })
	world.stub.resolvers["serverInfo"] = func(ctx context.Context) (any, error) {
		address = senderOf(ctx).visitor.Address
		return "here", nil
	}
	request := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(`{"query":"{serverInfo}"}`))
	request.Header.Set("Content-Type", plainJSON)
	request.RemoteAddr = remote
	for _, value := range forwarded {
		request.Header.Add(headerForwardedFor, value)
	}
	require.Equal(t, http.StatusOK, world.do(request).status)
	return address
}

func TestVisitor_IsTheOtherEnd(t *testing.T) {
	for remote, network := range map[string]string{
		"192.0.2.7:41000":                   "192.0.2.7",
		"[::ffff:192.0.2.7]:41000":          "192.0.2.7",
		"[2001:db8:1:2:3:4:5:6]:41000":      "2001:db8:1:2::/64",
		"[2001:db8:1:2:ffff:ffff::1]:41000": "2001:db8:1:2::/64",
		"[fe80::1%eth0]:41000":              "fe80::/64",
		"@":                                 "@",
	} {
		require.Equal(t, network, visitorOf(t, nil, remote, "198.51.100.1"), remote)
	}
}

func TestVisitor_IsNamedByAProxy(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	for name, test := range map[string]struct {
		remote    string
		forwarded []string
		visitor   string
	}{
		"no header":                       {"10.0.0.1:1", nil, "10.0.0.1"},
		"an empty header":                 {"10.0.0.1:1", []string{""}, "10.0.0.1"},
		"a stranger lies":                 {"192.0.2.7:1", []string{"198.51.100.1"}, "192.0.2.7"},
		"one proxy":                       {"10.0.0.1:1", []string{"198.51.100.1"}, "198.51.100.1"},
		"a visitor lies to the proxy":     {"10.0.0.1:1", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1"},
		"in a header of their own":        {"10.0.0.1:1", []string{"203.0.113.9", "198.51.100.1"}, "198.51.100.1"},
		"two proxies":                     {"[::1]:1", []string{"203.0.113.9, 198.51.100.1, 10.9.9.9"}, "198.51.100.1"},
		"proxies only":                    {"10.0.0.1:1", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
		"with a port":                     {"10.0.0.1:1", []string{"198.51.100.1:5555"}, "198.51.100.1"},
		"IPv6":                            {"10.0.0.1:1", []string{"2001:db8:1:2:3::1"}, "2001:db8:1:2::/64"},
		"IPv6 in brackets":                {"10.0.0.1:1", []string{"[2001:db8:1:2:3::1]"}, "2001:db8:1:2::/64"},
		"IPv6 with a port":                {"10.0.0.1:1", []string{"[2001:db8:1:2:3::1]:5555"}, "2001:db8:1:2::/64"},
		"IPv4 in IPv6":                    {"[::ffff:10.0.0.1]:1", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		"no address":                      {"10.0.0.1:1", []string{"198.51.100.1, unknown"}, "10.0.0.1"},
		"no address, further than needed": {"10.0.0.1:1", []string{"unknown, 198.51.100.1"}, "198.51.100.1"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.visitor, visitorOf(t, trusted, test.remote, test.forwarded...))
		})
	}
}
