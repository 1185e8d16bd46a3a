package process_test

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// onTerminal starts the program with standard error on a terminal, stops it once it serves, and returns what the terminal was sent.
func onTerminal(t *testing.T, settings ...string) string {
	t.Helper()
	terminal, side, err := pty.Open()
	require.NoError(t, err)
	defer func() { require.NoError(t, terminal.Close()) }()
	command := exec.CommandContext(t.Context(), binary(t))
	command.Env = append([]string{"ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_DATA=" + storetest.Folder(t)}, settings...)
	command.Stderr = side
	out, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	require.NoError(t, side.Close())
	started := bufio.NewScanner(out)
	for started.Scan() && !strings.HasPrefix(started.Text(), "Endpoint: ") {
	}
	require.NoError(t, started.Err())
	endpoint := strings.TrimSuffix(strings.TrimPrefix(started.Text(), "Endpoint: "), "/graphql")
	_, err = visitAs(t, endpoint+"/graphql?query=%7B__typename%7D", "agent \x1b[31m of\u009b a visitor")
	require.NoError(t, err)
	require.NoError(t, command.Process.Signal(interruption))
	var text strings.Builder
	lines := bufio.NewScanner(terminal)
	for lines.Scan() { // until the terminal has no other side
		text.WriteString(lines.Text() + "\n")
	}
	require.NoError(t, command.Wait())
	return text.String()
}
