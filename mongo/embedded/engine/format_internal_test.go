package engine

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"
)

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
	write(firstFormat)
	db, err := bbolt.Open(path, 0o600, nil)
	require.NoError(t, err)
	layout, err := prepare(db)
	require.NoError(t, err)
	require.False(t, layout.dense)
	require.NoError(t, db.Close())
	require.EqualValues(t, firstFormat, written())
	db, err = bbolt.Open(path, 0o600, nil)
	require.NoError(t, err)
	opened := &bolt{db: db}
	require.NoError(t, opened.RaiseFormat())
	require.NoError(t, opened.RaiseFormat())
	require.NoError(t, db.Close())
	require.EqualValues(t, recordedFormat, written(), "its keys stay as they are")
}
