//go:build unix

package engine

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock that bbolt takes, so that bbolt finds it held by the same open file. It reports whether it was free.
func tryLock(file *os.File) (bool, error) {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}
