package embedded_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"accessgraph/mongo/embedded/integrity"
)

const (
	// documentsOfSpace is enough for a hundred pages of records.
	documentsOfSpace = 1200
	// personsAtATime get documentsOfAPerson each, one after the other in turn.
	personsAtATime, documentsOfAPerson = 16, 10
)

// filledStore returns the folder of a store whose documents, of about 950 bytes, came one by one in the order of their keys.
func filledStore(t *testing.T) string {
	opened := newStore(t)
	things := opened.database.Collection("things")
	createIndex(t, things, d("companyId", 1, "_id", 1))
	createIndex(t, things, d("companyId", 1, "state", 1, "_id", 1))
	createIndex(t, things, d("companyId", 1, "hash", 1))
	createIndex(t, things, d("companyId", 1, "personId", 1, "_id", 1))
	for at := range documentsOfSpace {
		person := at/(personsAtATime*documentsOfAPerson)*personsAtATime + at%personsAtATime
		hash := sha256.Sum256(fmt.Append(nil, at))
		insert(t, things, d(
			"_id", fmt.Sprintf("acc_01a22403a22d7002%016x", at), "companyId", "com_01a224039e2e70000000000000000000",
			"state", "INVITED", "personId", fmt.Sprintf("per_01a22403a22d7002%016x", person), "hash", fmt.Sprintf("%x", hash[:8]), "text", strings.Repeat("x", 690),
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
	const documents, prefix = "documents\x00test.things", "index\x00test.things\x00companyId_1_"
	const byID, byState, byHash, byPerson = prefix + "_id_1", prefix + "state_1__id_1", prefix + "hash_1", prefix + "personId_1__id_1"
	used := requireFull(t, folder, map[string]int{documents: 85, byID: 85, byState: 85, byHash: 55, byPerson: 60})
	require.Less(t, used, int64(documentsOfSpace*1650), "a document has some 950 bytes, and four entries of some 75")
	_, err := integrity.Compact(t.Context(), folder)
	require.NoError(t, err)
	compacted := requireFull(t, folder, map[string]int{documents: 85, byID: 85, byState: 85, byHash: 85, byPerson: 85})
	require.Less(t, compacted, int64(documentsOfSpace*1480))
	require.Less(t, compacted, used)
}
