package mailcheck_test

import (
	"bufio"
	"io"
	"net"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/mailcheck"
)

// A server that accepts the recipient has replied, even if it hangs up instead of saying goodbye.
func TestRelay_HangsUpAfterTheRecipient(t *testing.T) {
	listener := listen(t)
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { _ = recover(); done <- err }()
		err = takeRecipient(listener)
	}()
	relay := mailcheck.Relay{Address: listener.Addr().String(), Timeout: patient}
	require.NoError(t, relay.Verify(t.Context(), "ada@example.com"))
	require.NoError(t, <-done)
}

// takeRecipient accepts a connection and each command up to the recipient. It closes the connection at the next.
func takeRecipient(listener net.Listener) error {
	connection, err := listener.Accept()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(connection, "220 mail.example.com\r\n"); err != nil {
		return err
	}
	commands := bufio.NewScanner(connection)
	for commands.Scan() && commands.Text() != "QUIT" {
		if _, err := io.WriteString(connection, "250 mail.example.com\r\n"); err != nil {
			return err
		}
	}
	return connection.Close()
}
