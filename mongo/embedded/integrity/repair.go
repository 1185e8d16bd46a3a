package integrity

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
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
	defer func() { err = advise(during("repairing", folder, err), importAdvice) }()
	old := filepath.Join(folder, FileName)
	view, err := engine.Salvage(old, engine.Options{})
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, view.Close()) }()
	aside, err := os.OpenFile(filepath.Join(folder, unfinishedAside), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return done, fmt.Errorf("creating the file of what is set aside: %w", err)
	}
	under := &repair{replacement: replacement{context: ctx, view: view}, aside: aside, collections: map[string]*query.Collection{}}
	defer func() { err = errors.Join(err, under.tidy(err)) }()
	now := time.Now().UTC().Format(timeFormat)
	under.done.Original = old + ".before-" + now
	err = under.make(folder, func() error {
		if err := under.copy(); err != nil {
			return err
		}
		return under.keepAside(filepath.Join(folder, "set-aside-"+now+".jsonl"))
	}, under.done.Original)
	return under.done, err
}

// repair is one on its way.
type repair struct {
	replacement
	aside       *os.File
	collections map[string]*query.Collection // by the space of their documents
	done        Repaired
}

// copy puts everything that can be read into the new file: first the documents that are in their places, so that none of the
// others takes one.
func (r *repair) copy() error {
	verification := newVerification(r.context, r.view, func(problem Problem) { r.done.Problems = append(r.done.Problems, problem) })
	listed := verification.Frame()
	for _, of := range listed {
		r.collections[of.Documents] = of
		for at := range of.Indexes {
			of.Indexes[at].Ready, of.Indexes[at].Arrays = true, 0
		}
	}
	var misplaced []engine.Orphan
	for _, of := range listed {
		for entry, err := range r.view.Scan(of.Documents, nil) {
			if entry.Key == nil {
				continue // whatever is below a page that cannot be read may be an orphan
			}
			id, err := ownKey(entry, err)
			if err == nil && !bytes.Equal(id, entry.Key) {
				misplaced = append(misplaced, engine.Orphan{Space: of.Documents, Entry: entry})
				continue
			}
			if err := r.add(of.Documents, entry, id, err); err != nil {
				return err
			}
		}
	}
	for _, document := range misplaced {
		if err := r.place(document, nil); err != nil {
			return err
		}
	}
	for orphan, err := range r.view.Orphans(isOfRecords) {
		if err := r.place(orphan, err); err != nil {
			return err
		}
	}
	for _, of := range listed {
		of.Save(&r.batch, of.Indexes)
	}
	return r.flush()
}

func isOfRecords(space string) bool {
	_, index := query.PlaceOf(space)
	return index == ""
}

// ownKey returns the key of a document's _id. It fails when the record is no document that a store holds.
func ownKey(entry engine.Entry, err error) ([]byte, error) {
	if err == nil {
		err = query.CheckDocument(entry, anyCommit)
	}
	if err != nil {
		return nil, err
	}
	return query.IDKey(document.Field(entry.Value, "_id"))
}

// place adds a document that is not in its place, unless its _id is taken.
func (r *repair) place(misplaced engine.Orphan, err error) error {
	id, err := ownKey(misplaced.Entry, err)
	if err == nil && r.collections[misplaced.Space] != nil {
		isTaken, err := r.has(misplaced.Space, id)
		if err != nil {
			return err
		}
		if isTaken {
			return r.setAside(misplaced.Space, misplaced.Entry, errors.New("there is another document with its _id"))
		}
	}
	return r.add(misplaced.Space, misplaced.Entry, id, err)
}

func (r *repair) has(space string, key []byte) (bool, error) {
	if err := r.flush(); err != nil {
		return false, err
	}
	snapshot, err := r.target.Snapshot()
	if err != nil {
		return false, err
	}
	defer snapshot.Close()
	record, err := snapshot.Get(space, key)
	return record.Version != 0, err
}

// add adds a document with its entries under the key of its _id. What cannot be read, is of no collection, or is not taken by
// one of the indexes, is set aside.
func (r *repair) add(space string, entry engine.Entry, id []byte, err error) error {
	if err := r.context.Err(); err != nil {
		return err
	}
	of := r.collections[space]
	if err == nil && of == nil {
		err = errors.New("it is not known which collection it is of")
	}
	if err != nil {
		return r.setAside(space, entry, err)
	}
	all := make([][][]byte, len(of.Indexes))
	for at := range of.Indexes {
		keys, arrays, err := of.Indexes[at].Entries(entry.Value, id)
		if err != nil {
			return r.setAside(space, entry, err)
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
	r.batch.Put(space, id, entry.Value)
	return r.full()
}
