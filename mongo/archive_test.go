package mongo

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/mongo/archive"
)

// emptyStore opens a store of the same kind as another, and returns how to open it again.
func emptyStore(t *testing.T, like *Store) (*Store, Options) {
	t.Helper()
	opened := embeddedOptions(t)
	if like.expiresByItself {
		opened = Options{URI: ownDatabase(t, os.Getenv("MONGODB_URI"))}
	}
	_, store := openStore(t, opened)
	return store, opened
}

func exported(ctx context.Context, t *testing.T, store *Store) []byte {
	t.Helper()
	var out bytes.Buffer
	count, err := store.Export(ctx, &out)
	require.NoError(t, err)
	require.Positive(t, count)
	return out.Bytes()
}

func TestAnArchiveThatIsImportedAndExportedAgainIsTheSame(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "first")
		of := newFamily(ctx, t, store, "second")
		for range 3 {
			written := commit.Commit{CompanyID: of.companyID}
			for range 500 {
				made := newIdentifier(t, of.companyID)
				written.Inserts, written.Claims = append(written.Inserts, made), append(written.Claims, made.Claims()...)
			}
			require.NoError(t, store.Commit(ctx, written))
		}
		whole := exported(ctx, t, store)
		require.Equal(t, whole, exported(ctx, t, store))

		target, _ := emptyStore(t, store)
		count, err := target.Import(ctx, bytes.NewReader(whole), silently(t))
		require.NoError(t, err)
		require.Greater(t, count, 1500)
		require.NoError(t, target.CheckIndexes(ctx))
		require.Equal(t, contents(ctx, t, store), contents(ctx, t, target))
		require.True(t, bytes.Equal(whole, exported(ctx, t, target)), "the same bytes")
		read, err := target.Identifiers().Get(ctx, of.companyID, of.identifier.ID)
		require.NoError(t, err)
		require.Equal(t, of.identifier, read)

		_, err = target.Import(ctx, bytes.NewReader(whole), silently(t))
		require.ErrorIs(t, err, ErrNotEmpty)
	})
}

// documentsOf are the documents of an archive, by collection.
func documentsOf(t *testing.T, whole []byte) map[string][]bson.Raw {
	t.Helper()
	reader, err := archive.NewReader(bytes.NewReader(whole))
	require.NoError(t, err)
	found := map[string][]bson.Raw{}
	for document, err := range reader.Documents() {
		require.NoError(t, err)
		found[document.Collection] = append(found[document.Collection], bytes.Clone(document.Raw))
	}
	return found
}

// Every commit writes an identifier, its claim and its audit record, and moves one from a counter to another: an
// archive that is of one moment has as many of each, and the same sum.
func TestAnExportDuringWritesIsOfOneMoment(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		const writers, exports, total = 4, 8, 10_000
		companyID := newFamily(ctx, t, store, "key").companyID
		moved := commit.Counter("passes")
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: companyID, Counters: []commit.Count{
			{Counter: moved, ID: "from", By: total}, {Counter: moved, ID: "to", By: 0},
		}}))
		before := documentsOf(t, exported(ctx, t, store))
		done := make(chan struct{})
		var writing sync.WaitGroup
		var problems [writers]error
		for writer := range writers {
			writing.Go(func() {
				for problems[writer] == nil {
					select {
					case <-done:
						return
					default:
						problems[writer] = transfer(ctx, t, store, companyID, moved)
					}
				}
			})
		}
		for range exports {
			found := documentsOf(t, exported(ctx, t, store))
			added := len(found["identifiers"]) - len(before["identifiers"])
			require.Equal(t, added, len(found["claims"])-len(before["claims"]))
			require.Equal(t, added, len(found["auditRecords"])-len(before["auditRecords"]))
			sum := map[string]int64{}
			for _, counter := range found["counters"] {
				sum[counter.Lookup(idField).StringValue()] = counter.Lookup(counterField).AsInt64()
			}
			require.EqualValues(t, total, sum["passes|from"]+sum["passes|to"])
			require.EqualValues(t, added, sum["passes|to"])
		}
		close(done)
		writing.Wait()
		require.NoError(t, errors.Join(problems[:]...))
		require.Greater(t, len(documentsOf(t, exported(ctx, t, store))["identifiers"]), len(before["identifiers"]), "it was written meanwhile")
	})
}

func transfer(ctx context.Context, t *testing.T, store *Store, companyID string, counter commit.Counter) error {
	made := newIdentifier(t, companyID)
	return store.Commit(ctx, commit.Commit{
		CompanyID: companyID, Inserts: []document.Document{made}, Claims: []commit.Claim{newClaim(made.ID, made.ID)},
		Records: []audit.Record{newRecord(t, companyID, made.ID)},
		Counts:  []commit.Count{{Counter: counter, ID: "from", By: -1}, {Counter: counter, ID: "to", By: 1}},
	})
}

func TestNothingIsExportedFromAnEmptyStore(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		var out bytes.Buffer
		_, err := store.Export(ctx, &out)
		require.ErrorIs(t, err, ErrNothingToExport)
		require.Zero(t, out.Len())
	})
}

func TestASnapshotThatIsGoneIsExplained(t *testing.T) {
	require.ErrorIs(t, exportFailure(fmt.Errorf("reading: %w", driver.CommandError{Code: snapshotTooOld})), ErrSnapshotGone)
	require.NotErrorIs(t, exportFailure(driver.CommandError{Code: 1}), ErrSnapshotGone)
}

// forged is an archive of one collection.
func forged(t *testing.T, collection string, documents ...bson.D) []byte {
	t.Helper()
	var out bytes.Buffer
	writer, err := archive.NewWriter(&out, defaultDatabase, []archive.Collection{{Name: collection}})
	require.NoError(t, err)
	_, err = writer.Write(collection, func() iter.Seq2[bson.Raw, error] {
		return func(yield func(bson.Raw, error) bool) {
			for _, document := range documents {
				raw, err := bson.Marshal(document)
				require.NoError(t, err)
				if !yield(raw, nil) {
					return
				}
			}
		}
	}())
	require.NoError(t, err)
	return out.Bytes()
}

func gzipped(t *testing.T, plain []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	_, err := writer.Write(plain)
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	return out.Bytes()
}

// flipped is content with a bit changed in its middle.
func flipped(content []byte) []byte {
	changed := bytes.Clone(content)
	changed[len(changed)/2] ^= 1
	return changed
}

// twoDatabases is an archive of a dump of a whole server.
func twoDatabases(t *testing.T) []byte {
	t.Helper()
	whole := forged(t, "companies")
	entry, err := bson.Marshal(bson.D{{Key: "db", Value: "admin"}, {Key: "collection", Value: "system.version"}, {Key: "metadata", Value: "{}"}})
	require.NoError(t, err)
	prelude := bytes.Index(whole, []byte{0xff, 0xff, 0xff, 0xff})
	return slices.Concat(whole[:prelude], entry, whole[prelude:])
}

// rewritten is an archive with the same collections, whose documents another function returns.
func rewritten(t *testing.T, whole []byte, change func(collection string, documents []bson.Raw) []bson.Raw) []byte {
	t.Helper()
	documents := documentsOf(t, whole)
	var out bytes.Buffer
	writer, err := archive.NewWriter(&out, defaultDatabase, archivedTables())
	require.NoError(t, err)
	for _, described := range tables() {
		_, err := writer.Write(described.name, func(yield func(bson.Raw, error) bool) {
			for _, raw := range change(described.name, documents[described.name]) {
				if !yield(raw, nil) {
					return
				}
			}
		})
		require.NoError(t, err)
	}
	return out.Bytes()
}

// twiceApart is an archive in which the first audit record comes again after the others.
func twiceApart(t *testing.T, whole []byte) []byte {
	t.Helper()
	return rewritten(t, whole, func(collection string, documents []bson.Raw) []bson.Raw {
		if collection == "auditRecords" {
			require.Greater(t, len(documents), 1)
			documents = append(slices.Clone(documents), documents[0])
		}
		return documents
	})
}

// mongodump writes the documents in the order in which its server has them, and compresses when it is told to.
func TestADumpInAnyOrderAndCompressedIsImported(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "first")
		newFamily(ctx, t, store, "second")
		whole := exported(ctx, t, store)
		backwards := rewritten(t, whole, func(_ string, documents []bson.Raw) []bson.Raw {
			slices.Reverse(documents)
			return documents
		})
		for name, content := range map[string][]byte{"compressed": gzipped(t, whole), "backwards": backwards} {
			target, _ := emptyStore(t, store)
			_, err := target.Import(ctx, bytes.NewReader(content), silently(t))
			require.NoError(t, err, name)
			require.Equal(t, contents(ctx, t, store), contents(ctx, t, target), name)
		}
	})
}

func TestABadArchiveLeavesTheStoreEmpty(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "key")
		newFamily(ctx, t, store, "other")
		whole := exported(ctx, t, store)
		companyID, accessID := newID(t, id.Company), newID(t, id.Access)
		access := func(changed ...bson.E) bson.D {
			made := bson.D{{Key: idField, Value: accessID}, {Key: companyField, Value: companyID}, {Key: schemaField, Value: 1}}
			for _, change := range changed {
				for at := range made {
					if made[at].Key == change.Key {
						made[at].Value = change.Value
					}
				}
			}
			return made
		}
		use := bson.D{{Key: idField, Value: newID(t, id.APIKey)}, {Key: companyField, Value: companyID}, {Key: schemaField, Value: 1}, {Key: lastUsedField, Value: time.Now()}}
		later := bson.D{{Key: idField, Value: versionRecord}, {Key: companyField, Value: ""}, {Key: schemaField, Value: 1}, {Key: storeVersionField, Value: 99}}
		deep := any(1)
		for range deepest + 1 {
			deep = bson.A{deep}
		}
		corrupted := bytes.Replace(whole, []byte("Auditor"), []byte("Auditer"), 1)
		require.NotEqual(t, whole, corrupted)
		target, _ := emptyStore(t, store)
		for name, bad := range map[string]struct {
			content []byte
			wanted  error
			words   string
		}{
			"nothing":               {nil, archive.ErrForeign, "mongodump"},
			"another format":        {[]byte(`{"accesses": []}`), archive.ErrForeign, "mongodump"},
			"cut short":             {whole[:len(whole)-1], archive.ErrDamaged, "cut short"},
			"half":                  {whole[:len(whole)/2], archive.ErrDamaged, "cut short"},
			"corrupted":             {corrupted, archive.ErrDamaged, "damaged"},
			"another program's":     {forged(t, "orders"), ErrDocument, "orders"},
			"no company":            {forged(t, "accesses", access(bson.E{Key: companyField, Value: ""})), ErrDocument, "companyId"},
			"a foreign company":     {forged(t, "accesses", access(bson.E{Key: companyField, Value: accessID})), ErrDocument, "companyId"},
			"a number for an ID":    {forged(t, "accesses", access(bson.E{Key: idField, Value: 1})), ErrDocument, "_id"},
			"an ID of another":      {forged(t, "users", access()), ErrDocument, "_id"},
			"twice":                 {forged(t, "apiKeyUses", use, use), ErrDocument, "twice"},
			"of a later shape":      {forged(t, "accesses", access(bson.E{Key: schemaField, Value: document.CurrentSchemaVersion + 1})), ErrLaterArchive, "schemaVersion 2"},
			"of a later version":    {forged(t, "store", later), ErrLaterArchive, "of version 99"},
			"an unreadable version": {forged(t, "store", later[:3]), ErrDocument, "version"},
			"without fields":        {forged(t, "accesses", access()), ErrDocument, accessID + " lacks the field version"},
			"not to be decoded":     {forged(t, "accesses", append(access(), bson.E{Key: "state", Value: 1})), ErrDocument, accessID + " cannot be decoded"},
			"no company at all":     {forged(t, "apiKeyUses", use), ErrDocument, "no company"},
			"gzip of nothing":       {gzipped(t, nil), archive.ErrForeign, "mongodump"},
			"gzip of others":        {gzipped(t, []byte("PK")), archive.ErrForeign, "mongodump"},
			"gzip, cut short":       {gzipped(t, whole)[:2000], archive.ErrDamaged, "cut short"},
			"gzip, end cut off":     {gzipped(t, whole)[:len(gzipped(t, whole))-1], archive.ErrDamaged, "cut short"},
			"gzip, damaged":         {flipped(gzipped(t, whole)), archive.ErrDamaged, "damaged"},
			"gzip, no header":       {[]byte("\x1f\x8b\xff"), archive.ErrDamaged, "damaged"},
			"two databases":         {twoDatabases(t), archive.ErrForeign, "more than one database"},
			"twice, apart":          {twiceApart(t, whole), ErrDocument, "twice"},
			"an unused type":        {forged(t, "accesses", append(access(), bson.E{Key: "x", Value: bson.A{bson.NewDecimal128(1, 1)}})), ErrDocument, "type"},
			"too deep":              {forged(t, "accesses", append(access(), bson.E{Key: "x", Value: deep})), ErrDocument, "deeply"},
			"the mark":              {forged(t, "claims", access(bson.E{Key: idField, Value: importClaim().id()})), ErrDocument, "mark"},
		} {
			_, err := target.Import(ctx, bytes.NewReader(bad.content), silently(t))
			require.ErrorIs(t, err, bad.wanted, name)
			require.ErrorContains(t, err, bad.words, name)
			require.NotErrorIs(t, err, ErrImportUnfinished, name)
			require.Empty(t, contents(ctx, t, target), name)
		}
		_, err := target.Import(ctx, bytes.NewReader(whole), silently(t))
		require.NoError(t, err, "and the store can still be imported into")
	})
}

// breaking is a file that fails on its second reading.
type breaking struct {
	io.ReadSeeker
	again bool
	left  int
}

var errBroken = errors.New("the disk is gone")

func (b *breaking) Seek(offset int64, whence int) (int64, error) {
	b.again = true
	return b.ReadSeeker.Seek(offset, whence)
}

func (b *breaking) Read(into []byte) (int, error) {
	if !b.again {
		return b.ReadSeeker.Read(into)
	}
	if b.left == 0 {
		return 0, errBroken
	}
	n, err := b.ReadSeeker.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}

func TestAStoreWithAPartOfAnArchiveIsRefused(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "key")
		whole := exported(ctx, t, store)
		for _, left := range []int{0, len(whole) / 2, len(whole) - 1} {
			target, opened := emptyStore(t, store)
			_, err := target.Import(ctx, &breaking{ReadSeeker: bytes.NewReader(whole), left: left}, silently(t))
			require.ErrorIs(t, err, ErrImportUnfinished)
			require.ErrorIs(t, err, errBroken)
			opened.Shared = true
			_, err = Open(ctx, opened)
			require.ErrorIs(t, err, ErrImportUnfinished)
			require.ErrorContains(t, err, "empty it")
		}
	})
}

// halted stops for good in the middle of its second reading, and says so.
type halted struct{ breaking }

func (h *halted) Read(into []byte) (int, error) {
	if h.again && h.left == 0 {
		_, _ = fmt.Fprintln(os.Stdout, "halfway") // the parent waits for it
		select {}
	}
	return h.breaking.Read(into)
}

// Where the process that TestAnImportThatIsKilledIsRecognised kills finds its archive, and the folder of its store.
const archiveVariable, folderVariable = "TEST_IMPORT_ARCHIVE", "TEST_IMPORT_FOLDER"

func TestImportToBeKilled(t *testing.T) {
	name, folder := os.Getenv(archiveVariable), os.Getenv(folderVariable)
	if name == "" {
		t.Skip("it is a part of TestAnImportThatIsKilledIsRecognised")
	}
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	ctx, store := openStore(t, Options{Folder: folder, Logger: zerolog.Nop()})
	_, err = store.Import(ctx, &halted{breaking{ReadSeeker: bytes.NewReader(whole), left: len(whole) / 2}}, silently(t))
	require.NoError(t, err)
}

func TestAnImportThatIsKilledIsRecognised(t *testing.T) {
	ctx, store := openStore(t, embeddedOptions(t))
	newFamily(ctx, t, store, "key")
	name := filepath.Join(t.TempDir(), "whole.archive")
	require.NoError(t, os.WriteFile(name, exported(ctx, t, store), 0o600))
	target := embeddedOptions(t)
	victim := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestImportToBeKilled$")
	victim.Env = append(os.Environ(), archiveVariable+"="+name, folderVariable+"="+target.Folder)
	out, err := victim.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, victim.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "halfway\n", line)
	require.NoError(t, victim.Process.Kill())
	require.Error(t, victim.Wait())
	_, err = Open(ctx, target)
	require.ErrorIs(t, err, ErrImportUnfinished)
}
