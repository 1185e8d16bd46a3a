package embedded_test

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/integrity"
	"accessgraph/mongo/storetest"
)

// brokenStore returns the folder of a store in which something of each kind is wrong.
func brokenStore(t *testing.T) string {
	opened := newStore(t)
	doors := opened.database.Collection("doors")
	createIndex(t, doors, d("n", 1))
	for at, name := range []string{"a", "b", "c", "d", "e"} {
		insert(t, doors, d("_id", name, "n", at))
	}
	insert(t, opened.database.Collection("cards"), d("_id", "card"))
	require.NoError(t, opened.store.Close())
	rewrite(t, filepath.Join(opened.folder, "accessgraph.db"), func(tx *bbolt.Tx) error {
		documents, index := tx.Bucket([]byte("documents\x00test.doors")), tx.Bucket([]byte("index\x00test.doors\x00n_1"))
		spoiled := slices.Clone(documents.Get(packed(t, key("b"))))
		spoiled[len(spoiled)-2] ^= 1
		future := slices.Clone(documents.Get(packed(t, key("d"))))
		binary.BigEndian.PutUint64(future, 1<<40)
		var first []byte
		first, _ = index.Cursor().First()
		if err := index.Delete(slices.Clone(first)); err != nil {
			return err
		}
		if _, err := tx.CreateBucket([]byte("something else")); err != nil {
			return err
		}
		for _, change := range []struct{ key, value []byte }{{packed(t, key("b")), spoiled}, {packed(t, key("d")), future}, {packed(t, key("z")), slices.Clone(documents.Get(packed(t, key("c"))))}} {
			if err := documents.Put(change.key, change.value); err != nil {
				return err
			}
		}
		return tx.Bucket([]byte("catalog")).Delete(packed(t, []byte("test.cards")))
	})
	return opened.folder
}

// packed is a key as a file has it.
func packed(t *testing.T, key []byte) []byte {
	path := filepath.Join(t.TempDir(), "one")
	opened, err := engine.Open(path, engine.Options{Create: true})
	require.NoError(t, err)
	var batch engine.Batch
	batch.Mark("one", key)
	require.NoError(t, opened.Commit(t.Context(), &batch))
	require.NoError(t, opened.Close())
	var first []byte
	rewrite(t, path, func(tx *bbolt.Tx) error {
		packed, _ := tx.Bucket([]byte("one")).Cursor().First()
		first = slices.Clone(packed)
		return nil
	})
	return first
}

// key is the key of a string.
func key(text string) []byte { return []byte("\x0f" + text + "\x00\x00") }

func TestVerifyReportsEveryProblem(t *testing.T) {
	folder := brokenStore(t)
	expected := []string{
		`"something else" is no space of a store`,
		`cards: the catalogue does not have the collection`,
		`doors, _id "a", index n_1: the index lacks an entry of the document`,
		`doors, _id "b": the record does not match its checksum`,
		`doors, _id "c", index n_1: the index lacks an entry of the document`,
		`doors, _id "c": the document is under another key, 0f7a0000`,
		`doors, _id "d": the document is of a commit that was never made`,
	}
	check := func(verify func(report func(integrity.Problem)) error) {
		var found []string
		require.NoError(t, verify(func(problem integrity.Problem) { found = append(found, problem.String()) }))
		for at, problem := range found { // the document under the wrong key has two keys
			found[at] = strings.Replace(problem, `_id "z", index`, `_id "c", index`, 1)
		}
		slices.Sort(found)
		require.Equal(t, expected, found)
	}
	check(func(report func(integrity.Problem)) error { return integrity.VerifyFolder(t.Context(), folder, report) })
	opened := openStore(t, folder, embedded.Options{})
	check(func(report func(integrity.Problem)) error { return opened.store.Verify(t.Context(), report) })
	check(func(report func(integrity.Problem)) error {
		var frame embedded.Validation
		if err := opened.database.RunCommand(t.Context(), embedded.ValidateStore()).Decode(&frame); err != nil {
			return err
		}
		require.Equal(t, []string{"doors", "cards"}, frame.Collections)
		problems := frame.Problems
		for _, name := range frame.Collections {
			var validated embedded.Validation
			if err := opened.database.RunCommand(t.Context(), embedded.ValidateCollection(name)).Decode(&validated); err != nil {
				return err
			}
			problems = append(problems, validated.Problems...)
		}
		seen := map[integrity.Problem]bool{}
		for _, problem := range problems {
			if !seen[problem] {
				report(problem)
			}
			seen[problem] = true
		}
		return nil
	})
	require.ErrorIs(t, integrity.VerifyFolder(t.Context(), folder, nil), embedded.ErrInUse)
}

func TestValidateAnswersAsMongoDBDoes(t *testing.T) {
	opened := newStore(t)
	things := opened.database.Collection("things")
	createIndex(t, things, d("tags", 1))
	insert(t, things, d("_id", 1, "tags", bson.A{"a", "b"}), d("_id", 2))
	var whole bson.M
	require.NoError(t, opened.database.RunCommand(t.Context(), embedded.ValidateCollection("things")).Decode(&whole))
	require.Equal(t, bson.M{
		"ns": "test.things", "nInvalidDocuments": int32(0), "nrecords": int32(2), "nIndexes": int32(2),
		"keysPerIndex": d("_id_", int32(2), "tags_1", int32(3)), "valid": true, "errors": bson.A{}, "problems": bson.A{}, "nProblems": int32(0), "ok": 1.0,
	}, whole)
	requireCode(t, opened.database.RunCommand(t.Context(), embedded.ValidateCollection("nothing")).Err(), 26)
}

func TestAFolderWithoutAStoreCannotBeVerified(t *testing.T) {
	folder := storetest.Folder(t)
	err := integrity.VerifyFolder(t.Context(), folder, nil)
	require.ErrorIs(t, err, embedded.ErrAbsent)
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Empty(t, entries)
}

func TestFindReadsPastWhatCannotBeRead(t *testing.T) {
	opened := openStore(t, brokenStore(t), embedded.Options{})
	doors := opened.database.Collection("doors")
	past := options.Find().SetAllowPartialResults(true)
	_, err := doors.Find(t.Context(), d())
	requireCode(t, err, 1, "does not match its checksum", "accessgraph verify")
	require.Equal(t, []any{"a", "c", "e", "c"}, find(t, doors, d(), past), "the last stands under a wrong key")
	require.Equal(t, []any{"a", "c", "e", "c"}, find(t, doors, d(), past, options.Find().SetBatchSize(2)))
	require.Equal(t, []any{"e"}, find(t, doors, d("_id", d("$gt", "c")), past))
	_, err = doors.Find(t.Context(), d(), past, options.Find().SetSort(d("_id", -1)))
	requireCode(t, err, 2, "in the order of _id only")
	_, err = doors.Find(t.Context(), d("n", 1), past)
	requireCode(t, err, 2, "in the order of _id only")
	require.NoError(t, inTransaction(t.Context(), opened.database, func(ctx context.Context) error {
		_, err := doors.Find(ctx, d())
		requireCode(t, err, 1, "does not match its checksum")
		cursor, err := doors.Find(ctx, d(), past, options.Find().SetBatchSize(2))
		require.NoError(t, err, "the transaction goes on")
		var documents []bson.M
		require.NoError(t, cursor.All(ctx, &documents))
		require.Len(t, documents, 4)
		return nil
	}))
	requireCode(t, inTransaction(t.Context(), opened.database, func(ctx context.Context) error {
		insert(t, opened.database.Collection("things"), d("_id", 1))
		_, err := opened.database.Collection("things").InsertOne(ctx, d("_id", 2))
		require.NoError(t, err)
		_, err = doors.Find(ctx, d(), past)
		return err
	}), 2, "only while that has written nothing")
}
