package integrity

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"accessgraph/mongo/embedded/engine"
)

const (
	// replacementName is that of a file that is to take the place of the store's. When its making is broken off, whoever opens the store next
	// removes it: see newSuffix of the engine.
	replacementName = FileName + ".new-whole"
	// replacementBytes is how much is written to it at a time.
	replacementBytes = 4 << 20
)

// replacement is a new file on its way to take the place of the store's.
type replacement struct {
	context context.Context
	view    *engine.Inspection // of the old file, which it keeps locked
	target  engine.Engine
	batch   engine.Batch
	size    int64 // of the new file, in bytes
	inPlace bool  // the new file has taken the place of the old one
}

// make fills a new file in the folder, has it verified, and gives it the name of the old one, which is left under another name if there
// is one for it. Whenever it ends before that, even with the process, the store is as it was.
func (r *replacement) make(folder string, fill func() error, before string) (err error) {
	old, path := filepath.Join(folder, FileName), filepath.Join(folder, replacementName)
	if err := removeIfThere(path); err != nil {
		return fmt.Errorf("removing an unfinished file: %w", err)
	}
	defer func() {
		if err != nil && !r.inPlace {
			err = errors.Join(r.sayRoom(err), removeIfThere(path))
		}
	}()
	if err := r.into(path, fill); err != nil {
		return err
	}
	if err := r.trim(path); err != nil {
		return err
	}
	if before != "" {
		if err := os.Link(old, before); err != nil { // so that at no time there is no store
			return fmt.Errorf("keeping the store as it was: %w", err)
		}
	}
	if err := os.Rename(path, old); err != nil {
		return errors.Join(fmt.Errorf("naming the new file: %w", err), removeIfThere(before))
	}
	r.inPlace = true
	return engine.SyncFolder(folder)
}

func (r *replacement) into(path string, fill func() error) (err error) {
	r.target, err = engine.Open(path, engine.Options{Create: true})
	if err != nil {
		return err
	}
	if err = fill(); err == nil {
		err = r.check()
	}
	return errors.Join(err, r.target.Close())
}

// trim cuts off what a file has beyond what it uses.
func (r *replacement) trim(path string) error {
	view, err := engine.InspectFile(path, engine.Options{})
	if err != nil {
		return err
	}
	r.size = view.Size()
	return errors.Join(os.Truncate(path, r.size), view.Close())
}

// full writes what was batched when it is much.
func (r *replacement) full() error {
	if r.batch.Size() < replacementBytes {
		return nil
	}
	return r.flush()
}

func (r *replacement) flush() error {
	err := r.target.Commit(r.context, &r.batch)
	r.batch = engine.Batch{}
	return err
}

// check verifies the new file.
func (r *replacement) check() error {
	view, err := r.target.Inspect()
	if err != nil {
		return err
	}
	var first error
	err = newVerification(r.context, view, func(problem Problem) {
		if first == nil {
			first = fmt.Errorf("%w: %s", engine.ErrDamaged, problem)
		}
	}).All()
	return errors.Join(err, view.Close(), first)
}

// sayRoom adds to an error of a full disk how much room is needed.
func (r *replacement) sayRoom(err error) error {
	if !errors.Is(err, engine.ErrFull) && !errors.Is(err, syscall.ENOSPC) {
		return err
	}
	return fmt.Errorf("%w; the store is as it was, and its new file needs about %d bytes beside it", err, r.view.Size())
}

func removeIfThere(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
