package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

const (
	// newSuffix is in the name of a file that is being created.
	newSuffix = ".new-"
	// lockPause is how long it takes until a lock is tried again.
	lockPause = 10 * time.Millisecond
	// pageSize is that of new files, whatever the system's. Larger pages are more to take apart and to write at each commit
	// (docs/decisions/43-pages.md).
	pageSize = 4 << 10
	// headerPages is how many pages every file has: two headers, the list of free pages and a root.
	headerPages = 4
)

// system is the operating system's Files.
type system struct{}

func (system) OpenFile(path string, flag int, perm os.FileMode) (*os.File, error) {
	return os.OpenFile(path, flag, perm)
}

func (system) Stat(path string) (os.FileInfo, error) { return os.Stat(path) }

// openLocked opens a file that exists and takes its lock. It fails with ErrAbsent, ErrInUse, or with ErrDamaged when the file
// is shorter than any store.
func openLocked(path string, options Options) (*os.File, error) {
	file, err := options.Files.OpenFile(path, os.O_RDWR, 0o600)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrAbsent
	}
	if err != nil {
		return nil, err
	}
	if err = lock(file, options.Patience); err == nil {
		err = checkLength(file)
	}
	if err == nil && !isAt(file, path, options.Files) {
		err = ErrInUse // it was replaced meanwhile, as by a repair
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// lock takes the lock of the store's file, and tries again until patience ends.
func lock(file *os.File, patience time.Duration) error {
	deadline := time.Now().Add(patience)
	for {
		isFree, err := tryLock(file)
		if err != nil {
			return fmt.Errorf("locking the store's file: %w", err)
		}
		if isFree {
			return nil
		}
		if time.Now().After(deadline) {
			return ErrInUse
		}
		<-time.After(lockPause)
	}
}

func checkLength(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if shortest := int64(headerPages * minPageSize); info.Size() < shortest {
		return fmt.Errorf("%w: it has %d bytes, and a store at least %d", ErrDamaged, info.Size(), shortest)
	}
	return nil
}

// isAt reports whether a path still leads to an open file.
func isAt(file *os.File, path string, files Files) bool {
	own, err := file.Stat()
	if err != nil {
		return false
	}
	info, err := files.Stat(path)
	return err == nil && os.SameFile(own, info)
}

// create makes a new file under another name and gives it its own when it is whole and on disk, so that whenever the process
// dies there is either no file or a whole one. A file that is there already stays.
func create(path string) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+newSuffix)
	if err != nil {
		return err
	}
	name := file.Name()
	defer func() { err = errors.Join(err, ignoreAbsent(os.Remove(name))) }()
	if err := file.Close(); err != nil {
		return err
	}
	db, err := bbolt.Open(name, 0o600, &bbolt.Options{PageSize: pageSize})
	if err != nil {
		return err
	}
	_, err = prepare(db)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	// Whoever was faster has given its file the name, and removes this one once it has the lock.
	if err := os.Link(name, path); err != nil && !errors.Is(err, os.ErrExist) && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// removeUnfinished removes what processes left that died while they created the file. The caller has the lock on it.
func removeUnfinished(path string) error {
	names, err := filepath.Glob(path + newSuffix + "*")
	for _, name := range names {
		err = errors.Join(err, ignoreAbsent(os.Remove(name)))
	}
	return err
}

func ignoreAbsent(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
