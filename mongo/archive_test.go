package mongo

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
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
	"accessgraph/domain/tenant"
	"accessgraph/mongo/archive"
	"accessgraph/mongo/embedded"
)

// emptyStore opens a store of the same kind as another, and returns the options to open it again.
func emptyStore(t *testing.T, like *Store) (*Store, Options) {
	t.Helper()
	storeOptions := embeddedOptions(t)
	if like.expiresByItself {
		storeOptions = Options{URI: ownDatabase(t, os.Getenv("MONGODB_URI"))}
	}
	_, store := openStore(t, storeOptions)
	return store, storeOptions
}

func exported(ctx context.Context, t *testing.T, store *Store) []byte {
	t.Helper()
	var out bytes.Buffer
	count, err := store.Export(ctx, &out, func(problem Problem) { require.Fail(t, problem.String()) })
	require.NoError(t, err)
	require.Positive(t, count)
	return out.Bytes()
}

func TestArchive_ImportedAndExportedAgainIsTheSame(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "first")
		of := newFamily(ctx, t, store, "second")
		for range 3 {
			change := commit.Commit{CompanyID: of.companyID}
			for range 500 {
				identifier := newIdentifier(t, of.companyID)
				change.Inserts, change.Claims = append(change.Inserts, identifier), append(change.Claims, identifier.Claims()...)
			}
			require.NoError(t, store.Commit(ctx, change))
		}
		whole := exported(ctx, t, store)
		require.Equal(t, whole, exported(ctx, t, store))

		target, _ := emptyStore(t, store)
		count, err := target.Import(ctx, bytes.NewReader(whole), noProblems(t))
		require.NoError(t, err)
		require.Greater(t, count, 1500)
		require.NoError(t, target.CheckIndexes(ctx))
		require.Equal(t, contents(ctx, t, store), contents(ctx, t, target))
		require.True(t, bytes.Equal(whole, exported(ctx, t, target)), "the same bytes")
		read, err := target.Identifiers().Get(ctx, of.companyID, of.identifier.ID)
		require.NoError(t, err)
		require.Equal(t, of.identifier, read)

		_, err = target.Import(ctx, bytes.NewReader(whole), noProblems(t))
		require.ErrorIs(t, err, ErrNotEmpty)
	})
}

// documentsOf returns the documents of an archive, by collection.
func documentsOf(t *testing.T, whole []byte) map[string][]bson.Raw {
	t.Helper()
	reader, err := archive.NewReader(bytes.NewReader(whole))
	require.NoError(t, err)
	documents := map[string][]bson.Raw{}
	for document, err := range reader.Documents() {
		require.NoError(t, err)
		documents[document.Collection] = append(documents[document.Collection], bytes.Clone(document.Raw))
	}
	return documents
}

// Every commit inserts an identifier, its claim and its audit record, and moves one from a counter to another. So an archive
// of a snapshot has the same number of each, and the counters have the same sum.
func TestExport_DuringWritesIsOfOneMoment(t *testing.T) {
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
			documents := documentsOf(t, exported(ctx, t, store))
			added := len(documents["identifiers"]) - len(before["identifiers"])
			require.Equal(t, added, len(documents["claims"])-len(before["claims"]))
			require.Equal(t, added, len(documents["auditRecords"])-len(before["auditRecords"]))
			sum := map[string]int64{}
			for _, counter := range documents["counters"] {
				sum[counter.Lookup(idField).StringValue()] = counter.Lookup(counterValueField).AsInt64()
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
	identifier := newIdentifier(t, companyID)
	return store.Commit(ctx, commit.Commit{
		CompanyID: companyID, Inserts: []document.Document{identifier}, Claims: []commit.Claim{newClaim(identifier.ID, identifier.ID)},
		AuditRecords: []audit.Record{newRecord(t, companyID, identifier.ID)},
		Counts:       []commit.Count{{Counter: counter, ID: "from", By: -1}, {Counter: counter, ID: "to", By: 1}},
	})
}

func TestExport_OfAnEmptyStore(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		var out bytes.Buffer
		_, err := store.Export(ctx, &out, func(problem Problem) { require.Fail(t, problem.String()) })
		require.ErrorIs(t, err, ErrNothingToExport)
		require.Zero(t, out.Len())
	})
}

func TestExport_ExplainsASnapshotThatIsGone(t *testing.T) {
	require.ErrorIs(t, exportFailure(fmt.Errorf("reading: %w", driver.CommandError{Code: snapshotTooOldCode})), ErrSnapshotGone)
	require.ErrorIs(t, exportFailure(driver.CommandError{Code: noSuchTransactionCode}), ErrSnapshotGone)
	require.NotErrorIs(t, exportFailure(driver.CommandError{Code: 1}), ErrSnapshotGone)
}

// The embedded store ends a transaction that reads for too long, and the export says so.
func TestExport_ThatTakesLongerThanATransactionMay(t *testing.T) {
	engine, err := embedded.Open(embeddedOptions(t).Folder, embedded.Options{ReadingLife: time.Nanosecond})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	ctx, store := openThrough(t, engine, testTimeout)
	companyID := newID(t, id.Company)
	company := &tenant.Company{Base: newBase(t, id.Company, companyID), Name: "Auditors"}
	company.ID = companyID
	raw, err := encode(company)
	require.NoError(t, err)
	require.NoError(t, store.collection(companiesDescriptor).insert(ctx, raw))
	_, err = store.Export(ctx, io.Discard, func(Problem) {})
	require.ErrorIs(t, err, ErrSnapshotGone)
	require.ErrorContains(t, err, "the embedded store five minutes")
}

// breaking is a file that fails in the middle of its second read.
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

func TestOpen_RefusesPartOfAnArchive(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		newFamily(ctx, t, store, "key")
		whole := exported(ctx, t, store)
		for _, limit := range []int{0, len(whole) / 2, len(whole) - 1} {
			target, storeOptions := emptyStore(t, store)
			_, err := target.Import(ctx, &breaking{ReadSeeker: bytes.NewReader(whole), left: limit}, noProblems(t))
			require.ErrorIs(t, err, ErrImportUnfinished)
			require.ErrorIs(t, err, errBroken)
			storeOptions.Shared = true
			_, err = Open(ctx, storeOptions)
			require.ErrorIs(t, err, ErrImportUnfinished)
			require.ErrorContains(t, err, "empty it")
		}
	})
}

// halted is a file that blocks in the middle of its second read, and prints a line before.
type halted struct{ breaking }

func (h *halted) Read(into []byte) (int, error) {
	if h.again && h.left == 0 {
		_, _ = fmt.Fprintln(os.Stdout, "halfway") // the parent process waits for this line
		select {}
	}
	return h.breaking.Read(into)
}

// Environment variables with the archive and the store's folder of the process that TestImport_KilledIsRecognised kills.
const archiveVariable, folderVariable = "TEST_IMPORT_ARCHIVE", "TEST_IMPORT_FOLDER"

func TestImport_ToBeKilled(t *testing.T) {
	name, folder := os.Getenv(archiveVariable), os.Getenv(folderVariable)
	if name == "" {
		t.Skip("it is a part of TestImport_KilledIsRecognised")
	}
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	ctx, store := openStore(t, Options{Folder: folder, Logger: zerolog.Nop()})
	_, err = store.Import(ctx, &halted{breaking{ReadSeeker: bytes.NewReader(whole), left: len(whole) / 2}}, noProblems(t))
	require.NoError(t, err)
}

func TestImport_KilledIsRecognised(t *testing.T) {
	ctx, store := openStore(t, embeddedOptions(t))
	newFamily(ctx, t, store, "key")
	name := filepath.Join(t.TempDir(), "whole.archive")
	require.NoError(t, os.WriteFile(name, exported(ctx, t, store), 0o600))
	target := embeddedOptions(t)
	victim := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestImport_ToBeKilled$")
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
