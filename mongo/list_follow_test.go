package mongo

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
)

func newVersionRecord(t require.TestingT, companyID, subjectID string, version int) audit.Record {
	return versionRecord(newID(t, id.AuditRecord), companyID, subjectID, version)
}

func versionRecord(recordID, companyID, subjectID string, version int) audit.Record {
	return audit.Record{
		ID: recordID, CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, At: id.Time(recordID), Action: "updateCustomer",
		SubjectID: subjectID, SubjectVersion: &version, RequestID: "request",
	}
}

// reader follows the audit records of a company.
type reader struct {
	store     *Store
	companyID string
	filter    audit.Filter
	limit     int
	progress  document.Progress
	passed    map[string]int
}

func newReader(store *Store, companyID string, limit int) *reader {
	return &reader{store: store, companyID: companyID, limit: limit, passed: map[string]int{}}
}

// poll reads until nothing is left, by way of encoded progress, and returns what has come.
func (r *reader) poll(ctx context.Context, t *testing.T) (ids []string) {
	t.Helper()
	for {
		part, err := r.store.AuditRecords().Follow(ctx, r.companyID, r.filter, r.progress, r.limit)
		require.NoError(t, err)
		require.LessOrEqual(t, len(part.Items), r.limit)
		for _, record := range part.Items {
			r.passed[record.ID]++
			ids = append(ids, record.ID)
		}
		encoded := part.End.Encode()
		require.LessOrEqual(t, len(encoded), id.Length+16+28*document.MaxSegments)
		decoded, ok := document.ParseProgress(encoded)
		require.True(t, ok)
		r.progress = decoded
		if !part.More {
			return ids
		}
	}
}

func auditCommit(companyID string, records ...audit.Record) commit.Commit {
	return commit.Commit{CompanyID: companyID, AuditRecords: records}
}

// paused begins a transaction that has inserted a record, and returns the function that commits it.
func paused(ctx context.Context, t *testing.T, store *Store, record audit.Record) (finish func()) {
	t.Helper()
	inserted, released, result := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		result <- store.transact(ctx, func(ctx context.Context) error {
			raw, err := encode(record)
			if err != nil {
				return err
			}
			err = store.collection(auditRecordsDescriptor).insert(ctx, raw)
			close(inserted)
			<-released
			return err
		})
	}()
	<-inserted
	return func() {
		close(released)
		require.NoError(t, <-result)
	}
}

// TestFollow_PassesOnWhatIsCommittedLate has writers pause inside their transaction, while others commit hundreds of records. No process
// says what is in flight, as with MongoDB: everything of the last minutes is remembered.
func TestFollow_PassesOnWhatIsCommittedLate(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		follower := newReader(store, companyID, 40)
		require.Empty(t, follower.poll(ctx, t))
		total := 0
		for round := range 4 {
			late := newVersionRecord(t, companyID, "cus_late", round)
			finish := paused(ctx, t, store, late)
			var records []audit.Record
			for number := range 60 {
				records = append(records, newVersionRecord(t, companyID, fmt.Sprint("cus_", number), round))
			}
			require.NoError(t, store.Commit(ctx, auditCommit(companyID, records...)))
			total += len(records) + 1
			require.Len(t, follower.poll(ctx, t), len(records), "what is committed is visible at once, and nothing came again")
			require.Empty(t, follower.poll(ctx, t))
			finish()
			require.Contains(t, follower.poll(ctx, t), late.ID)
			require.Len(t, follower.passed, total)
			require.Equal(t, total, follower.progress.Remembered())
		}
		require.Empty(t, follower.poll(ctx, t))
	})
}

// TestFollow_RepeatsOnlyWhatIsAbout bounds what comes again when a record is late by a few others.
func TestFollow_RepeatsOnlyWhatIsAbout(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		follower := newReader(store, companyID, 100)
		now := time.Now().Add(-time.Second)
		ids := domaintest.IDs(func() time.Time { // one a millisecond, however busy the machine is
			now = now.Add(time.Millisecond)
			return now
		})
		next := func(subjectID string) audit.Record {
			recordID, err := ids.New(id.AuditRecord)
			require.NoError(t, err)
			return versionRecord(recordID, companyID, subjectID, 1)
		}
		var records []audit.Record
		for range 300 {
			records = append(records, next("cus_1"))
		}
		late, last := next("cus_2"), next("cus_3")
		require.NoError(t, store.Commit(ctx, auditCommit(companyID, append(records, last)...)))
		require.Len(t, follower.poll(ctx, t), 301)
		require.NoError(t, store.Commit(ctx, auditCommit(companyID, late)))
		again := follower.poll(ctx, t)
		require.Contains(t, again, late.ID)
		require.Less(t, len(again), 30)
	})
}

func TestFollow_ReadsSomeObjectsOnly(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		follower := newReader(store, companyID, 3)
		follower.filter.SubjectIDs = []string{"cus_1", "cus_2", "cus_1"}
		var records []audit.Record
		for number := range 20 {
			records = append(records, newVersionRecord(t, companyID, fmt.Sprint("cus_", number%5), number/5))
		}
		foreign := newID(t, id.Company)
		require.NoError(t, store.Commit(ctx, auditCommit(companyID, records...)))
		require.NoError(t, store.Commit(ctx, auditCommit(foreign, newVersionRecord(t, foreign, "cus_1", 1))))
		require.Equal(t, []string{
			records[1].ID, records[2].ID, records[6].ID, records[7].ID, records[11].ID, records[12].ID, records[16].ID, records[17].ID,
		}, follower.poll(ctx, t))
		require.Len(t, follower.passed, 8)
	})
}

// TestFollow_SettlesWithTheProcess has the process say that nothing is in flight: then a position is all there is to remember.
func TestFollow_SettlesWithTheProcess(t *testing.T) {
	options := embeddedOptions(t)
	ctx, store := openStore(t, options)
	store.InFlight().AddClock(func() time.Time { return time.Now().Add(time.Second) })
	companyID := newID(t, id.Company)
	follower := newReader(store, companyID, 10)
	record := newVersionRecord(t, companyID, "cus_1", 1)
	require.NoError(t, store.Commit(ctx, auditCommit(companyID, record)))
	require.Equal(t, []string{record.ID}, follower.poll(ctx, t))
	require.Equal(t, document.After(record.ID), follower.progress)

	visitor, err := Open(ctx, Options{Folder: options.Folder, Shared: true})
	require.NoError(t, err)
	next := newVersionRecord(t, companyID, "cus_1", 2)
	require.NoError(t, store.Commit(ctx, auditCommit(companyID, next)))
	require.Equal(t, []string{next.ID}, follower.poll(ctx, t))
	require.Equal(t, 1, follower.progress.Remembered(), "another process may commit something older")
	require.NoError(t, visitor.Close(ctx))
	require.Eventually(t, func() bool {
		require.Empty(t, follower.poll(ctx, t))
		return follower.progress.Remembered() == 0
	}, time.Minute, 10*time.Millisecond)
}

func TestAuditHistory_RemovesTheOldest(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		var records []audit.Record
		for range 5 {
			records = append(records, newVersionRecord(t, companyID, "cus_1", 1))
		}
		require.NoError(t, store.Commit(ctx, auditCommit(companyID, records...)))
		history := store.AuditHistory()
		begin, err := history.BeginsAt(ctx)
		require.NoError(t, err)
		require.True(t, begin.IsZero())
		removed, err := history.RemoveBefore(ctx, time.Now().Add(-time.Hour), 3)
		require.NoError(t, err)
		require.Zero(t, removed)
		later := time.Now().Add(time.Hour).UTC().Truncate(time.Millisecond)
		removed, err = history.RemoveBefore(ctx, later, 3)
		require.NoError(t, err)
		require.Equal(t, 3, removed)
		begin, err = history.BeginsAt(ctx)
		require.NoError(t, err)
		require.Equal(t, later, begin.UTC())
		require.Equal(t, []string{records[3].ID, records[4].ID}, newReader(store, companyID, 10).poll(ctx, t))
		removed, err = history.RemoveBefore(ctx, later.Add(-time.Minute), 3)
		require.NoError(t, err)
		require.Equal(t, 2, removed)
		begin, err = history.BeginsAt(ctx)
		require.NoError(t, err)
		require.Equal(t, later, begin.UTC(), "the history never grows back")
	})
}
