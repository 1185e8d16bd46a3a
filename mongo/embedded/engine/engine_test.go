package engine_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/mongo/embedded/engine"
)

func open(t *testing.T) engine.Engine {
	t.Helper()
	opened, err := engine.Open(filepath.Join(t.TempDir(), "file"), engine.Options{Create: true, Patience: time.Second})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, opened.Close()) })
	return opened
}

func commit(_ require.TestingT, to engine.Engine, change func(*engine.Batch)) error {
	var batch engine.Batch
	change(&batch)
	return to.Commit(context.Background(), &batch)
}

func get(t *testing.T, from engine.Engine, space, key string) engine.Record {
	t.Helper()
	snapshot, err := from.Snapshot()
	require.NoError(t, err)
	defer snapshot.Close()
	record, err := snapshot.Get(space, []byte(key))
	require.NoError(t, err)
	record.Value = slices.Clone(record.Value)
	return record
}

func TestABatchIsCommittedIfItsExpectationsHold(t *testing.T) {
	opened := open(t)
	put := func(expected uint64, value string) error {
		return commit(t, opened, func(b *engine.Batch) {
			b.Expect("s", []byte("a"), expected)
			b.Put("s", []byte("a"), []byte(value))
			b.Mark("marks", []byte(value))
		})
	}
	require.NoError(t, put(0, "one"))
	require.ErrorIs(t, put(0, "two"), engine.ErrConflict)
	first := get(t, opened, "s", "a")
	require.Equal(t, "one", string(first.Value))
	require.NoError(t, put(first.Version, "three"))
	require.ErrorIs(t, put(first.Version, "four"), engine.ErrConflict)
	require.NoError(t, commit(t, opened, func(b *engine.Batch) { b.Delete("s", []byte("a")) }))
	require.Zero(t, get(t, opened, "s", "a").Version)
	require.NoError(t, commit(t, opened, func(b *engine.Batch) { b.Drop("marks") }))
	require.NoError(t, commit(t, opened, func(b *engine.Batch) { b.Drop("marks") }))
	requireWhole(t, opened)
}

func TestBatchesOfOneGroupDoNotOverwriteEachOther(t *testing.T) {
	opened := open(t)
	key := []byte("counter")
	var racing sync.WaitGroup
	for range 32 {
		racing.Go(func() {
			for done := false; !done; {
				snapshot, err := opened.Snapshot()
				if err != nil {
					return
				}
				record, err := snapshot.Get("s", key)
				count := uint64(1)
				if record.Version != 0 {
					count += binary.BigEndian.Uint64(record.Value)
				}
				snapshot.Close()
				if err != nil {
					return
				}
				done = commit(t, opened, func(b *engine.Batch) {
					b.Expect("s", key, record.Version)
					b.Put("s", key, binary.BigEndian.AppendUint64(nil, count))
				}) == nil
			}
		})
	}
	racing.Wait()
	require.Equal(t, uint64(32), binary.BigEndian.Uint64(get(t, opened, "s", "counter").Value))
}

func TestASnapshotStaysAsItWas(t *testing.T) {
	opened := open(t)
	require.NoError(t, commit(t, opened, func(b *engine.Batch) { b.Put("s", []byte("a"), []byte("old")) }))
	snapshot, err := opened.Snapshot()
	require.NoError(t, err)
	defer snapshot.Close()
	require.NoError(t, commit(t, opened, func(b *engine.Batch) {
		b.Put("s", []byte("a"), []byte("new"))
		b.Put("s", []byte("b"), []byte("new"))
	}))
	record, err := snapshot.Get("s", []byte("a"))
	require.NoError(t, err)
	require.Equal(t, "old", string(record.Value))
	for entry, err := range snapshot.Scan("s", engine.Range{}, false) {
		require.NoError(t, err)
		require.Equal(t, "a", string(entry.Key))
	}
}

func TestAClosedEngineRefuses(t *testing.T) {
	opened, err := engine.Open(filepath.Join(t.TempDir(), "file"), engine.Options{Create: true, Patience: time.Second})
	require.NoError(t, err)
	require.NoError(t, opened.Close())
	require.NoError(t, opened.Close())
	_, err = opened.Snapshot()
	require.ErrorIs(t, err, engine.ErrClosed)
	require.ErrorIs(t, commit(t, opened, func(b *engine.Batch) { b.Mark("s", []byte("a")) }), engine.ErrClosed)
}

func TestTheFileIsTheOwners(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	opened, err := engine.Open(path, engine.Options{Create: true, Patience: time.Second})
	require.NoError(t, err)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode())
	require.NoError(t, opened.Close())
}

// A view is what the snapshot and the batch come to, in both directions and within any range.
func TestAViewMergesSnapshotAndBatch(t *testing.T) {
	opened := open(t)
	space := 0
	rapid.Check(t, func(t *rapid.T) {
		space++
		name := fmt.Sprint("s", space)
		keys := rapid.SliceOfN(rapid.SampledFrom([]byte("abcdef")), 1, 2)
		wanted := map[string]string{}
		require.NoError(t, commit(t, opened, func(b *engine.Batch) {
			for _, key := range rapid.SliceOfN(keys, 0, 8).Draw(t, "stored") {
				b.Put(name, key, key)
				wanted[string(key)] = string(key)
			}
		}))
		snapshot, err := opened.Snapshot()
		require.NoError(t, err)
		defer snapshot.Close()
		var batch engine.Batch
		view := engine.NewView(snapshot, &batch)
		for range rapid.IntRange(0, 6).Draw(t, "changes") {
			key := keys.Draw(t, "changed")
			if rapid.Bool().Draw(t, "deleted") {
				batch.Delete(name, key)
				delete(wanted, string(key))
			} else {
				batch.Put(name, key, []byte("new"))
				wanted[string(key)] = "new"
			}
			compare(t, view, name, wanted)
		}
	})
}

func compare(t *rapid.T, view *engine.View, name string, wanted map[string]string) {
	bounds := engine.Range{Low: rapid.SliceOfN(rapid.SampledFrom([]byte("abcdefg")), 0, 2).Draw(t, "low")}
	if rapid.Bool().Draw(t, "bounded") {
		bounds.High = rapid.SliceOfN(rapid.SampledFrom([]byte("abcdefg")), 0, 2).Draw(t, "high")
	}
	var within []string
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		if key >= string(bounds.Low) && (bounds.High == nil || key < string(bounds.High)) {
			within = append(within, key)
		}
	}
	for _, reverse := range []bool{false, true} {
		var found []string
		for entry, err := range view.Scan(name, bounds, reverse) {
			require.NoError(t, err)
			require.Equal(t, wanted[string(entry.Key)], string(entry.Value))
			found = append(found, string(entry.Key))
		}
		require.Equal(t, within, found)
		slices.Reverse(within)
	}
	for key, value := range wanted {
		record, err := view.Get(name, []byte(key))
		require.NoError(t, err)
		require.Equal(t, value, string(record.Value))
	}
}

// requireWhole asserts that nothing is wrong with the pages of the file.
func requireWhole(t *testing.T, of engine.Engine) {
	t.Helper()
	view, err := of.Inspect()
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	for damage := range view.Structure() {
		require.NoError(t, damage)
	}
}
