package process_test

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// logOnTerminal starts the program with standard error on a terminal, stops it once it serves, and returns what the terminal
// was sent.
func logOnTerminal(t *testing.T, settings ...string) string {
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
	printed := bufio.NewScanner(out)
	isServing := false
	for !isServing && printed.Scan() {
		isServing = strings.HasPrefix(printed.Text(), "Endpoint: ")
	}
	require.True(t, isServing)
	require.NoError(t, command.Process.Signal(os.Interrupt))
	var text strings.Builder
	lines := bufio.NewScanner(terminal)
	for lines.Scan() { // it fails once the terminal has no other side
		text.WriteString(lines.Text() + "\n")
	}
	require.NoError(t, command.Wait())
	return text.String()
}

func TestLog_OnATerminal(t *testing.T) {
	const color, level = "\x1b[", "INF"
	for name, test := range map[string]struct {
		settings                  []string
		readable, inColor, logged bool
	}{
		"by default": {nil, true, true, true},
		"NO_COLOR":   {[]string{"NO_COLOR=1"}, true, false, true},
		"json":       {[]string{"ACCESSGRAPH_LOG_FORMAT=json"}, false, false, true},
		"warnings":   {[]string{"ACCESSGRAPH_LOG_LEVEL=warn"}, false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			text := logOnTerminal(t, test.settings...)
			require.Equal(t, test.logged, strings.Contains(text, "draining"), text)
			require.Equal(t, test.readable, strings.Contains(text, level), text)
			require.Equal(t, test.inColor, strings.Contains(text, color), text)
			require.Equal(t, test.logged && !test.readable, strings.Contains(text, `{"level":"info"`), text)
		})
	}
}

func TestLog_NotOnATerminal(t *testing.T) {
	for format, start := range map[string]string{"auto": `{"level":"info"`, "json": `{"level":"info"`, "console": "INF draining\n"} {
		t.Run(format, func(t *testing.T) {
			p := launch(t, binary(t), storetest.Folder(t), "ACCESSGRAPH_LOG_FORMAT="+format)
			p.interrupt(t)
			require.Contains(t, p.log.String(), start)
			require.NotContains(t, p.log.String(), "\x1b[")
		})
	}
}
