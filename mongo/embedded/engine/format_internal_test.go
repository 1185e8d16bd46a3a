package engine

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"
)

func TestAnOlderFileIsUpgradedStepByStep(t *testing.T) {
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "file"), 0o600, nil)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, db.Close()) })
	var done []string
	step := func(name string) func(*bbolt.Tx) error {
		return func(tx *bbolt.Tx) error {
			done = append(done, name)
			_, err := tx.CreateBucketIfNotExists([]byte(name))
			return err
		}
	}
	run := func(found uint32, steps ...func(*bbolt.Tx) error) error {
		return db.Update(func(tx *bbolt.Tx) error { return upgrade(tx, found, steps) })
	}
	require.NoError(t, run(0, step("never run on a new file")))
	require.Empty(t, done)
	require.NoError(t, run(1, step("to 2"), step("to 3")))
	require.Equal(t, []string{"to 2", "to 3"}, done)
	require.NoError(t, run(2, step("not again"), step("to 3 alone")))
	require.Equal(t, []string{"to 2", "to 3", "to 3 alone"}, done)

	failed := errors.New("cannot")
	require.ErrorIs(t, run(1, step("half way"), func(*bbolt.Tx) error { return failed }), failed)
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		require.Nil(t, tx.Bucket([]byte("half way")))
		return nil
	}))
	_, err = formatOf(db)
	require.ErrorIs(t, err, ErrFormat, "version 3 is later than this one")
}

func TestTheStepsLeadToTheFormat(t *testing.T) {
	require.Len(t, upgrades, format-1)
}

// TestAnOlderFileStaysAsItIsUntilItsFormatIsRaised writes the format of the version before, which its program can then go on
// with.
func TestAnOlderFileStaysAsItIsUntilItsFormatIsRaised(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	write := func(version byte) {
		db, err := bbolt.Open(path, 0o600, nil)
		require.NoError(t, err)
		require.NoError(t, db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists(formatBucket)
			require.NoError(t, err)
			return bucket.Put(formatKey, []byte{0, 0, 0, version})
		}))
		require.NoError(t, db.Close())
	}
	written := func() uint32 {
		db, err := bbolt.Open(path, 0o600, nil)
		require.NoError(t, err)
		version, err := formatOf(db)
		require.NoError(t, err)
		require.NoError(t, db.Close())
		return version
	}
	write(format - 1)
	db, err := bbolt.Open(path, 0o600, nil)
	require.NoError(t, err)
	require.NoError(t, prepare(db))
	require.NoError(t, db.Close())
	require.EqualValues(t, format-1, written())
	db, err = bbolt.Open(path, 0o600, nil)
	require.NoError(t, err)
	opened := &bolt{db: db}
	require.NoError(t, opened.RaiseFormat())
	require.NoError(t, opened.RaiseFormat())
	require.NoError(t, db.Close())
	require.EqualValues(t, format, written())
}
