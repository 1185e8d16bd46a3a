package embedded_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/integrity"
	"accessgraph/mongo/storetest"
)

func TestRepairKeepsWhatCanBeReadAndSetsTheRestAside(t *testing.T) {
	folder := brokenStore(t)
	before, err := os.ReadFile(filepath.Join(folder, "accessgraph.db"))
	require.NoError(t, err)
	done, err := integrity.Repair(t.Context(), folder)
	require.NoError(t, err)
	require.Equal(t, 5, done.Documents, "a, c, d, e and the card")
	require.Equal(t, 4, done.Entries)
	require.Equal(t, 2, done.SetAside)
	after, err := os.ReadFile(done.Original)
	require.NoError(t, err)
	require.Equal(t, before, after)

	content, err := os.ReadFile(done.SetAsideFile)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	require.Len(t, lines, 2)
	var first struct {
		Space, Key, Reason string
		Value              []byte
	}
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &first))
	require.Equal(t, "documents\x00test.doors", first.Space)
	require.Equal(t, fmt.Sprintf("%x", key("b")), first.Key)
	require.Equal(t, "the record does not match its checksum", first.Reason)
	require.NotEmpty(t, first.Value)
	require.Contains(t, lines[1], "there is another document with its _id")
	info, err := os.Stat(done.SetAsideFile)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())

	opened := openStore(t, folder, embedded.Options{})
	require.NoError(t, verified(t.Context(), opened.store))
	doors := opened.database.Collection("doors")
	require.Equal(t, []any{"a", "c", "d", "e"}, find(t, doors, d()))
	require.Equal(t, []any{"c", "d"}, find(t, doors, d("n", d("$in", bson.A{2, 3}))))
	require.Equal(t, []any{"card"}, find(t, opened.database.Collection("cards"), d()))
	_, err = integrity.Repair(t.Context(), folder)
	require.ErrorIs(t, err, embedded.ErrInUse)
	require.ErrorContains(t, err, "stop the server first")
}

func TestRepairFindsWhatADamagedPageLedTo(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	createIndex(t, things, d("n", 1))
	for start := range 4 {
		var docs []any
		for at := range 200 {
			docs = append(docs, d("_id", start*200+at, "n", at, "text", strings.Repeat("x", 300)))
		}
		insert(t, things, docs...)
	}
	require.NoError(t, opened.store.Close())
	path := filepath.Join(opened.folder, "accessgraph.db")
	content, err := os.ReadFile(path)
	require.NoError(t, err)
	roots := 0
	for page := content; len(page) >= pageSize; page = page[pageSize:] {
		if page[8] == 0x01 { // every page that leads to others, those of free pages with them
			clear(page[:pageSize])
			roots++
		}
	}
	require.Positive(t, roots)
	require.NoError(t, os.WriteFile(path, content, 0o600))
	_, err = embedded.Open(opened.folder, embedded.Options{})
	require.ErrorIs(t, err, embedded.ErrDamaged)
	done, err := integrity.Repair(t.Context(), opened.folder)
	require.NoError(t, err)
	require.Equal(t, 800, done.Documents)
	require.Zero(t, done.SetAside)
	again := openStore(t, opened.folder, embedded.Options{})
	require.Len(t, find(t, again.database.Collection("things"), d("n", d("$gte", 0))), 800)
}

func TestRepairThatIsBrokenOffLeavesTheStoreAsItWas(t *testing.T) {
	folder := brokenStore(t)
	before, err := os.ReadFile(filepath.Join(folder, "accessgraph.db"))
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = integrity.Repair(ctx, folder)
	require.ErrorIs(t, err, ctx.Err())
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1)
	after, err := os.ReadFile(filepath.Join(folder, "accessgraph.db"))
	require.NoError(t, err)
	require.Equal(t, before, after)
}

func TestRepairOfNoStoreIsRefused(t *testing.T) {
	folder := storetest.Folder(t)
	_, err := integrity.Repair(t.Context(), folder)
	require.ErrorIs(t, err, embedded.ErrAbsent)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "accessgraph.db"), make([]byte, 1<<16), 0o600))
	_, err = integrity.Repair(t.Context(), folder)
	require.ErrorIs(t, err, embedded.ErrDamaged)
	require.ErrorContains(t, err, "import an export into a new folder")
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}
