package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestConfigCheck_TellsWhereSettingsComeFrom(t *testing.T) {
	file := write(t, "metrics: on\nplayground: off\nlimits: {depth: 9}\n")
	uri := write(t, "mongodb://user:secret@db\n")
	out, _, err := run([]string{"ACCESSGRAPH_CONFIG=" + file, "ACCESSGRAPH_PLAYGROUND=loopback", "MONGODB_URI_FILE=" + uri, "ACCESSGRAPH_DATA=/srv"},
		"config", "check", "--listen", "127.0.0.1:1", "-listen=127.0.0.1:2")
	require.NoError(t, err)
	for _, line := range []string{
		"config: " + file + " (environment ACCESSGRAPH_CONFIG)",
		"listen: 127.0.0.1:2 (flag)",
		"data: /srv (environment ACCESSGRAPH_DATA)",
		"mongodb-uri: ******** (environment MONGODB_URI_FILE)",
		"bootstrap-key: unset (default)",
		"metrics: on (file " + file + ", line 1)",
		"playground: loopback (environment ACCESSGRAPH_PLAYGROUND)",
		"limits: depth=9 (file " + file + ", line 3)",
		"introspection: public (default)",
	} {
		require.Contains(t, out, line+"\n")
	}
	require.NotContains(t, out, "secret")
	require.NotContains(t, out, "problem")

	out, _, err = run(nil, "config", "check", "--mongodb-uri", "mongodb://user:secret@db")
	require.NoError(t, err)
	require.Contains(t, out, "mongodb-uri: ******** (flag)\n")
	require.NotContains(t, out, "secret")
}

func TestConfigCheck_ListsAllThatIsWrong(t *testing.T) {
	agreements := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(agreements, "one.txt"), nil, 0o600))
	file := write(t, "listn: x\nmetrics: all\nlimits: {dept: 3}\nlimits: {depth: 3}\nagreements: "+agreements+"\nmongodb-uri: secret\n")
	key := write(t, "guess")
	out, _, err := run([]string{"ACCESSGRAPH_CONFIG=" + file, "ACCESSGRAPH_Z=1", "ACCESSGRAPH_A=1", "ACCESSGRAPH_LISTEN=x",
		"ACCESSGRAPH_EMAIL_VERIFICATION=relay", "ACCESSGRAPH_BOOTSTRAP_KEY_FILE=" + key}, "config", "check")
	require.EqualError(t, err, "problems in the settings: 11")
	problems := []string{
		"the setting ACCESSGRAPH_A is unknown",
		"the setting ACCESSGRAPH_Z is unknown",
		"the setting listn (FILE, line 1) is unknown",
		"the setting limits (FILE, line 4) is there twice: line 3 has it, too",
		"the setting ACCESSGRAPH_LISTEN is not valid: it must be host:port, such as 127.0.0.1:8080",
		"the setting mongodb-uri (FILE, line 6) is not valid: it must begin with mongodb:// or mongodb+srv://",
		"the setting metrics (FILE, line 2) is not valid: it must be one of on, off, loopback",
		"the setting ACCESSGRAPH_BOOTSTRAP_KEY_FILE is not valid: it is not an API key; `accessgraph key new` prints one",
		"the setting limits (FILE, line 3) is not valid: there is no limit dept",
		"the setting agreements (FILE, line 5) is not valid: ",
		"the setting ACCESSGRAPH_SMTP_RELAY is not valid: it must be smtp://host:port, or smtps://host:port",
	}
	rest := out
	for _, problem := range problems {
		line := "problem: " + strings.ReplaceAll(problem, "FILE, line", file+", line")
		_, after, hasLine := strings.Cut(rest, line)
		require.True(t, hasLine, "%s in\n%s", line, rest)
		rest = after
	}
	require.Equal(t, len(problems), strings.Count(out, "problem: "))
	require.NotContains(t, out, "secret")
	require.NotContains(t, out, "guess")
}

// TestConfigCheck_ServeIsStoppedByTheSame starts a server with settings that are well-formed and no good: it tells of each.
func TestConfigCheck_ServeIsStoppedByTheSame(t *testing.T) {
	file := write(t, "limits: {dept: 3}\nagreements: /nowhere\n")
	_, _, err := run(nil, "--config", file)
	require.ErrorContains(t, err, "the setting limits ("+file+", line 1) is not valid: there is no limit dept\n")
	require.ErrorContains(t, err, "the setting agreements ("+file+", line 2) is not valid: ")
}
