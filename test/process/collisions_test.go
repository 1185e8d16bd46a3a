package process_test

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// collisions is a store of version 2 with documents that are equal since version 3.
const collisions = "testdata/stores/collisions/2"

// problemLine is a problem in the output of a subcommand.
var problemLine = regexp.MustCompile(`(?m)^problem: (\w+), _id "(\w+)": (.*)$`)

// problems runs a subcommand that must fail, and returns the problems that it prints: what is said by collection and _id.
func problems(t *testing.T, built, folder string, arguments ...string) map[string]map[string]string {
	t.Helper()
	command := exec.CommandContext(t.Context(), built, arguments...)
	command.Env = []string{"ACCESSGRAPH_DATA=" + folder}
	var printed bytes.Buffer
	command.Stdout, command.Stderr = &printed, &printed
	require.Error(t, command.Run(), arguments)
	listed := map[string]map[string]string{}
	for _, line := range problemLine.FindAllStringSubmatch(printed.String(), -1) {
		if listed[line[1]] == nil {
			listed[line[1]] = map[string]string{}
		}
		listed[line[1]][line[2]] = line[3]
	}
	require.NotEmpty(t, listed, printed.String())
	return listed
}

// named lists the documents of a list by a text of theirs.
func named(t *testing.T, endpoint, list, field string) map[string]string {
	t.Helper()
	data, err := ask(t.Context(), endpoint, storesKey, "{ "+list+" { nodes { id "+field+" } } }", nil)
	require.NoError(t, err)
	byText := map[string]string{}
	for _, node := range data[list].(map[string]any)["nodes"].([]any) {
		byText[node.(map[string]any)[field].(string)] = node.(map[string]any)["id"].(string)
	}
	return byText
}

// requireCollisionsListed requires the problems of the store, by what the API says of its documents. Of documents that collide, the one
// that had the folded value already has kept its claim.
func requireCollisionsListed(t *testing.T, endpoint string, listed map[string]map[string]string) {
	t.Helper()
	const settle = ": change or delete one of the two through the API, then run `accessgraph migrate` again"
	roles, codes, plates := named(t, endpoint, "externalRoles", "name"), named(t, endpoint, "userAccessRoles", "code"), named(t, endpoint, "identifiers", "name")
	require.Equal(t, map[string]map[string]string{
		"externalRoles": {
			roles["Auditor"]:       "has the same name as " + roles["auditor"] + settle,
			roles["Auditor\u200b"]: "has the same name as " + roles["auditor"] + settle,
		},
		"userAccessRoles": {
			codes["DNS-R"]:      "has the same code as " + codes["dns-r"] + settle,
			codes["\ufeffMAIL"]: "has a code that begins with a byte order mark, which no input can name: delete the role, and create it anew",
		},
		"identifiers": {
			plates["Cyrillic"]: "has the same number as " + plates["Latin"] + settle,
			plates["Hyphen"]:   "has the same number as " + plates["Plain"] + settle,
			plates["Signs"]:    "has a number that is not in the normal form of its type",
		},
	}, listed)
}

// settle changes and deletes through the API what collides.
func settle(t *testing.T, endpoint string) {
	t.Helper()
	send := func(query string, variables map[string]any) {
		_, err := ask(t.Context(), endpoint, storesKey, query, variables)
		require.NoError(t, err, query)
	}
	roles, codes, plates := named(t, endpoint, "externalRoles", "name"), named(t, endpoint, "userAccessRoles", "code"), named(t, endpoint, "identifiers", "name")
	for name, renamed := range map[string]string{"Auditor": "Examiner", "Auditor\u200b": "Inspector"} {
		send(`mutation($id: ID!, $name: String!) { updateExternalRole(input: {externalRoleId: $id, name: $name}) { externalRole { id } } }`, map[string]any{"id": roles[name], "name": renamed})
	}
	for _, code := range []string{"DNS-R", "\ufeffMAIL"} {
		send(`mutation($id: ID!) { deleteUserAccessRole(input: {userAccessRoleId: $id}) { deletedUserAccessRoleId } }`, map[string]any{"id": codes[code]})
	}
	send(`mutation { createUserAccessRole(input: {code: "MAIL", description: ""}) { userAccessRole { id } } }`, nil)
	send(`mutation($id: ID!) { deleteIdentifier(input: {identifierId: $id}) { deletedIdentifierId } }`, map[string]any{"id": plates["Latin"]})
	for name, number := range map[string]string{"Hyphen": "W 54321", "Signs": "S 1"} {
		send(`mutation($id: ID!, $number: String!) { updateIdentifier(input: {identifierId: $id, number: $number}) { identifier { number } } }`, map[string]any{"id": plates[name], "number": number})
	}
}

// requireFolded requires that a door, searches and claims go by the folding of today.
func requireFolded(t *testing.T, endpoint string) {
	t.Helper()
	check := func(ctx context.Context, kind, number string) map[string]any {
		data, err := ask(ctx, endpoint, storesKey, `query($who: IdentifierNumberInput!) { checkPassage(reader: "gate", identifier: {number: $who}) { granted identifier { name number enabled validity { passesLeft } } } }`,
			map[string]any{"who": map[string]any{"type": kind, "number": number}})
		require.NoError(t, err)
		return data["checkPassage"].(map[string]any)
	}
	for number, identifier := range map[string]map[string]any{
		"LO AB 1":     {"name": "Umlaut", "number": "LOAB1"},
		"lö-ab•1":     {"name": "Umlaut", "number": "LOAB1"},
		"A 123 BC 77": {"name": "Cyrillic", "number": "A123BC77"},
	} {
		identifier["enabled"], identifier["validity"] = true, map[string]any{"passesLeft": 5.0}
		require.Equal(t, map[string]any{"granted": true, "identifier": identifier}, check(t.Context(), "LICENSE_PLATE", number), number)
	}
	require.Equal(t, "Card", check(t.Context(), "CARD", "4A4B")["identifier"].(map[string]any)["name"])
	data, err := ask(t.Context(), endpoint, storesKey, `{ users(filter: {lastNameStartsWith: "isi"}) { nodes { lastName } } }`, nil)
	require.NoError(t, err)
	require.Equal(t, []any{map[string]any{"lastName": "Işık"}}, data["users"].(map[string]any)["nodes"])
	for _, mutation := range []string{
		`mutation { createIdentifier(input: {name: "x", affiliation: OWNER, type: LICENSE_PLATE, number: "LO-AB 1"}) { identifier { id } } }`,
		`mutation { createExternalRole(input: {name: "zoe", enabled: true}) { externalRole { id } } }`,
		`mutation { createUserAccessRole(input: {code: "Dns-R", description: ""}) { userAccessRole { id } } }`,
	} {
		_, err := ask(t.Context(), endpoint, storesKey, mutation, nil)
		require.Error(t, err, mutation)
		require.Regexp(t, "already|unique", err.Error())
	}
}

// TestMigrate_ListsWhatCollidesByTheFoldingOfToday migrates a folder, and imports an archive, of version 2.
func TestMigrate_ListsWhatCollidesByTheFoldingOfToday(t *testing.T) {
	built := binary(t)
	for name, bring := range map[string]func(folder string) map[string]map[string]string{
		"a folder": func(folder string) map[string]map[string]string {
			unpack(t, collisions+".db.gz", filepath.Join(folder, "accessgraph.db"))
			return problems(t, built, folder, "migrate")
		},
		"an archive": func(folder string) map[string]map[string]string {
			return problems(t, built, folder, "import", "--archive", collisions+".archive.gz")
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := storetest.Folder(t)
			listed := bring(folder)
			require.Equal(t, listed, problems(t, built, folder, "verify"))
			require.Equal(t, listed, problems(t, built, folder, "migrate"), "it is listed until it is settled")
			running := launch(t, built, folder)
			requireCollisionsListed(t, running.endpoint, listed)
			settle(t, running.endpoint)
			requireFolded(t, running.endpoint)
			running.interrupt(t)
			require.Equal(t, "0", value(t, output(t, built, folder, "migrate"), "indexes created"))
			requireVerified(t, built, folder)
		})
	}
}
