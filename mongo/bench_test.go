package mongo

import (
	"context"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// benchStore opens an embedded store with identifiers of one company, and returns the ID of the last.
func benchStore(b *testing.B, documents int) (ctx context.Context, store *Store, companyID, lastID string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	b.Cleanup(cancel)
	store, err := Open(ctx, Options{Folder: b.TempDir(), Logger: zerolog.Nop()})
	require.NoError(b, err)
	b.Cleanup(func() { require.NoError(b, store.Close(context.WithoutCancel(ctx))) })
	require.NoError(b, store.EnsureIndexes(ctx))
	companyID = newID(b, id.Company)
	for done := 0; done < documents; done += 500 {
		change := commit.Commit{CompanyID: companyID}
		for range 500 {
			identifier := newIdentifier(b, companyID)
			identifier.AccessRuleIDs, lastID = []string{"rul_one", "rul_two"}, identifier.ID
			change.Inserts = append(change.Inserts, identifier)
		}
		require.NoError(b, store.Commit(ctx, change))
	}
	return ctx, store, companyID, lastID
}

func BenchmarkGet(b *testing.B) {
	ctx, store, companyID, lastID := benchStore(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		_, err := store.Identifiers().Get(ctx, companyID, lastID)
		require.NoError(b, err)
	}
}

func BenchmarkPageOf50(b *testing.B) {
	ctx, store, companyID, _ := benchStore(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		page, err := store.Identifiers().List(ctx, companyID, accessrule.IdentifierFilter{}, document.PageRequest{First: 50})
		require.NoError(b, err)
		require.Len(b, page.Items, 50)
	}
}

// BenchmarkCommit commits what a mutation commits: a document, a claim and an audit record.
func BenchmarkCommit(b *testing.B) {
	ctx, store, companyID, _ := benchStore(b, 500)
	b.ReportAllocs()
	for b.Loop() {
		created := newIdentifier(b, companyID)
		require.NoError(b, store.Commit(ctx, commit.Commit{
			CompanyID: companyID, Inserts: []document.Document{created}, Claims: []commit.Claim{newClaim(created.ID, created.ID)},
			AuditRecords: []audit.Record{{ID: newID(b, id.AuditRecord), CompanyID: companyID, SubjectID: created.ID, At: time.Now()}},
		}))
	}
}
