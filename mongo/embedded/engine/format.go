package engine

import (
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
)

// The versions of the layout. A file keeps the one it was made with, so that the program that made it can go on with it, until a
// migration has it opened by later programs only: what they do to its documents, the earlier one would not know.
const (
	firstFormat = 1
	// recordedFormat has the layout of the first, and documents that record their version.
	recordedFormat = 2
	// denseFormat has packed keys, and spaces that end with two empty entries: see form.
	denseFormat = 3
)

// FormatSpace is the space that holds the version of the layout, and no records.
const FormatSpace = "format"

// ErrFormat reports that the file was written by something else, or by a later version.
var ErrFormat = errors.New("the store's file has a format that this version does not know; if a later version made it, run that")

var (
	formatBucket = []byte(FormatSpace)
	formatKey    = []byte("version")
)

// prepare checks the file and its format, and writes it in a new file.
func prepare(db *bbolt.DB) (form, error) {
	version, err := formatOf(db)
	if err == nil && version == 0 {
		version, err = denseFormat, raise(db, denseFormat)
	}
	return form{dense: version >= denseFormat}, err
}

// raise records a version.
func raise(db *bbolt.DB, version uint32) error {
	return db.Update(func(tx *bbolt.Tx) error {
		bucket, err := tx.CreateBucketIfNotExists(formatBucket)
		if err != nil {
			return fmt.Errorf("recording the store's format: %w", err)
		}
		return bucket.Put(formatKey, binary.BigEndian.AppendUint32(nil, version))
	})
}

func (b *bolt) RaiseFormat() error {
	version, err := formatOf(b.db)
	if err != nil || version >= recordedFormat {
		return err
	}
	return guard(func() error { return raise(b.db, recordedFormat) })
}

// formatOf returns the version in the file, 0 for a new file.
func formatOf(db *bbolt.DB) (found uint32, err error) {
	err = db.View(func(tx *bbolt.Tx) error {
		bucket := tx.Bucket(formatBucket)
		if bucket == nil {
			if name, _ := tx.Cursor().First(); name != nil {
				return fmt.Errorf("%w: it carries no version", ErrFormat)
			}
			return nil
		}
		found, err = parseFormat(bucket.Get(formatKey))
		return err
	})
	return found, err
}

func parseFormat(raw []byte) (uint32, error) {
	if len(raw) != 4 {
		return 0, fmt.Errorf("%w: its version is unreadable", ErrFormat)
	}
	version := binary.BigEndian.Uint32(raw)
	if version < firstFormat || version > denseFormat {
		return 0, fmt.Errorf("%w: version %d, known up to %d", ErrFormat, version, denseFormat)
	}
	return version, nil
}
