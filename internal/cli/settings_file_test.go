package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/config"
)

// write writes a file and returns its name.
func write(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}

func TestSettingsFile_AFlagWinsAndThenTheEnvironment(t *testing.T) {
	file := write(t, "# of a test\nlisten: 127.0.0.1:1\nmetrics: on\nplayground: off\n")
	settings, err := readServer([]string{"ACCESSGRAPH_CONFIG=" + file, "ACCESSGRAPH_LISTEN=127.0.0.1:2", "ACCESSGRAPH_METRICS=off"}, "--listen", "127.0.0.1:3")
	require.NoError(t, err)
	require.Equal(t, config.Address("127.0.0.1:3"), settings.Listen)
	require.Equal(t, config.Off, settings.Metrics)
	require.Equal(t, config.Off, settings.Playground, "on and off are words, and no booleans")
	require.Equal(t, config.IntrospectionPublic, settings.Introspection)

	settings, err = readServer([]string{"ACCESSGRAPH_CONFIG=" + file}, "--config", write(t, "metrics: off"))
	require.NoError(t, err)
	require.Equal(t, config.Off, settings.Metrics, "--config wins")
	require.Equal(t, config.Loopback, settings.Playground)
}

func TestSettingsFile_ListsAndMappings(t *testing.T) {
	for _, text := range []string{
		"origins: [https://a.example.com, https://b.example.com]\nlimits: {depth: 20, cost: 5}",
		"origins:\n  - https://a.example.com\n  - https://b.example.com\nlimits:\n  depth: 20\n  cost: 5",
		"origins: https://a.example.com,https://b.example.com\nlimits: depth=20,cost=5",
	} {
		settings, err := readServer(nil, "--config", write(t, text))
		require.NoError(t, err)
		require.Equal(t, config.Origins{"https://a.example.com", "https://b.example.com"}, settings.Origins)
		require.Equal(t, config.Limits{"depth": 20, "cost": 5}, settings.Limits)
	}
}

func TestSettingsFile_Empty(t *testing.T) {
	for _, text := range []string{"", "# nothing\n", "{}"} {
		settings, err := readServer(nil, "--config", write(t, text))
		require.NoError(t, err)
		settings.Config = ""
		require.Equal(t, defaults(), settings)
	}
}

func TestSettingsFile_ABadOneIsNamed(t *testing.T) {
	for name, test := range map[string]struct{ text, sentence string }{
		"unknown":             {"listen: 127.0.0.1:1\nlistn: x", "the setting listn (FILE, line 2) is unknown"},
		"of a subcommand":     {"archive: x", "the setting archive (FILE, line 1) is unknown"},
		"another file":        {"config: x", "the setting config (FILE, line 1) is unknown"},
		"no secret":           {"listen-file: x", "the setting listen-file (FILE, line 1) is unknown"},
		"merged":              {"<<: {listen: x}", "the setting << (FILE, line 1) is unknown"},
		"twice":               {"metrics: on\n\nmetrics: on", "the setting metrics (FILE, line 3) is there twice: line 1 has it, too"},
		"wrong value":         {"metrics: all", "the setting metrics (FILE, line 1) is not valid: it must be one of on, off, loopback"},
		"no value":            {"metrics:", "the setting metrics (FILE, line 1) is not valid: it has no value"},
		"a list":              {"metrics: [on]", "the setting metrics (FILE, line 1) is not valid: it must be a text or a number"},
		"a mapping":           {"origins: {a: b}", "the setting origins (FILE, line 1) is not valid: it must be a text, or a list of texts"},
		"a list of lists":     {"origins: [[a]]", "the setting origins (FILE, line 1) is not valid: it must be a text, or a list of texts"},
		"a mapping of lists":  {"limits: {depth: [1]}", "the setting limits (FILE, line 1) is not valid: it must be a text, or names with numbers"},
		"not YAML":            {"listen: 127.0.0.1:1\nmetrics: on: off", "the settings file FILE, line 2, is not YAML: mapping values are not allowed in this context"},
		"a control character": {"listen: \x01", "the settings file FILE is not YAML: control characters are not allowed (value: 1)"},
		"a list of settings":  {"- listen", "the settings file FILE, line 1: it must consist of lines such as listen: 0.0.0.0:8080"},
		"two documents":       {"listen: a\n---\nlisten: b", "the settings file FILE must hold one YAML document, not 2"},
		"two of a secret":     {"mongodb-uri: mongodb://secret@db\nmongodb-uri-file: x", "the settings mongodb-uri (FILE, line 1) and mongodb-uri-file (FILE, line 2) exclude each other"},
		"a secret":            {"mongodb-uri: secret", "the setting mongodb-uri (FILE, line 1) is not valid: it must begin with mongodb:// or mongodb+srv://"},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, test.text)
			_, err := readServer(nil, "--config", file)
			require.EqualError(t, err, strings.ReplaceAll(test.sentence, "FILE", file))
		})
	}
	_, err := readServer(nil, "--config", "/nowhere.yaml")
	require.EqualError(t, err, "reading the settings file: open /nowhere.yaml: no such file or directory")
}

// TestSettingsFile_OfTheServerIsGoodForSubcommands gives subcommands the file of a server. They read what they need.
func TestSettingsFile_OfTheServerIsGoodForSubcommands(t *testing.T) {
	file := write(t, "listen: nowhere\ndata: /srv/graph")
	invocation, err := Program{}.parse([]string{"export", "--archive", "-", "--config", file}, nil)
	require.NoError(t, err)
	export := invocation.Selected().Target.Interface().(exportStore)
	require.Equal(t, config.Folder("/srv/graph"), export.Data)
	_, err = Program{}.parse([]string{"verify"}, environment{"ACCESSGRAPH_CONFIG": write(t, "dta: x")})
	require.ErrorContains(t, err, "the setting dta (")
	_, err = Program{}.parse([]string{"version"}, environment{"ACCESSGRAPH_CONFIG": "/nowhere.yaml"})
	require.NoError(t, err, "it reads no setting")
}

func TestSecrets_InFiles(t *testing.T) {
	for content, uri := range map[string]config.MongoDBURI{
		"mongodb://a": "mongodb://a", "mongodb://a\n": "mongodb://a", "mongodb://a\r\n": "mongodb://a", "mongodb://a\n\n": "mongodb://a\n",
	} {
		file := write(t, content)
		settings, err := readServer([]string{"MONGODB_URI_FILE=" + file})
		require.NoError(t, err)
		require.Equal(t, uri, settings.MongoDBURI)
		settings, err = readServer(nil, "--config", write(t, "mongodb-uri-file: "+file))
		require.NoError(t, err)
		require.Equal(t, uri, settings.MongoDBURI)
	}
	settings, err := readServer([]string{"MONGODB_URI_FILE=" + write(t, "mongodb://a")}, "--config", write(t, "mongodb-uri: mongodb://b"))
	require.NoError(t, err)
	require.Equal(t, config.MongoDBURI("mongodb://a"), settings.MongoDBURI, "the environment wins")
}

func TestSecrets_InFilesThatAreNoGood(t *testing.T) {
	empty, large, wrong := write(t, "\n"), write(t, strings.Repeat("s", 70_000)), write(t, "secret")
	for variables, sentence := range map[string]string{
		"MONGODB_URI_FILE=/nowhere":               "the setting MONGODB_URI_FILE is not valid: open /nowhere: no such file or directory",
		"MONGODB_URI_FILE=":                       "the setting MONGODB_URI_FILE is not valid: it must name a file",
		"MONGODB_URI_FILE=" + empty:               "the setting MONGODB_URI_FILE is not valid: the file " + empty + " is empty",
		"MONGODB_URI_FILE=" + large:               "the setting MONGODB_URI_FILE is not valid: the file " + large + " must hold at most 65536 bytes",
		"MONGODB_URI_FILE=" + wrong:               "the setting MONGODB_URI_FILE is not valid: it must begin with mongodb:// or mongodb+srv://",
		"MONGODB_URI_FILE=x MONGODB_URI=mongodb:": "the settings MONGODB_URI and MONGODB_URI_FILE exclude each other",
		"ACCESSGRAPH_LISTEN_FILE=x":               "the setting ACCESSGRAPH_LISTEN_FILE is unknown",
	} {
		_, err := readServer(strings.Fields(variables))
		require.EqualError(t, err, sentence)
	}
}
