package integrity

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/query"
)

const (
	// anyCommit is above the number of every commit: a document that matches its checksum is worth having, whatever its number.
	anyCommit  = ^uint64(0)
	timeFormat = "20060102T150405.000Z"
)

// Repaired is what a repair did.
type Repaired struct {
	// Documents are those of the repaired store, and Entries those of its indexes.
	Documents, Entries int
	// SetAside is how many records could not be read, and SetAsideFile the file that they are in, a JSON object on each line
	// with the space, the key in hexadecimal, the bytes in base64 and the reason; empty when there are none.
	SetAside     int
	SetAsideFile string
	// Problems were found in the store as it was.
	Problems []Problem
	// Original is the file as it was before, under its new name. It may be removed once the store is known to be in order.
	Original string
}

// Repair makes a store anew from whatever can still be read: its documents are copied into a new file, and their indexes are
// made from them. No process may have the store open. The old file is not changed, and stays under another name; the new one
// takes its place when it is complete, on disk, and verified. Where the repair ends before that, the store is as it was.
//
// The indexes are those of the catalogue. A collection that the catalogue has lost has none: `accessgraph migrate` makes them.
// It needs as much room on the disk as the store has. It fails with ErrInUse, ErrAbsent, and ErrDamaged when nothing of a store
// can be found.
func Repair(ctx context.Context, folder string) (done Repaired, err error) {
	old := filepath.Join(folder, FileName)
	view, err := engine.Salvage(old, engine.Options{})
	if err != nil {
		return done, fmt.Errorf("repairing the store in %s: %w%s", folder, err, repairAdvice(err))
	}
	defer func() { err = errors.Join(err, view.Close()) }()
	now := time.Now().UTC().Format(timeFormat)
	under := &repair{replacement: replacement{context: ctx, view: view}, aside: aside{name: filepath.Join(folder, "set-aside-"+now+".jsonl")}}
	under.done.Original = old + ".before-" + now
	if err := under.make(folder, under.copy, under.done.Original); err != nil {
		return under.done, errors.Join(fmt.Errorf("repairing the store in %s: %w", folder, err), under.aside.discard())
	}
	under.done.SetAside, under.done.SetAsideFile = under.aside.count, under.aside.written()
	return under.done, nil
}

func repairAdvice(err error) string {
	switch {
	case errors.Is(err, engine.ErrAbsent):
		return ": " + absentAdvice
	case errors.Is(err, engine.ErrDamaged):
		return ": import an export into a new folder"
	default:
		return stopFirst(err)
	}
}

// repair is one on its way.
type repair struct {
	replacement
	aside aside
	done  Repaired
}

// copy puts everything that can be read into the new file.
func (r *repair) copy() error {
	verification := newVerification(r.context, r.view, func(problem Problem) { r.done.Problems = append(r.done.Problems, problem) })
	collections := verification.Frame()
	for _, of := range collections {
		if err := r.collection(of); err != nil {
			return fmt.Errorf("copying %s: %w", of.Namespace, err)
		}
	}
	if err := r.orphans(collections); err != nil {
		return err
	}
	for _, of := range collections {
		for at := range of.Indexes {
			of.Indexes[at].Ready = true
		}
		of.Save(&r.batch, of.Indexes)
	}
	return errors.Join(r.flush(), r.aside.finish())
}

func (r *repair) collection(of *query.Collection) error {
	for at := range of.Indexes {
		of.Indexes[at].Arrays = 0
	}
	var elsewhere []engine.Entry // documents under another key than their own
	for entry, err := range r.view.Scan(of.Documents, nil) {
		if err := r.context.Err(); err != nil {
			return err
		}
		if entry.Key == nil {
			continue // whatever is below a page that cannot be read may be an orphan
		}
		if err == nil {
			err = query.CheckDocument(entry, anyCommit)
		}
		if err != nil {
			err = r.setAside(of.Documents, entry, err)
		} else if id, bad := query.IDKey(document.Field(entry.Value, "_id")); bad == nil && string(id) != string(entry.Key) {
			elsewhere = append(elsewhere, engine.Entry{Key: id, Record: entry.Record})
		} else {
			err = r.document(of, entry)
		}
		if err != nil {
			return err
		}
	}
	return r.late(of, elsewhere)
}

// late adds documents unless their _id is taken.
func (r *repair) late(of *query.Collection, entries []engine.Entry) error {
	for _, entry := range entries {
		if err := r.flush(); err != nil {
			return err
		}
		taken, err := r.has(of.Documents, entry.Key)
		if err == nil && taken {
			err = r.setAside(of.Documents, entry, errors.New("there is another document with its _id"))
		} else if err == nil {
			err = r.document(of, entry)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *repair) has(space string, key []byte) (bool, error) {
	snapshot, err := r.target.Snapshot()
	if err != nil {
		return false, err
	}
	defer snapshot.Close()
	record, err := snapshot.Get(space, key)
	return record.Version != 0, err
}

// document adds a document with its entries; one that an index does not take is set aside.
func (r *repair) document(of *query.Collection, entry engine.Entry) error {
	all := make([][][]byte, len(of.Indexes))
	for at := range of.Indexes {
		keys, arrays, err := of.Indexes[at].Entries(entry.Value, entry.Key)
		if err != nil {
			return r.setAside(of.Documents, entry, err)
		}
		all[at] = keys
		of.Indexes[at].Arrays |= arrays
	}
	for at, keys := range all {
		for _, key := range keys {
			r.batch.Mark(of.Indexes[at].Space, key)
			r.done.Entries++
		}
	}
	r.done.Documents++
	return r.put(of.Documents, entry.Key, entry.Value)
}

// orphans adds the documents that nothing leads to, where it is known of which collection they are.
func (r *repair) orphans(collections []*query.Collection) error {
	bySpace := map[string]*query.Collection{}
	for _, of := range collections {
		bySpace[of.Documents] = of
	}
	isOfRecords := func(space string) bool {
		_, index := query.PlaceOf(space)
		return index == ""
	}
	for orphan, err := range r.view.Orphans(isOfRecords) {
		if err == nil {
			err = query.CheckDocument(orphan.Entry, anyCommit)
		}
		of := bySpace[orphan.Space]
		if err == nil && of == nil {
			err = errors.New("it is not known which collection it is of")
		}
		if err == nil {
			if id, bad := query.IDKey(document.Field(orphan.Value, "_id")); bad != nil || string(id) != string(orphan.Key) {
				err = errors.New("it is not under the key of its _id")
			}
		}
		if err != nil {
			err = r.setAside(orphan.Space, orphan.Entry, err)
		} else {
			err = r.late(of, []engine.Entry{orphan.Entry})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *repair) put(space string, key, value []byte) error {
	r.batch.Put(space, key, value)
	return r.full()
}
