// Package faulty has a disk that fails on demand, to test what the store makes of it. It is for tests only.
package faulty

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"
)

// Disk is an engine.Files whose one file can be made to fail. The descriptor is then led to a device that fails in the same
// way, so that the engine and bbolt run as they are. It is safe for concurrent use.
type Disk struct {
	mu    sync.Mutex
	file  *os.File
	whole int // another descriptor of the file itself
}

// New returns a disk that works.
func New() *Disk { return &Disk{whole: -1} }

// OpenFile implements engine.Files. The file that was opened last is the one that fails.
func (d *Disk) OpenFile(path string, flag int, perm os.FileMode) (*os.File, error) {
	file, err := os.OpenFile(filepath.Clean(path), flag, perm)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.file = file
	return file, nil
}

// Stat implements engine.Files. While the disk fails, the file is still the one at its path.
func (d *Disk) Stat(path string) (os.FileInfo, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.whole >= 0 {
		return d.file.Stat()
	}
	return os.Stat(path)
}

// FailSync makes every write go nowhere and every sync fail.
func (d *Disk) FailSync() error { return d.lead("/dev/null") }

// Fill makes every write fail because there is no room.
func (d *Disk) Fill() error { return d.lead("/dev/full") }

// Heal makes the disk work again.
func (d *Disk) Heal() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.whole < 0 {
		return nil
	}
	whole := d.whole
	d.whole = -1
	if err := unix.Dup2(whole, int(d.file.Fd())); err != nil {
		return fmt.Errorf("leading the descriptor back: %w", err)
	}
	return unix.Close(whole)
}

func (d *Disk) lead(device string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.whole >= 0 {
		return errors.New("the disk fails already")
	}
	whole, err := unix.Dup(int(d.file.Fd()))
	if err != nil {
		return fmt.Errorf("keeping the file: %w", err)
	}
	opened, err := os.OpenFile(filepath.Clean(device), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	d.whole = whole
	if err := unix.Dup2(int(opened.Fd()), int(d.file.Fd())); err != nil {
		return fmt.Errorf("leading the descriptor away: %w", err)
	}
	return opened.Close()
}
