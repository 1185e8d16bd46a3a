package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

func entriesOf(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestArchiveFile_TakesItsNameWhenItIsWhole(t *testing.T) {
	folder := t.TempDir()
	archive := filepath.Join(folder, "a.archive")
	require.NoError(t, os.WriteFile(archive, []byte("the one before"), 0o644))
	file, err := newArchiveFile(archive)
	require.NoError(t, err)
	information, err := file.file.Stat()
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), information.Mode())
	_, err = file.WriteString("the new one")
	require.NoError(t, err)
	content, err := os.ReadFile(archive)
	require.NoError(t, err)
	require.Equal(t, "the one before", string(content))

	require.NoError(t, file.rename(archive))
	require.NoError(t, file.close())
	content, err = os.ReadFile(archive)
	require.NoError(t, err)
	require.Equal(t, "the new one", string(content))
	require.Equal(t, []string{"a.archive"}, entriesOf(t, folder))
}

// Two exports to one file do not write to the same temporary file.
func TestArchiveFile_IsRemovedUnlessItIsWhole(t *testing.T) {
	folder := t.TempDir()
	archive := filepath.Join(folder, "a.archive")
	first, err := newArchiveFile(archive)
	require.NoError(t, err)
	second, err := newArchiveFile(archive)
	require.NoError(t, err)
	require.Len(t, entriesOf(t, folder), 2)
	require.NoError(t, first.close())
	require.NoError(t, second.close())
	require.Empty(t, entriesOf(t, folder))
}

func TestArchiveFile_OfStandardOutputHasNoName(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	file, err := newArchiveFile(standardOutput)
	require.NoError(t, err)
	require.Empty(t, entriesOf(t, folder), "nothing of it is left if the program is killed")
	_, err = file.WriteString("content")
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, file.copyTo(t.Context(), &out))
	require.Equal(t, "content", out.String())
	require.NoError(t, file.close())
}

func TestArchiveFile_DoesNotWaitForAReaderOnceItIsToldToStop(t *testing.T) {
	file, err := newArchiveFile(standardOutput)
	require.NoError(t, err)
	_, err = file.WriteString("content")
	require.NoError(t, err)
	_, out := io.Pipe() // nobody reads
	ctx, stop := context.WithCancel(t.Context())
	stop()
	require.ErrorIs(t, file.copyTo(ctx, out), context.Canceled)
	require.NoError(t, file.close())
	require.NoError(t, out.Close())
}

func TestArchiveFile_SaysWhereThereIsNoRoom(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "/backups/a.archive.1.unfinished", Err: syscall.ENOSPC}
	err := explainRoom(full.Path, full)
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.ErrorContains(t, err, "/backups has no room for the archive")
	require.ErrorContains(t, err, "TMPDIR")
	other := errors.New("the disk is on fire")
	require.Equal(t, other, explainRoom(full.Path, other))

	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "missing"))
	_, err = newArchiveFile(standardOutput)
	require.ErrorContains(t, err, "in the folder that TMPDIR names")
}
