package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func openForTest(t *testing.T, path string) *bolt {
	t.Helper()
	opened, err := Open(path, Options{Create: true})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, opened.Close()) })
	inside, is := opened.(*bolt)
	require.True(t, is)
	return inside
}

func (b *bolt) commitForTest(t *testing.T, fill func(*Batch)) {
	t.Helper()
	var batch Batch
	fill(&batch)
	require.NoError(t, b.Commit(t.Context(), &batch))
}

// free makes pages free, two at a time, so that they do not become one run.
func (b *bolt) free(t *testing.T, pages int) {
	t.Helper()
	name := func(at int) []byte { return fmt.Appendf(nil, "%08d", at) }
	b.commitForTest(t, func(batch *Batch) {
		for at := range pages {
			batch.Put("large", name(at), make([]byte, pageSize))
		}
	})
	b.commitForTest(t, func(batch *Batch) {
		for at := range pages {
			if at%4 < 2 {
				batch.Delete("large", name(at))
			}
		}
	})
	for range 2 { // so that no page waits for the header before the last to go
		b.commitForTest(t, func(batch *Batch) { batch.Mark("small", []byte("a")) })
	}
}

// written is how many bytes a small commit writes.
func (b *bolt) written(t *testing.T) int64 {
	t.Helper()
	before := b.db.Stats()
	b.commitForTest(t, func(batch *Batch) { batch.Put("small", []byte("a"), []byte("b")) })
	after := b.db.Stats()
	return after.TxStats.GetPageAlloc() - before.TxStats.GetPageAlloc()
}

func TestACommitWritesNoMoreHoweverManyPagesAreFree(t *testing.T) {
	opened := openForTest(t, filepath.Join(t.TempDir(), "file"))
	opened.free(t, listed/4)
	short := opened.written(t)
	for range 3 {
		opened.free(t, 4*listed)
		stats := opened.db.Stats()
		require.Greater(t, stats.FreePageN, listed)
		require.Less(t, opened.written(t), short, "it has no list")
	}
}

func TestAFileWithoutAListOfFreePagesGetsOne(t *testing.T) {
	folder := t.TempDir()
	opened := openForTest(t, filepath.Join(folder, "file"))
	opened.free(t, 4*listed)
	before := opened.db.Stats()
	require.True(t, opened.db.NoFreelistSync)
	content, err := os.ReadFile(filepath.Join(folder, "file"))
	require.NoError(t, err)
	killed := filepath.Join(folder, "killed")
	require.NoError(t, os.WriteFile(killed, content, 0o600))

	view, err := InspectFile(killed, Options{})
	require.NoError(t, err)
	require.Equal(t, noFreelist, view.image.freelist)
	for damage := range view.Structure() {
		require.Fail(t, damage.Error())
	}
	require.NoError(t, view.Close())

	again := openForTest(t, killed)
	after := again.db.Stats()
	require.Equal(t, before.FreePageN+before.PendingPageN, after.FreePageN+int(again.freeListPages(t)))
	again.commitForTest(t, func(batch *Batch) { batch.Mark("small", []byte("b")) })
	require.NoError(t, again.Close())
	view, err = InspectFile(killed, Options{})
	require.NoError(t, err)
	require.NotEqual(t, noFreelist, view.image.freelist, "it is written when the file is closed")
	for damage := range view.Structure() {
		require.Fail(t, damage.Error())
	}
	require.NoError(t, view.Close())
}

// freeListPages is how many pages the list of free pages takes.
func (b *bolt) freeListPages(t *testing.T) pageID {
	t.Helper()
	view, err := b.Inspect()
	require.NoError(t, err)
	list, err := view.image.free()
	require.NoError(t, err)
	require.NoError(t, view.Close())
	return list.overflow + 1
}

func TestASnapshotThatIsTooOldReadsNothing(t *testing.T) {
	opened, err := Open(filepath.Join(t.TempDir(), "file"), Options{Create: true, SnapshotLife: time.Nanosecond})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, opened.Close()) })
	var batch Batch
	batch.Put("space", []byte("key"), []byte("value"))
	require.NoError(t, opened.Commit(t.Context(), &batch))
	snapshot, err := opened.Snapshot()
	require.NoError(t, err)
	defer snapshot.Close()
	_, err = snapshot.Get("space", []byte("key"))
	require.ErrorIs(t, err, ErrTooOld)
	count := 0
	for _, err := range snapshot.Scan("space", Range{}, false) {
		require.ErrorIs(t, err, ErrTooOld)
		count++
	}
	require.Equal(t, 1, count)
	view, err := opened.Inspect()
	require.NoError(t, err)
	require.Empty(t, view.Spaces())
	require.ErrorIs(t, view.Close(), ErrTooOld)
}
