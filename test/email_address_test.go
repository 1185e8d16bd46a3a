package test

import (
	"net"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/app"
	"accessgraph/internal/mailcheck"
)

// TestEmailAddress_AMailServerThatIsAwayIsNoRefusal asks for an identity while the server that verifies addresses is not there.
func TestEmailAddress_AMailServerThatIsAwayIsNoRefusal(t *testing.T) {
	gone, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, gone.Close())
	running := startAs(t, func(options *app.Options) {
		options.EmailAddresses = mailcheck.Relay{Address: gone.Addr().String(), Timeout: mailcheck.DefaultTimeout}
	})
	create := mutation("createExternalPersonalIdentity", "__typename")
	got := running.admin.send(t, create, map[string]any{"input": person(nil)})
	require.Len(t, got.Errors, 1, got.raw)
	require.Equal(t, "EMAIL_VERIFIER_UNAVAILABLE", got.Errors[0].Extensions.Reason)
	require.Equal(t, "CONNECTION_TIMEOUT", got.Errors[0].Extensions.Code)
	require.True(t, got.Errors[0].Extensions.Retryable)
	// Something else is wrong: the server is not asked.
	got = running.admin.send(t, create, map[string]any{"input": person(map[string]any{"firstName": ""})})
	require.Equal(t, "EXTERNAL_PERSONAL_IDENTITY_NAME_REQUIRED", got.Errors[0].Extensions.Reason)
}

// TestEmailAddress_FiltersReadItAsItIsStored finds an address in another normal form, and with its domain in other letter case. The
// local part is compared exactly.
func TestEmailAddress_FiltersReadItAsItIsStored(t *testing.T) {
	w := newWorld(t)
	for _, list := range []struct{ create, object, list string }{
		{"createExternalPersonalIdentity", "externalPersonalIdentity", "externalPersonalIdentities"},
		{"createExternalRoleAccount", "externalRoleAccount", "externalRoleAccounts"},
	} {
		input := person(map[string]any{"emailAddress": "caf\u00e9.Ada@Example.COM"})
		if list.create == "createExternalRoleAccount" {
			input["roleId"] = w.names["role"]
		}
		created := w.admin.send(t, mutation(list.create, list.object+" { id emailAddress }"), map[string]any{"input": input})
		require.Empty(t, created.Errors, created.raw)
		require.Equal(t, "caf\u00e9.Ada@example.com", text(t, created.Data, list.create, list.object, "emailAddress"))
		for address, count := range map[string]float64{
			"caf\u00e9.Ada@example.com": 1, "cafe\u0301.Ada@example.com": 1, " cafe\u0301.Ada@EXAMPLE.com\n": 1, "caf\u00e9.ada@example.com": 0, "EXAMPLE.com": 0,
		} {
			got := w.admin.send(t, `query($address: String) { `+list.list+`(filter: {emailAddress: $address}) { totalCount nodes { id } } }`,
				map[string]any{"address": address})
			require.Empty(t, got.Errors, got.raw)
			require.InDelta(t, count, at(t, got.Data, list.list, "totalCount"), 0, address)
		}
	}
}

// Domains with two hyphens are registered; labels that only look like another script's are not. A letter beyond ASCII is not one of ASCII,
// even if its lower case is.
func TestEmailAddress_Domains(t *testing.T) {
	w := newWorld(t)
	create := mutation("createExternalPersonalIdentity", "externalPersonalIdentity { emailAddress }")
	for address, accepted := range map[string]bool{
		"ada@ab--cd.com": true, "ada@a--b.example.com": true, "ada@xn--mnchen-3ya.de": true, "ada@xn--.de": false, "ada@-ab.com": false, "ada@ab-.com": false, "ada@xn--a.de": false,
		"ada@\u0130stanbul.com": false, "ada@ISTANBUL.com": true, "ad\ufe0fa@example.com": false, "ad\U000e0100a@example.com": false,
	} {
		got := w.admin.send(t, create, map[string]any{"input": person(map[string]any{"emailAddress": address})})
		require.Equal(t, accepted, len(got.Errors) == 0, "%s: %s", address, got.raw)
	}
}
