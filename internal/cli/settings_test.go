package cli

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/internal/config"
)

// readServer returns the settings that serve is started with.
func readServer(environment []string, arguments ...string) (config.Server, error) {
	invocation, err := Program{}.parse(arguments, variables(environment))
	if err != nil {
		return config.Server{}, err
	}
	return invocation.Selected().Target.Interface().(serve).Server, nil
}

func defaults() config.Server {
	return config.Server{
		Store: config.Store{Data: "./data"}, Listening: config.Listening{Listen: "127.0.0.1:8080"}, Playground: config.Loopback, Console: config.Loopback, Metrics: config.Loopback,
		Introspection: config.IntrospectionPublic, EmailVerification: config.EmailSyntax, SMTPStartTLS: config.StartTLSOffered,
		Log:       config.Log{LogLevel: config.LogInfo, LogFormat: config.LogAuto},
		Documents: config.Documents{TrustedDocumentsMode: config.TrustedDocumentsOff},
	}
}

func TestSettings_Defaults(t *testing.T) {
	settings, err := readServer([]string{"HOME=/root", "PATH=/bin"})
	require.NoError(t, err)
	require.Equal(t, defaults(), settings)
}

func TestSettings_Environment(t *testing.T) {
	settings, err := readServer([]string{
		"ACCESSGRAPH_LISTEN=[::1]:9000", "ACCESSGRAPH_DATA=/srv/graph", "MONGODB_URI=mongodb://db/ag?replicaSet=a=b", "ACCESSGRAPH_BOOTSTRAP_KEY=k",
		"ACCESSGRAPH_PLAYGROUND=off", "ACCESSGRAPH_CONSOLE=on", "ACCESSGRAPH_METRICS=on", "ACCESSGRAPH_INTROSPECTION=key", "ACCESSGRAPH_EMAIL_VERIFICATION=relay",
		"ACCESSGRAPH_SMTP_RELAY=smtp://mail:25", "ACCESSGRAPH_SMTP_STARTTLS=required", "ACCESSGRAPH_AGREEMENTS=/srv/agreements",
		"ACCESSGRAPH_LOG_LEVEL=warn", "ACCESSGRAPH_LOG_FORMAT=json",
		"ACCESSGRAPH_TRUSTED_DOCUMENTS=/srv/manifests", "ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE=enforce",
	})
	require.NoError(t, err)
	require.Equal(t, config.Server{
		Store:     config.Store{Data: "/srv/graph", MongoDBURI: "mongodb://db/ag?replicaSet=a=b"},
		Listening: config.Listening{Listen: "[::1]:9000"}, BootstrapKey: "k", Playground: config.Off, Console: config.On, Metrics: config.On, Introspection: config.IntrospectionKey,
		EmailVerification: config.EmailRelay, SMTPRelay: "smtp://mail:25", SMTPStartTLS: config.StartTLSRequired, Agreements: "/srv/agreements",
		Log:       config.Log{LogLevel: config.LogWarn, LogFormat: config.LogJSON},
		Documents: config.Documents{TrustedDocuments: "/srv/manifests", TrustedDocumentsMode: config.TrustedDocumentsEnforce},
	}, settings)
}

// TestSettings_TheProcess reads nothing from the environment of the process itself.
func TestSettings_TheProcess(t *testing.T) {
	t.Setenv("ACCESSGRAPH_LISTEN", "127.0.0.1:1")
	t.Setenv("ACCESSGRAPH_UNKNOWN", "x")
	settings, err := readServer(nil)
	require.NoError(t, err)
	require.Equal(t, defaults(), settings)
}

func TestSettings_AFlagWins(t *testing.T) {
	environment := []string{"ACCESSGRAPH_LISTEN=127.0.0.1:1"}
	for _, arguments := range [][]string{
		{"--listen", "127.0.0.1:2"}, {"--listen=127.0.0.1:2"}, {"-listen", "127.0.0.1:2"}, {"serve", "-listen=127.0.0.1:2"},
	} {
		settings, err := readServer(environment, arguments...)
		require.NoError(t, err)
		require.Equal(t, config.Address("127.0.0.1:2"), settings.Listen)
	}
	_, err := readServer(environment, "--listen", "nowhere")
	require.EqualError(t, err, "reading the flags of serve: the flag --listen is not valid: it must be host:port, such as 127.0.0.1:8080")
	_, err = readServer([]string{"ACCESSGRAPH_LISTEN=nowhere"}, "--listen", "127.0.0.1:2")
	require.ErrorContains(t, err, "ACCESSGRAPH_LISTEN", "the environment is checked all the same")
}

func TestSettings_ABadOneIsNamed(t *testing.T) {
	cases := map[string]struct {
		environment []string
		sentence    string
	}{
		"unknown":                 {[]string{"ACCESSGRAPH_LISTN=x"}, "the setting ACCESSGRAPH_LISTN is unknown"},
		"address":                 {[]string{"ACCESSGRAPH_LISTEN=8080"}, "the setting ACCESSGRAPH_LISTEN is not valid: it must be host:port, such as 127.0.0.1:8080"},
		"port":                    {[]string{"ACCESSGRAPH_LISTEN=127.0.0.1:99999"}, "the setting ACCESSGRAPH_LISTEN is not valid: its port must be a number from 0 to 65535"},
		"empty address":           {[]string{"ACCESSGRAPH_LISTEN="}, "the setting ACCESSGRAPH_LISTEN is not valid: it must be host:port, such as 127.0.0.1:8080"},
		"empty folder":            {[]string{"ACCESSGRAPH_DATA= "}, "the setting ACCESSGRAPH_DATA is not valid: it must not be empty"},
		"not MongoDB":             {[]string{"MONGODB_URI=postgres://secret@db"}, "the setting MONGODB_URI is not valid: it must begin with mongodb:// or mongodb+srv://"},
		"playground":              {[]string{"ACCESSGRAPH_PLAYGROUND=yes"}, "the setting ACCESSGRAPH_PLAYGROUND is not valid: it must be one of on, off, loopback"},
		"console":                 {[]string{"ACCESSGRAPH_CONSOLE=yes"}, "the setting ACCESSGRAPH_CONSOLE is not valid: it must be one of on, off, loopback"},
		"proxies":                 {[]string{"ACCESSGRAPH_TRUSTED_PROXIES=10.0.0.0/33"}, "the setting ACCESSGRAPH_TRUSTED_PROXIES is not valid: it must be a comma-separated list of addresses and networks such as 10.0.0.0/8,::1"},
		"interval":                {[]string{"ACCESSGRAPH_VERIFY_EVERY=daily"}, "the setting ACCESSGRAPH_VERIFY_EVERY is not valid: it must be a duration of at least 1m, such as 24h"},
		"short interval":          {[]string{"ACCESSGRAPH_VERIFY_EVERY=59s"}, "the setting ACCESSGRAPH_VERIFY_EVERY is not valid: it must be a duration of at least 1m, such as 24h"},
		"retention":               {[]string{"ACCESSGRAPH_PASSAGE_RETENTION=720h"}, "the setting ACCESSGRAPH_PASSAGE_RETENTION is not valid: it must be a number of days from 1d to 36500d, such as 400d"},
		"short retention":         {[]string{"ACCESSGRAPH_PASSAGE_RETENTION=0d"}, "the setting ACCESSGRAPH_PASSAGE_RETENTION is not valid: it must be a number of days from 1d to 36500d, such as 400d"},
		"no retention":            {[]string{"ACCESSGRAPH_AUDIT_RETENTION=23h"}, "the setting ACCESSGRAPH_AUDIT_RETENTION is not valid: it must be a number of days from 1d to 36500d, such as 400d"},
		"metrics":                 {[]string{"ACCESSGRAPH_METRICS=all"}, "the setting ACCESSGRAPH_METRICS is not valid: it must be one of on, off, loopback"},
		"introspection":           {[]string{"ACCESSGRAPH_INTROSPECTION="}, "the setting ACCESSGRAPH_INTROSPECTION is not valid: it must be one of public, key, off"},
		"verification":            {[]string{"ACCESSGRAPH_EMAIL_VERIFICATION=dns"}, "the setting ACCESSGRAPH_EMAIL_VERIFICATION is not valid: it must be one of syntax, mx, relay"},
		"delay":                   {[]string{"ACCESSGRAPH_DRAIN_DELAY=-1s"}, "the setting ACCESSGRAPH_DRAIN_DELAY is not valid: it must be a duration such as 500ms, 5s or 1m"},
		"limits":                  {[]string{"ACCESSGRAPH_LIMITS=depth:20"}, "the setting ACCESSGRAPH_LIMITS is not valid: it must be a comma-separated list such as depth=20,cost=50000"},
		"origin without a scheme": {[]string{"ACCESSGRAPH_ORIGINS=console.example.com"}, "the setting ACCESSGRAPH_ORIGINS is not valid: it must be a comma-separated list of origins such as https://console.example.com, or * for all"},
		"origin with a path":      {[]string{"ACCESSGRAPH_ORIGINS=https://console.example.com/app"}, "the setting ACCESSGRAPH_ORIGINS is not valid: it must be a comma-separated list of origins such as https://console.example.com, or * for all"},
		"origin with a wildcard":  {[]string{"ACCESSGRAPH_ORIGINS=https://*.example.com"}, "the setting ACCESSGRAPH_ORIGINS is not valid: it must be a comma-separated list of origins such as https://console.example.com, or * for all"},
		"null origin":             {[]string{"ACCESSGRAPH_ORIGINS=null"}, "the setting ACCESSGRAPH_ORIGINS is not valid: it must be a comma-separated list of origins such as https://console.example.com, or * for all"},
		"all origins and one":     {[]string{"ACCESSGRAPH_ORIGINS=*,https://console.example.com"}, "the setting ACCESSGRAPH_ORIGINS is not valid: * means all origins, and must be the only one"},
		"trusted documents":       {[]string{"ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE=on"}, "the setting ACCESSGRAPH_TRUSTED_DOCUMENTS_MODE is not valid: it must be one of off, log, enforce"},
		"first of several":        {[]string{"ACCESSGRAPH_Z=1", "ACCESSGRAPH_A=1"}, "the setting ACCESSGRAPH_A is unknown"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := readServer(tc.environment)
			require.EqualError(t, err, tc.sentence)
		})
	}
}

// TestSettings_OnlyThoseOfTheSubcommand gives subcommands a setting of serve: its variable is not their business, its flag is an
// error, and a variable that no subcommand knows is an error for each.
func TestSettings_OnlyThoseOfTheSubcommand(t *testing.T) {
	for _, words := range []string{
		"key new", "key issue --application a", "company create --name n", "application create --company c --name n --scopes s",
		"export --archive -", "import --archive a", "migrate", "verify", "repair", "compact", "schema", "version",
	} {
		arguments := strings.Fields(words)
		_, err := Program{}.parse(arguments, variables([]string{"ACCESSGRAPH_LISTEN=nowhere"}))
		require.NoError(t, err, words)
		_, err = Program{}.parse(append(arguments, "--listen", "127.0.0.1:1"), nil)
		require.ErrorContains(t, err, "flag provided but not defined: -listen", words)
		_, err = Program{}.parse(arguments, variables([]string{"ACCESSGRAPH_LISTN=x"}))
		require.EqualError(t, err, "the setting ACCESSGRAPH_LISTN is unknown", words)
	}
	_, err := Program{}.parse([]string{"verify"}, variables([]string{"ACCESSGRAPH_DATA="}))
	require.EqualError(t, err, "the setting ACCESSGRAPH_DATA is not valid: it must not be empty")
}

// TestSettings_TheTableOfTheReadme compares the table of settings with their declarations.
func TestSettings_TheTableOfTheReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(t, err)
	documented := map[string][2]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([A-Z_]+)`[^|]*\\| ([^|]*) \\| ([^|]*) \\|$").FindAllStringSubmatch(string(readme), -1) {
		documented[row[1]] = [2]string{row[2], row[3]}
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[config.Server]()) {
		variable := field.Tag.Get("env")
		if variable == "" {
			continue
		}
		row, isDocumented := documented[variable]
		require.True(t, isDocumented, variable)
		flag := "`--" + field.Tag.Get("name") + "`"
		if _, hasNone := field.Tag.Lookup(noFlag); hasNone {
			flag = "none"
		}
		require.Equal(t, flag, row[0], variable)
		if value, hasDefault := field.Tag.Lookup("default"); hasDefault {
			require.Equal(t, "`"+value+"`", row[1], variable)
		}
		if _, isSecret := field.Tag.Lookup(secret); isSecret {
			require.Contains(t, string(readme), "`"+variable+config.SecretFileSuffix+"`")
		}
		delete(documented, variable)
	}
	require.Empty(t, documented, "settings that the program does not have")
}

// run runs the program with a server that is not started, and returns what it prints.
func run(environment []string, arguments ...string) (out, errOut string, err error) {
	var printed, logged strings.Builder
	err = Program{Version: "v1", Out: &printed, ErrOut: &logged}.Run(context.Background(), arguments, environment)
	return printed.String(), logged.String(), err
}
