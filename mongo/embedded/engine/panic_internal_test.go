package engine

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// A batch that no code can make stands for what nobody has thought of.
func TestAPanicOfTheWriterStopsTheEngine(t *testing.T) {
	opened, err := Open(filepath.Join(t.TempDir(), "file"), Options{Create: true})
	require.NoError(t, err)
	var broken Batch
	broken.Put("s", []byte("key"), []byte("value"))
	broken.spaces["s"] = nil
	err = opened.Commit(context.Background(), &broken)
	require.ErrorIs(t, err, ErrStopped, "nothing was written yet")
	require.ErrorContains(t, opened.Err(), "panic")
	<-opened.Failed()
	var next Batch
	next.Put("s", []byte("key"), []byte("value"))
	require.ErrorIs(t, opened.Commit(context.Background(), &next), ErrStopped)
	require.NoError(t, opened.Close())
	again, err := Open(filepath.Join(t.TempDir(), "file"), Options{Create: true})
	require.NoError(t, err)
	require.NoError(t, again.Close())
}
