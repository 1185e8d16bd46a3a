package engine

import (
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
)

// format is the version of the layout that this code writes. A change of layout raises it and adds the step that
// brings a file of the version before to it. It is also raised when programs of the version before must not open the file any
// more, for what they would do to the documents in it: 2 is for stores that record the version of their documents.
const format = 2

// FormatSpace is the space that holds the version of the layout, and no records.
const FormatSpace = "format"

// upgrades holds at i the step from version i+1 to i+2. All steps that a file needs run in one transaction.
var upgrades = []func(*bbolt.Tx) error{sameLayout}

func sameLayout(*bbolt.Tx) error { return nil }

// ErrFormat reports that the file was written by something else, or by a later version.
var ErrFormat = errors.New("the store's file has a format that this version does not know; if a later version made it, run that")

var (
	formatBucket = []byte(FormatSpace)
	formatKey    = []byte("version")
)

// prepare checks the file and its format, and writes it in a new file. An older one stays as it is: until it is migrated, the
// program that made it can go on with it.
func prepare(db *bbolt.DB) error {
	version, err := formatOf(db)
	if err != nil || version != 0 {
		return err
	}
	return raise(db, version)
}

func raise(db *bbolt.DB, version uint32) error {
	return db.Update(func(tx *bbolt.Tx) error { return upgrade(tx, version, upgrades) })
}

func (b *bolt) RaiseFormat() error {
	version, err := formatOf(b.db)
	if err != nil || version == format {
		return err
	}
	return guard(func() error { return raise(b.db, version) })
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
		raw := bucket.Get(formatKey)
		if len(raw) != 4 {
			return fmt.Errorf("%w: its version is unreadable", ErrFormat)
		}
		found = binary.BigEndian.Uint32(raw)
		if found == 0 || found > format {
			return fmt.Errorf("%w: version %d, known up to %d", ErrFormat, found, format)
		}
		return nil
	})
	return found, err
}

// upgrade runs the steps from the version found to the newest that the steps lead to, and records it.
func upgrade(tx *bbolt.Tx, found uint32, steps []func(*bbolt.Tx) error) error {
	target := uint32(len(steps)) + 1
	for version := max(found, 1); found != 0 && version < target; version++ {
		if err := steps[version-1](tx); err != nil {
			return fmt.Errorf("upgrading the store from format %d: %w", version, err)
		}
	}
	bucket, err := tx.CreateBucketIfNotExists(formatBucket)
	if err != nil {
		return fmt.Errorf("recording the store's format: %w", err)
	}
	return bucket.Put(formatKey, binary.BigEndian.AppendUint32(nil, target))
}
