// Package faulty provides a disk that fails on demand, to test how the store reacts. It is for tests only.
package faulty

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"
)

// Disk implements engine.Files. Its file can be made to fail: the file's descriptor is then redirected to a device that fails in
// the same way, so that the engine and bbolt run unchanged. It is safe for concurrent use.
type Disk struct {
	mu    sync.Mutex
	file  *os.File
	saved int // another descriptor of the file, while its own is redirected; else negative
}

// New returns a disk that works.
func New() *Disk { return &Disk{saved: -1} }

// OpenFile implements engine.Files. The file that was target last is the one that fails.
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

// Stat implements engine.Files. While the disk fails, it returns the information of the file, and not of the device.
func (d *Disk) Stat(path string) (os.FileInfo, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.saved >= 0 {
		return d.file.Stat()
	}
	return os.Stat(path)
}

// FailSync makes every sync fail, and discards what is written.
func (d *Disk) FailSync() error { return d.redirect("/dev/null") }

// Fill makes every write fail, as on a full disk.
func (d *Disk) Fill() error { return d.redirect("/dev/full") }

// Heal makes the disk work again.
func (d *Disk) Heal() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.saved < 0 {
		return nil
	}
	saved := d.saved
	d.saved = -1
	if err := unix.Dup2(saved, int(d.file.Fd())); err != nil {
		return fmt.Errorf("restoring the descriptor: %w", err)
	}
	return unix.Close(saved)
}

func (d *Disk) redirect(device string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.saved >= 0 {
		return errors.New("the disk fails already")
	}
	saved, err := unix.Dup(int(d.file.Fd()))
	if err != nil {
		return fmt.Errorf("duplicating the descriptor: %w", err)
	}
	target, err := os.OpenFile(filepath.Clean(device), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	d.saved = saved
	if err := unix.Dup2(int(target.Fd()), int(d.file.Fd())); err != nil {
		return fmt.Errorf("redirecting the descriptor: %w", err)
	}
	return target.Close()
}
