package engine

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"iter"
	"os"
	"time"

	"go.etcd.io/bbolt"
)

// stampSize is what a record carries before its value: the version of its commit (8 bytes) and a checksum (4 bytes).
const stampSize = 12

// snapshot is a read transaction. It remembers the spaces it has opened, since bbolt does not. It is not safe for
// concurrent use.
type snapshot struct {
	tx     *bbolt.Tx
	file   *os.File
	form   form
	until  time.Time // after which nothing is read
	steps  int       // records that were read
	keys   []byte    // room for keys that were read
	sought [96]byte  // room for the key that is looked for
	opened []space
	room   [4]space // for the first ones that are opened
}

// space is a bucket, with a cursor for looking single keys up.
type space struct {
	name   string
	bucket *bbolt.Bucket
	lookup *bbolt.Cursor
}

func (s *snapshot) Close() { _ = s.tx.Rollback() } // of a read transaction: fails only when closed before

// Inspection implements Snapshot.
func (s *snapshot) Inspection() *Inspection {
	size := s.tx.DB().Info().PageSize
	return &Inspection{
		form: s.form, image: image{s.file, s.until, header{
			pageSize: uint32(size), root: pageID(s.tx.Cursor().Bucket().Root()), freelist: noFreelist,
			pages: pageID(s.tx.Size() / int64(size)), commit: uint64(s.tx.ID()),
		}},
		close: func() error { return nil },
	}
}

// checkAge fails with ErrTooOld when the snapshot's life is over.
func (s *snapshot) checkAge() error {
	if time.Now().After(s.until) {
		return ErrTooOld
	}
	return nil
}

// ageSteps is after how many records a snapshot looks at the time again, which takes as long as half of a record.
const ageSteps = 256

// step counts a record that is read.
func (s *snapshot) step() (err error) {
	if s.steps%ageSteps == 0 {
		err = s.checkAge()
	}
	s.steps++
	return err
}

// open returns a space, nil when it is not there.
func (s *snapshot) open(name string) *space {
	for at := range s.opened {
		if s.opened[at].name == name {
			return &s.opened[at]
		}
	}
	bucket := s.tx.Bucket([]byte(name))
	if bucket == nil {
		return nil
	}
	s.opened = append(s.opened, space{name, bucket, bucket.Cursor()})
	return &s.opened[len(s.opened)-1]
}

func (s *snapshot) Get(name string, key []byte) (Record, error) {
	if err := s.step(); err != nil {
		return Record{}, err
	}
	in := s.open(name)
	if in == nil {
		return Record{}, nil
	}
	sought := s.form.pack(s.sought[:0], key)
	at, raw := in.lookup.Seek(sought)
	if !bytes.Equal(at, sought) {
		return Record{}, nil
	}
	return unstamp(name, raw)
}

func (s *snapshot) Scan(name string, bounds Range, reverse bool) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if err := s.checkAge(); err != nil {
			yield(Entry{}, err)
			return
		}
		in := s.open(name)
		if in == nil {
			return
		}
		cursor := in.bucket.Cursor()
		step := cursor.Next
		if reverse {
			step = cursor.Prev
		}
		within, shared := s.form.packRange(bounds), s.form.beginning(bounds)
		var last []byte
		for packed, raw := start(cursor, within, reverse); within.holds(packed, reverse); packed, raw = step() {
			entry, err := s.entry(name, packed, raw, shared)
			if outOfOrder(last, packed, within, reverse) { // whoever goes on from the last key would never come to an end
				err = fmt.Errorf("%w: the keys of %q are out of order", ErrDamaged, name)
			}
			last = packed
			if !yield(entry, err) || err != nil {
				return
			}
		}
	}
}

// holds reports whether a scan goes on with a key; nil is the end.
func (r Range) holds(key []byte, reverse bool) bool {
	if key == nil || reverse {
		return key != nil && bytes.Compare(key, r.Low) >= 0
	}
	return r.High == nil || bytes.Compare(key, r.High) < 0
}

// entry returns an entry as it was put.
func (s *snapshot) entry(space string, packed, raw []byte, shared beginning) (entry Entry, err error) {
	if err = s.step(); err == nil {
		entry.Record, err = unstamp(space, raw)
	}
	if err == nil {
		entry.Key, err = s.key(packed, shared)
	}
	return entry, err
}

// keyRoom is how much room for keys is made at a time.
const keyRoom = 4096

// key returns a key of the file as it was put.
func (s *snapshot) key(packed []byte, shared beginning) (key []byte, err error) {
	if s.form.dense && cap(s.keys)-len(s.keys) < 2*len(packed) {
		s.keys = make([]byte, 0, keyRoom)
	}
	s.keys, key, err = s.form.unpack(s.keys, packed, shared)
	return key, err
}

// outOfOrder reports whether a key does not follow the last one, or the beginning of its range.
func outOfOrder(last, key []byte, bounds Range, reverse bool) bool {
	switch {
	case reverse && last == nil:
		return bounds.High != nil && bytes.Compare(key, bounds.High) >= 0
	case reverse:
		return bytes.Compare(key, last) >= 0
	case last == nil:
		return bytes.Compare(key, bounds.Low) < 0
	default:
		return bytes.Compare(key, last) <= 0
	}
}

func start(cursor *bbolt.Cursor, bounds Range, reverse bool) (key, raw []byte) {
	if !reverse {
		return cursor.Seek(bounds.Low)
	}
	if bounds.High == nil {
		return cursor.Last()
	}
	if key, _ := cursor.Seek(bounds.High); key == nil {
		return cursor.Last()
	}
	return cursor.Prev()
}

func read(tx *bbolt.Tx, space string, packed []byte) (Record, error) {
	bucket := tx.Bucket([]byte(space))
	if bucket == nil {
		return Record{}, nil
	}
	return unstamp(space, bucket.Get(packed))
}

func stamp(version uint64, value []byte) []byte {
	raw := make([]byte, 0, stampSize+len(value))
	raw = binary.BigEndian.AppendUint64(raw, version)
	raw = binary.BigEndian.AppendUint32(raw, checksum(value))
	return append(raw, value...)
}

// unstamp takes a record apart and checks it. A mark, and a key that is absent, give the empty record.
func unstamp(space string, raw []byte) (Record, error) {
	if len(raw) == 0 {
		return Record{}, nil
	}
	if len(raw) < stampSize {
		return Record{}, fmt.Errorf("%w: a record of %q is cut short", ErrDamaged, space)
	}
	value := raw[stampSize:]
	if binary.BigEndian.Uint32(raw[8:]) != checksum(value) {
		return Record{}, fmt.Errorf("%w: a record of %q does not match its checksum", ErrDamaged, space)
	}
	return Record{Value: value, Version: binary.BigEndian.Uint64(raw)}, nil
}

func checksum(value []byte) uint32 {
	return crc32.Checksum(value, crc32.MakeTable(crc32.Castagnoli))
}
