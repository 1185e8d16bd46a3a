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
