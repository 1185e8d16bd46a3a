package engine_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/faulty"
)

func put(to engine.Engine, value string) error {
	var batch engine.Batch
	batch.Put("s", []byte("key"), []byte(value))
	return to.Commit(context.Background(), &batch)
}

func openOn(t *testing.T, disk *faulty.Disk) (engine.Engine, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	opened, err := engine.Open(path, engine.Options{Create: true, Files: disk})
	require.NoError(t, err)
	require.NoError(t, put(opened, "before"))
	return opened, path
}

func requireStopped(t *testing.T, opened engine.Engine) {
	t.Helper()
	<-opened.Failed()
	require.Error(t, opened.Err())
	require.ErrorIs(t, opened.Probe(), engine.ErrStopped)
	require.ErrorIs(t, put(opened, "later"), engine.ErrStopped)
	require.NotErrorIs(t, put(opened, "later"), engine.ErrFailed)
	_, err := opened.Snapshot()
	require.ErrorIs(t, err, engine.ErrStopped)
	_, err = opened.Inspect()
	require.ErrorIs(t, err, engine.ErrStopped)
}

func requireStored(t *testing.T, path, value string) {
	t.Helper()
	opened, err := engine.Open(path, engine.Options{})
	require.NoError(t, err)
	require.Equal(t, value, string(get(t, opened, "s", "key").Value))
	requireWhole(t, opened)
	require.NoError(t, opened.Close())
}

func TestAFailedSyncStopsTheEngine(t *testing.T) {
	disk := faulty.New()
	opened, path := openOn(t, disk)
	require.NoError(t, opened.Probe())
	require.NoError(t, opened.Err())
	require.NoError(t, disk.FailSync())
	err := put(opened, "unknown")
	require.ErrorIs(t, err, engine.ErrFailed)
	require.NotErrorIs(t, err, engine.ErrStopped)
	requireStopped(t, opened)
	require.NoError(t, disk.Heal())
	requireStopped(t, opened)
	require.NoError(t, opened.Close())
	requireStored(t, path, "before")
}

func TestAFullDiskRefusesAndGoesOnWhenThereIsRoom(t *testing.T) {
	disk := faulty.New()
	opened, path := openOn(t, disk)
	for range 3 {
		require.NoError(t, disk.Fill())
		require.ErrorIs(t, put(opened, "no room"), engine.ErrFull)
		require.NoError(t, disk.Heal())
		require.NoError(t, opened.Probe())
		require.Equal(t, "before", string(get(t, opened, "s", "key").Value))
	}
	require.NoError(t, put(opened, "after"))
	require.NoError(t, opened.Close())
	requireStored(t, path, "after")
}

func TestAFileThatIsNotAtItsPathStopsTheEngine(t *testing.T) {
	for name, leave := range map[string]func(path string) error{
		"removed": os.Remove,
		"moved":   func(path string) error { return os.Rename(path, path+"x") },
		"folder removed": func(path string) error {
			return os.RemoveAll(filepath.Dir(path))
		},
		"folder moved": func(path string) error {
			return os.Rename(filepath.Dir(path), filepath.Dir(path)+"x")
		},
		"replaced": func(path string) error {
			return errors.Join(os.WriteFile(path+"x", []byte("something else"), 0o600), os.Rename(path+"x", path))
		},
	} {
		t.Run(name, func(t *testing.T) {
			opened, path := openOn(t, faulty.New())
			require.NoError(t, leave(path))
			require.ErrorIs(t, put(opened, "lost"), engine.ErrStopped)
			require.ErrorIs(t, opened.Err(), engine.ErrReplaced)
			requireStopped(t, opened)
			require.NoError(t, opened.Close())
		})
	}
}

func TestAFileThatLeavesWhileItIsIdleIsNoticedByAProbe(t *testing.T) {
	opened, path := openOn(t, faulty.New())
	require.NoError(t, os.Remove(path))
	require.ErrorIs(t, opened.Probe(), engine.ErrReplaced)
	requireStopped(t, opened)
	require.NoError(t, opened.Close())
}

func TestABatchWhoseContextHasEndedIsNotHandedOver(t *testing.T) {
	opened, path := openOn(t, faulty.New())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var batch engine.Batch
	batch.Put("s", []byte("key"), []byte("late"))
	for range 100 {
		require.ErrorIs(t, opened.Commit(ctx, &batch), context.Canceled)
	}
	require.NoError(t, opened.Close())
	requireStored(t, path, "before")
}

func TestAFileIsOnlyCreatedOnDemandAndNeverFromAPart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	_, err := engine.Open(path, engine.Options{})
	require.ErrorIs(t, err, engine.ErrAbsent)
	require.NoFileExists(t, path)
	for _, size := range []int{0, 1, 4095} {
		require.NoError(t, os.WriteFile(path, make([]byte, size), 0o600))
		for _, create := range []bool{false, true} {
			_, err = engine.Open(path, engine.Options{Create: create})
			require.ErrorIs(t, err, engine.ErrDamaged, size)
		}
		require.NoError(t, os.Remove(path))
	}
}

func TestACreationThatWasCutIsBegunAgain(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "file")
	for at, part := range [][]byte{nil, make([]byte, 100), make([]byte, 1<<14)} {
		require.NoError(t, os.WriteFile(path+".new-"+string(rune('a'+at)), part, 0o600))
	}
	opened, err := engine.Open(path, engine.Options{Create: true})
	require.NoError(t, err)
	require.NoError(t, opened.Close())
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestOneOfManyCreatesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	results := make(chan error)
	opened := make(chan engine.Engine, 8)
	for range 8 {
		go func() {
			one, err := engine.Open(path, engine.Options{Create: true})
			if err == nil {
				opened <- one
			}
			results <- err
		}()
	}
	winners := 0
	for range 8 {
		if err := <-results; err == nil {
			winners++
		} else {
			require.ErrorIs(t, err, engine.ErrInUse)
		}
	}
	require.Equal(t, 1, winners)
	require.NoError(t, (<-opened).Close())
}
