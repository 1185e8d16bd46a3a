package cli

import (
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/tenant"
)

func TestTheGreeting(t *testing.T) {
	const address = "http://127.0.0.1:8080"
	for name, test := range map[string]struct {
		greeting greeting
		printed  string
	}{
		"a new key, on this machine": {
			greeting{site: address, setup: tenant.Setup{CompanyID: "com_1", ApplicationID: "app_1", GeneratedKey: "k_1"}, playground: true, keyInLink: true},
			"Company: com_1\nApplication: app_1\nAPI key: k_1\nPlayground: http://127.0.0.1:8080/#key=k_1\nEndpoint: http://127.0.0.1:8080/graphql\n",
		},
		"a new key, elsewhere": {
			greeting{site: address, setup: tenant.Setup{CompanyID: "com_1", ApplicationID: "app_1", GeneratedKey: "k_1"}, playground: true},
			"Company: com_1\nApplication: app_1\nAPI key: k_1\nPlayground: http://127.0.0.1:8080/\nEndpoint: http://127.0.0.1:8080/graphql\n",
		},
		"no new key": {
			greeting{site: address, playground: true, keyInLink: true},
			"Playground: http://127.0.0.1:8080/\nEndpoint: http://127.0.0.1:8080/graphql\n",
		},
		"no playground": {
			greeting{site: address, setup: tenant.Setup{CompanyID: "com_1", ApplicationID: "app_1", GeneratedKey: "k_1"}, keyInLink: true},
			"Company: com_1\nApplication: app_1\nAPI key: k_1\nEndpoint: http://127.0.0.1:8080/graphql\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			require.NoError(t, test.greeting.write(&out))
			require.Equal(t, test.printed, out.String())
		})
	}
}

func TestLoopback(t *testing.T) {
	for address, loopback := range map[string]bool{"127.0.0.1": true, "127.3.2.1": true, "::1": true, "0.0.0.0": false, "::": false, "192.0.2.1": false} {
		require.Equal(t, loopback, isLoopback(&net.TCPAddr{IP: net.ParseIP(address)}), address)
	}
	require.False(t, isLoopback(&net.UnixAddr{Name: "socket"}))
}
