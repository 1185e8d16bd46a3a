package embedded_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"accessgraph/mongo/embedded/integrity"
)

// documentsOfSpace is enough for a hundred pages of records.
const documentsOfSpace = 1200

// filledStore returns the folder of a store whose documents, of about 950 bytes, came one by one in the order of their keys.
func filledStore(t *testing.T) string {
	opened := newStore(t)
	things := opened.database.Collection("things")
	createIndex(t, things, d("companyId", 1, "_id", 1))
	createIndex(t, things, d("companyId", 1, "state", 1, "_id", 1))
	createIndex(t, things, d("companyId", 1, "hash", 1))
	for at := range documentsOfSpace {
		hash := uint64(at+1) * 0x9E3779B97F4A7C15
		insert(t, things, d(
			"_id", fmt.Sprintf("acc_01a22403a22d7002%016x", at), "companyId", "com_01a224039e2e70000000000000000000",
			"state", "INVITED", "hash", fmt.Sprintf("%016x", hash), "text", strings.Repeat("x", 750),
		))
	}
	require.NoError(t, opened.store.Close())
	return opened.folder
}

// requireFull requires that the leaves of spaces are as full as they are to be, and returns how many bytes of the file are in use.
func requireFull(t *testing.T, folder string, percents map[string]int) (used int64) {
	t.Helper()
	db, err := bbolt.Open(storeFile(folder), 0o600, &bbolt.Options{ReadOnly: true})
	require.NoError(t, err)
	require.NoError(t, db.View(func(tx *bbolt.Tx) error {
		for space, percent := range percents {
			stats := tx.Bucket([]byte(space)).Stats()
			require.GreaterOrEqual(t, 100*stats.LeafInuse/stats.LeafAlloc, percent, "%q has %d pages", space, stats.LeafPageN)
		}
		used = tx.Size()
		return nil
	}))
	require.NoError(t, db.Close())
	return used
}

func TestPagesAreFull(t *testing.T) {
	folder := filledStore(t)
	const byID, byState, byHash = "index\x00test.things\x00companyId_1__id_1", "index\x00test.things\x00companyId_1_state_1__id_1", "index\x00test.things\x00companyId_1_hash_1"
	used := requireFull(t, folder, map[string]int{"documents\x00test.things": 85, byID: 80, byState: 80, byHash: 55})
	require.Less(t, used, int64(documentsOfSpace*1500), "an access has some 950 bytes, and three entries of some 75")
	_, err := integrity.Compact(t.Context(), folder)
	require.NoError(t, err)
	compacted := requireFull(t, folder, map[string]int{"documents\x00test.things": 85, byID: 85, byState: 85, byHash: 85})
	require.Less(t, compacted, int64(documentsOfSpace*1350))
	require.Less(t, compacted, used)
}
