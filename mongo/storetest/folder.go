// Package storetest has folders for the stores of tests.
package storetest

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// Folder returns an empty folder with a short path, since the path of a socket must be short. It is in memory if the system
// has room there: a sync then costs nothing, and what a killed process has written is there as on a disk. It is removed when
// the test ends.
func Folder(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp(memory(), "ag")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(folder)) })
	return folder
}

// memory returns Linux's folder in memory. It returns an empty path, which stands for the folder of temporary files, if there
// is none or it has less than 1 GB free.
func memory() string {
	const folder, room = "/dev/shm", 1 << 30
	var status syscall.Statfs_t
	if err := syscall.Statfs(folder, &status); err != nil || float64(status.Bavail)*float64(status.Bsize) < room {
		return ""
	}
	return folder
}
