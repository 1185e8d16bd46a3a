package cli

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHelp(t *testing.T) {
	for arguments, lines := range map[string][]string{
		"-h":                         {"Usage: accessgraph <command>", "  key issue ", "[--without-oneof]", "  ACCESSGRAPH_BOOTSTRAP_KEY "},
		"--help":                     {"Usage: accessgraph <command>"},
		"-help":                      {"Usage: accessgraph <command>"},
		"help":                       {"Usage: accessgraph <command>"},
		"serve -h":                   {"Usage: accessgraph serve [flags]", "(ACCESSGRAPH_LISTEN,", "  ACCESSGRAPH_BOOTSTRAP_KEY "},
		"key -h":                     {"Usage: accessgraph key <command>", "  key new ", "  key issue "},
		"help key":                   {"Usage: accessgraph key <command>"},
		"key issue --help":           {"Usage: accessgraph key issue [flags]", "--data=FOLDER", "--mongodb-uri=URI"},
		"application create -h":      {"Usage: accessgraph application create --company=ID --name=NAME --scopes=A,B [flags]", "--grantable-roles=X,Y"},
		"verify --data /nowhere -h":  {"Usage: accessgraph verify [flags]"},
		"schema --without-oneof -h":  {"Usage: accessgraph schema [flags]", "--without-oneof "},
		"export -h":                  {"Usage: accessgraph export --archive=FILE [flags]"},
		"version -h":                 {"Usage: accessgraph version\n"},
		"help application create":    {"Usage: accessgraph application create"},
		"--listen 127.0.0.1:0 -help": {"Usage: accessgraph <command>"},
	} {
		t.Run(arguments, func(t *testing.T) {
			out, errOut, err := run([]string{"ACCESSGRAPH_UNKNOWN=x"}, strings.Fields(arguments)...)
			require.NoError(t, err, "help is never refused")
			require.Empty(t, errOut)
			for _, line := range lines {
				require.Contains(t, out, line)
			}
		})
	}
}

// TestHelp_OnlyWhatIsRead requires that the help of a subcommand names no setting that it does not read.
func TestHelp_OnlyWhatIsRead(t *testing.T) {
	for arguments, settings := range map[string][]string{
		"key new": nil, "schema": nil, "shard": nil, "version": nil,
		"key issue": {"DATA", "URI"}, "company create": {"DATA", "URI"}, "application create": {"DATA", "URI"}, "export": {"DATA", "URI"},
		"import": {"DATA", "URI"}, "migrate": {"DATA", "URI"}, "verify": {"DATA", "URI"}, "repair": {"DATA", "URI"},
		"compact": {"DATA", "URI"},
	} {
		out, _, err := run(nil, append(strings.Fields(arguments), "-h")...)
		require.NoError(t, err)
		for setting, variable := range map[string]string{"DATA": "ACCESSGRAPH_DATA", "URI": "MONGODB_URI", "LISTEN": "ACCESSGRAPH_LISTEN", "LIMITS": "ACCESSGRAPH_LIMITS"} {
			require.Equal(t, contains(settings, setting), strings.Contains(out, "("+variable), "%s: %s", arguments, variable)
		}
	}
}

func contains(list []string, value string) bool {
	return strings.Contains(" "+strings.Join(list, " ")+" ", " "+value+" ")
}

func TestUsage_WhatIsWrong(t *testing.T) {
	for arguments, sentence := range map[string]string{
		"serv":                           "the subcommand \"serv\" is unknown; `accessgraph help` lists them",
		"help serv":                      "the subcommand \"serv\" is unknown; `accessgraph help` lists them",
		"key":                            "the subcommand \"key\" is unknown; `accessgraph help` lists them",
		"key old":                        "the subcommand \"key old\" is unknown; `accessgraph help` lists them",
		"key new more":                   "the subcommand \"key new more\" is unknown; `accessgraph help` lists them",
		"--port 1":                       "reading the flags of serve: flag provided but not defined: -port",
		"-port=1":                        "reading the flags of serve: flag provided but not defined: -port",
		"key issue --key k":              "reading the flags of key issue: flag provided but not defined: -key",
		"--data x verify":                "serve takes flags only, not \"verify\"",
		"verify --data x more":           "verify takes flags only, not \"more\"",
		"verify --data":                  "reading the flags of verify: the flag --data needs a value",
		"verify -data":                   "reading the flags of verify: the flag --data needs a value",
		"verify --data=":                 "reading the flags of verify: the flag --data is not valid: it must not be empty",
		"verify --mongodb-uri x://u:pw@": "reading the flags of verify: the flag --mongodb-uri is not valid: it must begin with mongodb:// or mongodb+srv://",
		"schema --without-oneof=some":    "reading the flags of schema: invalid boolean value \"some\" for the flag --without-oneof",
		"--bootstrap-key k":              "the setting ACCESSGRAPH_BOOTSTRAP_KEY has no flag",
		"company create":                 "the flag --name is required",
		"company create --name=":         "the flag --name is required",
		"application create --name n":    "the flag --company is required",
		"export --data x":                "the flag --archive is required",
		"schema -":                       "schema takes flags only, not \"-\"",
		"schema -- x":                    "schema takes flags only, not \"x\"",
	} {
		t.Run(arguments, func(t *testing.T) {
			out, _, err := run(nil, strings.Fields(arguments)...)
			require.EqualError(t, err, sentence)
			require.Empty(t, out)
		})
	}
}

// A value may begin with a hyphen, and look like a flag.
func TestUsage_ValuesThatLookLikeFlags(t *testing.T) {
	invocation, err := Program{}.parse([]string{"company", "create", "-name", "-data", "--data", "-x"}, nil)
	require.NoError(t, err)
	company := invocation.Selected().Target.Interface().(createCompany)
	require.Equal(t, "-data", company.Name)
	require.EqualValues(t, "-x", company.Data)
}

func TestVersion(t *testing.T) {
	out, _, err := run(nil, "version")
	require.NoError(t, err)
	require.Equal(t, "version: v1\n", out)
}
