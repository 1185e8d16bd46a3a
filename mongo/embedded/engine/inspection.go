package engine

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"os"
	"time"

	"go.etcd.io/bbolt"
)

// Inspection is a view of one commit that reads past what is damaged. It reads the pages themselves, and so is slower than a
// Snapshot. It is not safe for concurrent use.
type Inspection struct {
	image  image
	form   form
	before []*DamageError // seen when the file was opened
	close  func() error
}

// headerDamage is what is told of a file one of whose two headers is not whole.
func headerDamage() *DamageError {
	return &DamageError{What: "one of the two headers is not valid: the last commit before the file was opened may be lost"}
}

// InspectFile opens the last commit of a file that no process has open, however damaged it is. It fails when it is in use, and
// with ErrAbsent, and with ErrDamaged when neither header says where anything is.
func InspectFile(path string, options Options) (*Inspection, error) {
	if options.Files == nil {
		options.Files = system{}
	}
	file, err := openLocked(path, options)
	if err != nil {
		return nil, err
	}
	view, err := inspectionOf(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, file.Close())
	}
	view.close = file.Close
	return view, nil
}

// inspectionOf returns the last commit of a file.
func inspectionOf(file *os.File) (*Inspection, error) {
	headers := readHeaders(file)
	if len(headers) == 0 {
		return nil, fmt.Errorf("%w: neither of its headers is valid", ErrDamaged)
	}
	view := &Inspection{image: image{file: file, header: headers[0]}, close: func() error { return nil }}
	if len(headers) == 1 {
		view.before = append(view.before, headerDamage())
	} else if headers[1].commit > headers[0].commit {
		view.image.header = headers[1]
	}
	if err := view.image.checkLength(file); err != nil {
		view.before = append(view.before, &DamageError{What: err.Error()})
	}
	view.readForm()
	return view, nil
}

// readForm finds out how the file has its keys; as new files have them when it cannot be read.
func (i *Inspection) readForm() {
	i.form = form{}
	dense := true
	for entry, err := range i.Scan(FormatSpace, nil) {
		if entry.Key == nil {
			continue // damage: err says which, and others report it
		}
		if version, unknown := parseFormat(entry.Value); err != nil && unknown == nil { // it is no record
			dense = version >= denseFormat
		}
	}
	i.form.dense = dense
}

// Inspect opens the last commit. Its pages stay as they are as long as a read transaction of bbolt's lasts.
func (b *bolt) Inspect() (*Inspection, error) {
	for {
		tx, err := b.begin()
		if err != nil {
			return nil, err
		}
		for _, candidate := range readHeaders(b.file) {
			if candidate.commit == uint64(tx.ID()) {
				return &Inspection{image: image{b.file, time.Now().Add(b.life), candidate}, form: b.form, before: b.before, close: tx.Rollback}, nil
			}
		}
		newest := tx.ID()
		if err := tx.Rollback(); err != nil {
			return nil, err
		}
		if headers := readHeaders(b.file); len(headers) == 0 || max(headers[0].commit, headers[len(headers)-1].commit) <= uint64(newest) {
			return nil, fmt.Errorf("%w: its headers changed while it was open", ErrDamaged)
		} // else two commits were made in between
	}
}

// begin opens a read transaction.
func (b *bolt) begin() (*bbolt.Tx, error) {
	if err := b.stopped(); err != nil {
		return nil, err
	}
	return beginReading(b.db)
}

// Close ends the inspection. It fails with ErrTooOld when the life of what was read was over before: what was found is worth nothing.
func (i *Inspection) Close() error {
	if i.image.isOver() {
		return errors.Join(ErrTooOld, i.close())
	}
	return i.close()
}

// Size is how many bytes of the file are used: what is behind them was only set aside to be written to.
func (i *Inspection) Size() int64 { return int64(i.image.pages) * int64(i.image.pageSize) }

// Commit returns the number of the commit.
func (i *Inspection) Commit() uint64 { return i.image.commit }

// Structure reads every page and yields what is wrong with them.
func (i *Inspection) Structure() iter.Seq[*DamageError] { return i.structure(false) }

func (i *Inspection) structure(shallow bool) iter.Seq[*DamageError] {
	return func(yield func(*DamageError) bool) {
		for _, damage := range i.before {
			if !yield(damage) {
				return
			}
		}
		all := newWalk(&i.image)
		all.shallow = shallow
		all.damage = func(damage *DamageError) error {
			if !yield(damage) {
				return errEnough
			}
			return nil
		}
		_ = all.structure() // whatever is wrong was yielded
	}
}

// Spaces returns the names of the spaces, as far as they can be read.
func (i *Inspection) Spaces() []string {
	var names []string
	all := newWalk(&i.image)
	all.damage = func(*DamageError) error { return nil }
	_ = all.spaces(func(entry element) error { // nothing ends it
		if entry.flags == bucketFlag {
			names = append(names, string(entry.key))
		}
		return nil
	})
	return names
}

// Scan yields the entries of a space in the order of their keys, from a key on. Where it meets damage it yields a *DamageError and goes on; a
// record that does not match its checksum comes with its key and its bytes.
func (i *Inspection) Scan(space string, from []byte) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		through := newWalk(&i.image)
		through.damage = func(damage *DamageError) error {
			if damage.Space == "" { // of another space
				return nil
			}
			if !yield(Entry{}, damage) {
				return errEnough
			}
			return nil
		}
		inner := *through
		inner.from = i.form.packRange(Range{Low: from}).Low
		inner.entry = func(found element) error {
			if bytes.Compare(found.key, inner.from) < 0 || i.form.isEnd(found.key) {
				return nil
			}
			if !yield(i.entry(space, found)) {
				return errEnough
			}
			return nil
		}
		_ = through.spaces(func(entry element) error { // whatever is wrong was yielded
			if string(entry.key) != space {
				return nil
			}
			return inner.bucket(entry)
		})
	}
}

// entry returns an entry of a leaf as it was put, or else as it is and what is wrong with it.
func (i *Inspection) entry(space string, found element) (Entry, error) {
	raw := Entry{Key: found.key, Record: Record{Value: found.value}}
	_, key, err := i.form.unpack(nil, found.key, beginning{})
	if err != nil {
		return raw, &DamageError{Space: space, What: "the key is malformed"}
	}
	raw.Key = key
	record, err := unstamp(space, found.value)
	if err != nil || found.flags == bucketFlag {
		return raw, &DamageError{Space: space, What: "the record does not match its checksum"}
	}
	return Entry{key, record}, nil
}
