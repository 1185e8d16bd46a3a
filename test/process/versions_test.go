package process_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/mongo"
	"accessgraph/mongo/storetest"
)

// storesKey is the key of the stores in testdata/stores, which make.sh there has made.
const storesKey = "accessgraph_kpfnxrw2qvuncbdfuztpbqku76fqq2zijlluma5v"

// migrationKills is how often a migration is killed: more than in the gate on demand.
var migrationKills = flag.Int("migration-kills", 20, "how often a migration is killed")

// unpack writes what a file of testdata/stores holds.
func unpack(t *testing.T, packed, name string) {
	t.Helper()
	file, err := os.Open(packed)
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	plain, err := gzip.NewReader(file)
	require.NoError(t, err)
	whole, err := io.ReadAll(plain)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, whole, 0o600))
}

// storesOfAllVersions are the files in testdata/stores of one kind.
func storesOfAllVersions(t *testing.T, suffix string) []string {
	t.Helper()
	packed, err := filepath.Glob(filepath.Join("testdata", "stores", "*"+suffix))
	require.NoError(t, err)
	require.NotEmpty(t, packed)
	return packed
}

// pages are the lists of the schema, in every order, by the collection of their entries.
func pages() map[string][]string {
	lists := map[string][]string{}
	for field, collection := range map[string]string{
		"accesses": "accesses", "accessRules": "accessRules", "applications": "applications", "auditLog": "auditRecords", "customers": "customers",
		"externalPersonalIdentities": "externalPersonalIdentities", "externalRoles": "externalRoles", "externalRoleAccounts": "externalRoleAccounts",
		"identifiers": "identifiers", "users": "users", "userAccesses": "userAccesses", "userAccessRoles": "userAccessRoles",
	} {
		lists[collection] = []string{field + "(first: 100)", field + "(last: 100)"}
	}
	for field, name := range map[string]string{"accesses": "LAST_NAME", "accessRules": "NAME"} {
		for _, direction := range []string{"ASC", "DESC"} {
			lists[field] = append(lists[field], fmt.Sprintf("%s(first: 100, orderBy: {field: %s, direction: %s})", field, name, direction))
		}
	}
	return lists
}

// requireEverythingServed asks a server of a store for every list in every order. counts are the documents by collection.
func requireEverythingServed(t *testing.T, built, folder string, counts map[string]int) {
	t.Helper()
	running := launch(t, built, folder)
	data, err := ask(t.Context(), running.endpoint, storesKey, "{ readers { nodes { id } } }", nil)
	require.NoError(t, err)
	require.NotEmpty(t, data["readers"].(map[string]any)["nodes"], "readers are made by the migration")
	for collection, lists := range pages() {
		require.Positive(t, counts[collection], collection)
		for _, list := range lists {
			data, err := ask(t.Context(), running.endpoint, storesKey, "{ list: "+list+" { totalCount nodes { id } } }", nil)
			require.NoError(t, err, list)
			page := data["list"].(map[string]any)
			require.EqualValues(t, counts[collection], page["totalCount"], list)
			require.Len(t, page["nodes"], min(100, counts[collection]), list)
		}
	}
	requireCreatorsKnown(t, running.endpoint)
	rules, err := ask(t.Context(), running.endpoint, storesKey, `{ accessRules(orderBy: {field: NAME}, filter: {nameStartsWith: "elan"}) { nodes { name } } }`, nil)
	require.NoError(t, err)
	require.Equal(t, []any{map[string]any{"name": "Élan"}}, rules["accessRules"].(map[string]any)["nodes"])
	running.interrupt(t)
}

// requireCreatorsKnown requires that everything names who created it: the audit records of these stores tell.
func requireCreatorsKnown(t *testing.T, endpoint string) {
	t.Helper()
	for _, list := range []string{"applications", "customers", "externalPersonalIdentities", "externalRoles", "users", "userAccessRoles"} {
		data, err := ask(t.Context(), endpoint, storesKey, "{ list: "+list+" { nodes { createdBy { applicationName } } } }", nil)
		require.NoError(t, err, list)
		for _, node := range data["list"].(map[string]any)["nodes"].([]any) {
			require.NotEqual(t, "unknown", node.(map[string]any)["createdBy"].(map[string]any)["applicationName"], list)
		}
	}
}

// currentStoreVersion is the version of the stores that the program makes.
const currentStoreVersion = "8"

// storeVersion is the version of a packed store: its name begins with it.
func storeVersion(packed string) string {
	name := filepath.Base(packed)
	return name[:strings.IndexAny(name, "-.")]
}

// migrated reads the numbers of documents that a migration has printed.
func migrated(t *testing.T, printed string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, line := range regexp.MustCompile(`(?m)^migrated (\w+): (\d+)$`).FindAllStringSubmatch(printed, -1) {
		count, err := strconv.Atoi(line[2])
		require.NoError(t, err)
		counts[line[1]] = count
	}
	return counts
}

// stored counts the documents of a folder by exporting it.
func stored(t *testing.T, built, folder string) int {
	t.Helper()
	count, err := strconv.Atoi(value(t, output(t, built, folder, "export", "--archive", filepath.Join(t.TempDir(), "archive")), "documents exported"))
	require.NoError(t, err)
	return count
}

func requireVerified(t *testing.T, built, folder string) {
	t.Helper()
	require.Equal(t, "0", value(t, output(t, built, folder, "verify"), "problems"))
}

func TestMigrate_AFolderOfEachVersion(t *testing.T) {
	built := binary(t)
	for _, packed := range storesOfAllVersions(t, ".db.gz") {
		t.Run(filepath.Base(packed), func(t *testing.T) {
			folder := storetest.Folder(t)
			unpack(t, packed, filepath.Join(folder, "accessgraph.db"))
			data := "ACCESSGRAPH_DATA=" + folder
			version := storeVersion(packed)
			if version == currentStoreVersion {
				require.Equal(t, "0", value(t, output(t, built, folder, "migrate"), "indexes created"))
				requireVerified(t, built, folder)
				launch(t, built, folder).interrupt(t)
				return
			}
			for _, arguments := range [][]string{{"serve", "--listen", "127.0.0.1:0"}, {"verify"}, {"repair"}, {"export", "--archive", "-"}, {"key", "issue", "--application", "x"}} {
				require.Contains(t, refusal(t, built, []string{data}, arguments...), fmt.Sprintf("run `accessgraph migrate` (the store is of version %s, and this program of %s)", version, currentStoreVersion), arguments)
			}
			printed := output(t, built, folder, "migrate")
			require.Equal(t, currentStoreVersion, value(t, printed, "version of the store"))
			requireVerified(t, built, folder)
			requireEverythingServed(t, built, folder, migrated(t, printed))
			require.Equal(t, "0", value(t, output(t, built, folder, "migrate"), "indexes created"), "nothing is left to do")
		})
	}
}

func TestImport_AnArchiveOfEachVersion(t *testing.T) {
	built := binary(t)
	for _, packed := range storesOfAllVersions(t, ".archive.gz") {
		t.Run(filepath.Base(packed), func(t *testing.T) {
			folder := storetest.Folder(t)
			imported := value(t, output(t, built, folder, "import", "--archive", packed), "documents imported")
			requireVerified(t, built, folder)
			count := stored(t, built, folder)
			running := launch(t, built, folder)
			require.Equal(t, imported, strconv.Itoa(count-addedByImport(t, running, packed)))
			for _, lists := range pages() {
				for _, list := range lists {
					data, err := ask(t.Context(), running.endpoint, storesKey, "{ list: "+list+" { nodes { id } } }", nil)
					require.NoError(t, err, list)
					require.NotEmpty(t, data["list"].(map[string]any)["nodes"], list)
				}
			}
			running.interrupt(t)
		})
	}
}

// addedByImport is the number of documents that an import adds to those of an archive: the record of the version, where the
// archive is of a version before there was one, and readers and counters of customers, where it is of a version before there were any.
func addedByImport(t *testing.T, running *process, packed string) int {
	t.Helper()
	version, err := strconv.Atoi(storeVersion(packed))
	require.NoError(t, err)
	added := strings.Count(filepath.Base(packed)[:2], "0-")
	for list, since := range map[string]int{"readers": 2, "customers": 8} {
		if version >= since {
			continue
		}
		data, err := ask(t.Context(), running.endpoint, storesKey, "{ "+list+" { totalCount } }", nil)
		require.NoError(t, err)
		total, ok := data[list].(map[string]any)["totalCount"].(float64)
		require.True(t, ok)
		added += int(total)
	}
	return added
}

// TestMigrate_KilledGoesOn kills the program at any moment of its migration, until one ends by itself, and does so
// again with other folders.
func TestMigrate_KilledGoesOn(t *testing.T) {
	built := binary(t)
	packed := filepath.Join("testdata", "stores", "0-553f76f.db.gz")
	folder := storetest.Folder(t)
	name := filepath.Join(folder, "accessgraph.db")
	unpack(t, packed, name)
	began := time.Now()
	counts := migrated(t, output(t, built, folder, "migrate"))
	took := time.Since(began)
	refused := regexp.MustCompile("run `accessgraph migrate`")
	kills, finished := 0, 0
	for kills < *migrationKills {
		unpack(t, packed, name)
		for ended := false; !ended && kills < *migrationKills; {
			command := exec.CommandContext(t.Context(), built, "migrate")
			command.Env = []string{"ACCESSGRAPH_DATA=" + folder}
			var errOut bytes.Buffer
			command.Stderr = &errOut
			require.NoError(t, command.Start())
			killer := time.AfterFunc(rand.N(took), func() { _ = command.Process.Kill() })
			err := command.Wait()
			if killer.Stop() {
				require.NoError(t, err, errOut.String())
			}
			if ended = err == nil; ended {
				finished++
				continue
			}
			require.Empty(t, errOut.String())
			kills++
			if message := refusalOrNothing(t, built, folder); message != "" {
				require.Regexp(t, refused, message)
			}
		}
	}
	output(t, built, folder, "migrate")
	requireVerified(t, built, folder)
	requireEverythingServed(t, built, folder, counts)
	t.Logf("%d kills, %d migrations ended by themselves before; one takes %v", kills, finished, took)
}

// refusalOrNothing returns what verify says of a store that it refuses, and nothing for one that it takes.
func refusalOrNothing(t *testing.T, built, folder string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), built, "verify")
	command.Env = []string{"ACCESSGRAPH_DATA=" + folder}
	told, err := command.CombinedOutput()
	if err == nil {
		return ""
	}
	return string(told)
}

// TestMigrate_IsRefusedBesideAServer has the test itself be the server of the earlier version.
func TestMigrate_IsRefusedBesideAServer(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	unpack(t, filepath.Join("testdata", "stores", "0-553f76f.db.gz"), filepath.Join(folder, "accessgraph.db"))
	server, err := mongo.Open(t.Context(), mongo.Options{Folder: folder, AnyVersion: true, Logger: zerolog.Nop()})
	require.NoError(t, err)
	require.Contains(t, refusal(t, built, []string{"ACCESSGRAPH_DATA=" + folder}, "migrate"), "a server has the store open, and it is of an earlier version: stop it")
	require.NoError(t, server.Close(t.Context()))
	require.Equal(t, currentStoreVersion, value(t, output(t, built, folder, "migrate"), "version of the store"))
}

func TestServe_VerifiesTheStoreInTheBackground(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	running := launch(t, built, folder, "ACCESSGRAPH_VERIFY_EVERY=1h")
	metrics := strings.TrimSuffix(running.endpoint, "/graphql") + "/metrics"
	require.Eventually(t, func() bool {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, metrics, http.NoBody)
		require.NoError(t, err)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		text, err := io.ReadAll(response.Body)
		require.NoError(t, errors.Join(err, response.Body.Close()))
		return strings.Contains(string(text), "accessgraph_verification_problems 0\n") && strings.Contains(string(text), "accessgraph_verification_timestamp_seconds 1.")
	}, time.Minute, 20*time.Millisecond)
	running.interrupt(t)
	require.Contains(t, running.log.String(), "verified the store")
}
