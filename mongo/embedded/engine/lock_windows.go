package engine

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// tryLock takes a lock beside that of bbolt, which on Windows could not be taken twice by the same open file: the byte below the
// last possible one. It reports whether it was free.
func tryLock(file *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	place := &windows.Overlapped{Offset: 1<<32 - 2, OffsetHigh: 1<<32 - 1}
	err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, place)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
