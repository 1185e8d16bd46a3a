package mongo

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// BenchmarkFollow measures a follower: with a backlog, in records a second; caught up, with an idle process that knows what is in flight;
// and caught up beside others, where the records of three minutes at 100 a second are remembered.
func BenchmarkFollow(b *testing.B) {
	const records = 18_000
	ctx := b.Context()
	store, err := Open(ctx, Options{Folder: b.TempDir()})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, store.Close(context.WithoutCancel(ctx))) })
	require.NoError(b, store.EnsureIndexes(ctx))
	companyID := newID(b, id.Company)
	var all []audit.Record
	for range records {
		all = append(all, newVersionRecord(b, companyID, newID(b, id.Customer), 1))
	}
	for batch := range slices.Chunk(all, 1000) {
		require.NoError(b, store.Commit(ctx, auditCommit(companyID, batch...)))
	}
	follow := func(b *testing.B, progress document.Progress) (end document.Progress) {
		for {
			part, err := store.AuditRecords().Follow(ctx, companyID, audit.Filter{}, progress, document.MaxPageSize)
			require.NoError(b, err)
			if progress = part.End; !part.More {
				return progress
			}
		}
	}
	remembered := follow(b, document.Progress{})
	require.Equal(b, records, remembered.Remembered())
	b.Run("caught up, 18,000 remembered", func(b *testing.B) {
		for b.Loop() {
			follow(b, remembered)
		}
	})
	store.InFlight().AddClock(func() time.Time { return time.Now().Add(time.Second) })
	b.Run("backlog of 18,000", func(b *testing.B) {
		for b.Loop() {
			follow(b, document.Progress{})
		}
		b.ReportMetric(float64(records*b.N)/b.Elapsed().Seconds(), "records/s")
	})
	settled := follow(b, remembered)
	require.Zero(b, settled.Remembered())
	b.Run("caught up", func(b *testing.B) {
		for b.Loop() {
			follow(b, settled)
		}
	})
}
