package integrity

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"accessgraph/mongo/embedded/engine"
)

// Compacted is what a compaction did: the size of the store's file, in bytes, before and after.
type Compacted struct{ Before, After int64 }

// Compact writes a store anew in the order of its keys, without free pages and with the layout of new files, and verifies it. The new file then
// takes the place of the old one, which is removed. No process may have the store open. Where it ends before that, the store is as
// it was. It needs as much room on the disk as what the store holds, and fails with ErrFull when there is less, with ErrInUse,
// ErrAbsent, and with ErrDamaged when the store is not in order: Repair is for that.
func Compact(ctx context.Context, folder string) (done Compacted, err error) {
	defer func() { err = Advise(during("compacting", folder, err)) }()
	path := filepath.Join(folder, FileName)
	view, err := engine.InspectFile(path, engine.Options{})
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, view.Close()) }()
	before, err := os.Stat(path)
	if err != nil {
		return done, err
	}
	copying := &replacement{context: ctx, view: view}
	err = copying.make(folder, copying.copy, "")
	return Compacted{Before: before.Size(), After: copying.size}, err
}

// copy puts all entries into the new file. It fails with the first damage.
func (r *replacement) copy() error {
	for damage := range r.view.Structure() {
		return fmt.Errorf("%w: %w", engine.ErrDamaged, damage)
	}
	for _, space := range r.view.Spaces() {
		if space == engine.FormatSpace {
			continue
		}
		for entry, err := range r.view.Scan(space, nil) {
			if err := errors.Join(err, r.context.Err()); err != nil {
				return err
			}
			if entry.Version == 0 {
				r.batch.Mark(space, entry.Key)
			} else {
				r.batch.Put(space, entry.Key, entry.Value)
			}
			if err := r.full(); err != nil {
				return err
			}
		}
		if err := r.flush(); err != nil {
			return err
		}
	}
	return nil
}
