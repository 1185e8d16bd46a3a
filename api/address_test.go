package api

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNetworkOf(t *testing.T) {
	for remote, network := range map[string]string{
		"192.0.2.7:41000":                   "192.0.2.7",
		"[::ffff:192.0.2.7]:41000":          "192.0.2.7",
		"[2001:db8:1:2:3:4:5:6]:41000":      "2001:db8:1:2::/64",
		"[2001:db8:1:2:ffff:ffff::1]:41000": "2001:db8:1:2::/64",
		"[fe80::1%eth0]:41000":              "fe80::/64",
		"@":                                 "@",
	} {
		require.Equal(t, network, networkOf(remote), remote)
	}
}
