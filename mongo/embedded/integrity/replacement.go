package integrity

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

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
}

// make fills a new file in the folder, has it verified, and gives it the name of the old one, which is left under another name if there
// is one for it. Whenever it ends before that, even with the process, the store is as it was.
func (r *replacement) make(folder string, fill func() error, before string) error {
	old, path := filepath.Join(folder, FileName), filepath.Join(folder, replacementName)
	if err := ignoreAbsent(os.Remove(path)); err != nil {
		return fmt.Errorf("removing an unfinished file: %w", err)
	}
	err := r.into(path, fill)
	if err == nil {
		err = trim(path)
	}
	if err != nil {
		return errors.Join(err, ignoreAbsent(os.Remove(path)))
	}
	if before != "" {
		if err := os.Link(old, before); err != nil { // so that at no time there is no store
			return fmt.Errorf("keeping the store as it was: %w", err)
		}
	}
	if err := os.Rename(path, old); err != nil {
		return fmt.Errorf("naming the new file: %w", err)
	}
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
func trim(path string) error {
	view, err := engine.InspectFile(path, engine.Options{})
	if err != nil {
		return err
	}
	return errors.Join(os.Truncate(path, view.Size()), view.Close())
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
	return errors.Join(finish(view, err), first)
}

func ignoreAbsent(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// stopFirst is what to do about a store that another process has open.
func stopFirst(err error) string {
	if errors.Is(err, engine.ErrInUse) {
		return ": stop the server first"
	}
	return ""
}
