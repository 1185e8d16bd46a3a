package embedded_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/integrity"
	"accessgraph/mongo/storetest"
)

// sparseStore returns the folder of a store most of whose documents are gone.
func sparseStore(t *testing.T) string {
	opened := newStore(t)
	things := opened.database.Collection("things")
	createIndex(t, things, d("n", 1))
	var docs []any
	for at := range 1000 {
		docs = append(docs, d("_id", at, "n", -at, "text", strings.Repeat("x", 300)))
	}
	insert(t, things, docs...)
	for at := range 1000 {
		if at%10 > 0 && at < 900 {
			require.NoError(t, only(things.DeleteOne(t.Context(), d("_id", at))))
		}
	}
	require.NoError(t, opened.store.Close())
	return opened.folder
}

// content returns what the store in a folder holds, read by its index and in order of _id.
func content(t *testing.T, folder string) [][]any {
	t.Helper()
	opened := openStore(t, folder, embedded.Options{})
	things := opened.database.Collection("things")
	all := [][]any{find(t, things, d()), find(t, things, d("n", d("$lte", 0)))}
	require.NoError(t, verified(t.Context(), opened.store))
	require.NoError(t, opened.store.Close())
	return all
}

func storeFile(folder string) string { return filepath.Join(folder, "accessgraph.db") }

func TestCompactKeepsWhatTheStoreHoldsAndNoAir(t *testing.T) {
	folder := sparseStore(t)
	before := content(t, folder)
	done, err := integrity.Compact(t.Context(), folder)
	require.NoError(t, err)
	require.Equal(t, before, content(t, folder))
	db, err := bbolt.Open(storeFile(folder), 0o600, &bbolt.Options{ReadOnly: true})
	require.NoError(t, err)
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		stats := tx.Bucket([]byte("documents\x00test.things")).Stats()
		require.GreaterOrEqual(t, float64(stats.LeafInuse)/float64(stats.LeafAlloc), 0.85)
		require.LessOrEqual(t, tx.Size(), int64(40*pageSize), "of 190 documents")
		return nil
	}))
	require.NoError(t, db.Close())
	require.Less(t, done.After, done.Before)
	info, err := os.Stat(storeFile(folder))
	require.NoError(t, err)
	require.Equal(t, info.Size(), done.After)
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1, "the file as it was is gone")
}

// olderStore gives a store the layout of before: pages of 4 KB, and keys as they are.
func olderStore(t *testing.T, folder string) {
	t.Helper()
	view, err := engine.InspectFile(storeFile(folder), engine.Options{})
	require.NoError(t, err)
	older, err := bbolt.Open(storeFile(folder)+".older", 0o600, &bbolt.Options{PageSize: 4096})
	require.NoError(t, err)
	require.NoError(t, older.Update(func(tx *bbolt.Tx) error {
		for _, space := range view.Spaces() {
			bucket, err := tx.CreateBucket([]byte(space))
			require.NoError(t, err)
			if space == engine.FormatSpace {
				require.NoError(t, bucket.Put([]byte("version"), []byte{0, 0, 0, 2}))
				continue
			}
			for entry, err := range view.Scan(space, nil) {
				require.NoError(t, err)
				var raw []byte
				if entry.Version > 0 {
					raw = binary.BigEndian.AppendUint64(raw, 1)
					raw = binary.BigEndian.AppendUint32(raw, crc32.Checksum(entry.Value, crc32.MakeTable(crc32.Castagnoli)))
					raw = append(raw, entry.Value...)
				}
				require.NoError(t, bucket.Put(entry.Key, raw))
			}
		}
		return nil
	}))
	require.NoError(t, older.Close())
	require.NoError(t, view.Close())
	require.NoError(t, os.Rename(storeFile(folder)+".older", storeFile(folder)))
}

// formatOf returns the version of the layout of a store, and the size of its pages.
func formatOf(t *testing.T, folder string) (version byte, pageSize int) {
	t.Helper()
	db, err := bbolt.Open(storeFile(folder), 0o600, &bbolt.Options{ReadOnly: true})
	require.NoError(t, err)
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		version = tx.Bucket([]byte("format")).Get([]byte("version"))[3]
		return nil
	}))
	pageSize = db.Info().PageSize
	require.NoError(t, db.Close())
	return version, pageSize
}

func TestAStoreOfBeforeGoesOnAndGetsTheNewLayoutByCompact(t *testing.T) {
	folder := sparseStore(t)
	olderStore(t, folder)
	opened := openStore(t, folder, embedded.Options{})
	insert(t, opened.database.Collection("things"), d("_id", 5000, "n", -5000))
	require.NoError(t, opened.store.RaiseFormat())
	require.NoError(t, opened.store.Close())
	before := content(t, folder)
	version, size := formatOf(t, folder)
	require.Equal(t, []int{2, 4096}, []int{int(version), size}, "it stays as it is")

	_, err := integrity.Compact(t.Context(), folder)
	require.NoError(t, err)
	require.Equal(t, before, content(t, folder))
	version, size = formatOf(t, folder)
	require.Equal(t, []int{3, pageSize}, []int{int(version), size})

	olderStore(t, folder)
	_, err = integrity.Repair(t.Context(), folder)
	require.NoError(t, err)
	require.Equal(t, before, content(t, folder))
	version, _ = formatOf(t, folder)
	require.EqualValues(t, 3, version)
}

func TestCompactIsRefusedWithWhatToDo(t *testing.T) {
	folder := storetest.Folder(t)
	_, err := integrity.Compact(t.Context(), folder)
	require.ErrorIs(t, err, embedded.ErrAbsent)
	require.ErrorContains(t, err, "check the name of the data folder")

	opened := newStore(t)
	_, err = integrity.Compact(t.Context(), opened.folder)
	require.ErrorIs(t, err, embedded.ErrInUse)
	require.ErrorContains(t, err, "stop the server first")

	broken := brokenStore(t)
	file, err := os.ReadFile(storeFile(broken))
	require.NoError(t, err)
	_, err = integrity.Compact(t.Context(), broken)
	require.ErrorIs(t, err, embedded.ErrDamaged)
	require.ErrorContains(t, err, "accessgraph repair")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = integrity.Compact(ctx, sparseStore(t))
	require.ErrorIs(t, err, context.Canceled)
	after, err := os.ReadFile(storeFile(broken))
	require.NoError(t, err)
	require.Equal(t, file, after, "it is left as it was")
	entries, err := os.ReadDir(broken)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestCompactThatIsKilledLeavesAWholeStore(t *testing.T) {
	folder := sparseStore(t)
	before := content(t, folder)
	for kill := range max(3, *crashKills/5) {
		crash(t, "compactor", folder, kill%5, map[string]string{})
		require.Equal(t, before, content(t, folder))
		entries, err := os.ReadDir(folder)
		require.NoError(t, err)
		require.Len(t, entries, 1, "opening removes what was not finished")
	}
}

// compactUntilKilled is the role of a process that compacts a store over and over.
func compactUntilKilled(folder string) error {
	for {
		if _, err := integrity.Compact(context.Background(), folder); err != nil {
			return err
		}
		_, _ = fmt.Fprintln(os.Stdout, "compacted")
	}
}

// replaceWithoutRoom is the role of a process in which no file may become large. It makes the file of a store anew, and checks that the
// error says how much room is needed, and that nothing is left of the attempt.
func replaceWithoutRoom(folder string) error {
	signal.Ignore(syscall.SIGXFSZ)
	before, err := os.ReadFile(storeFile(folder))
	if err != nil {
		return err
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 20, Max: 1 << 20}); err != nil {
		return err
	}
	_, compacting := integrity.Compact(context.Background(), folder)
	_, repairing := integrity.Repair(context.Background(), folder)
	for _, told := range []error{compacting, repairing} {
		if !errors.Is(told, engine.ErrFull) || !strings.Contains(told.Error(), "its new file needs about") {
			return fmt.Errorf("on a full disk: %w", told)
		}
	}
	after, err := os.ReadFile(storeFile(folder))
	if err != nil || !bytes.Equal(before, after) {
		return fmt.Errorf("the store is not as it was: %w", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		return fmt.Errorf("files are left: %v: %w", entries, err)
	}
	return nil
}

func TestAFullDiskLeavesTheStoreAsItWas(t *testing.T) {
	process(t, "narrow", sparseStore(t))
}
