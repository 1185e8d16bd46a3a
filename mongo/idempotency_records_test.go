package mongo

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/idempotency"
)

func newOutcome(companyID, recordID string, expiresAt time.Time) idempotency.Record {
	return idempotency.Record{
		ID: recordID, CompanyID: companyID, SchemaVersion: document.CurrentSchemaVersion, Input: "input",
		Outcome: idempotency.Outcome{"result": "acc_1", "Relays": "[1,2]"}, ExpiresAt: expiresAt.UTC().Truncate(time.Millisecond),
	}
}

func withRecord(record idempotency.Record, inPlaceOf *time.Time) commit.Commit {
	return commit.Commit{CompanyID: record.CompanyID, Outcome: &commit.Outcome{Record: record, InPlaceOf: inPlaceOf}}
}

func TestIdempotencyRecords_AreStoredOnce(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		record := newOutcome(companyID, "record", time.Now().Add(time.Hour))
		_, err := store.IdempotencyRecords().Get(ctx, companyID, "record")
		require.ErrorIs(t, err, document.ErrAbsent)
		lost := race(8, func(int) error { return store.Commit(ctx, withRecord(record, nil)) })
		won := 0
		for _, err := range lost {
			if err == nil {
				won++
				continue
			}
			require.ErrorIs(t, err, commit.ErrLostRace)
		}
		require.Equal(t, 1, won)
		stored, err := store.IdempotencyRecords().Get(ctx, companyID, "record")
		require.NoError(t, err)
		require.Equal(t, &record, stored)
		_, err = store.IdempotencyRecords().Get(ctx, newID(t, id.Company), "record")
		require.ErrorIs(t, err, document.ErrAbsent)
	})
}

func TestIdempotencyRecords_AnExpiredOneIsReplacedOnce(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID := newID(t, id.Company)
		// In the future for the server, which would delete it, and in the past for the commit.
		old := newOutcome(companyID, "record", time.Now().Add(time.Hour))
		require.NoError(t, store.Commit(ctx, withRecord(old, nil)))
		next := newOutcome(companyID, "record", time.Now().Add(2*time.Hour))
		require.NoError(t, store.Commit(ctx, withRecord(next, &old.ExpiresAt)))
		require.ErrorIs(t, store.Commit(ctx, withRecord(next, &old.ExpiresAt)), commit.ErrLostRace)
		stored, err := store.IdempotencyRecords().Get(ctx, companyID, "record")
		require.NoError(t, err)
		require.Equal(t, &next, stored)
	})
}

func TestIdempotencyRecords_ExpiredOnesAreSwept(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		companyID, now := newID(t, id.Company), time.Now().Add(24*time.Hour)
		for _, record := range []idempotency.Record{
			newOutcome(companyID, "oldest", now.Add(-3*time.Hour)), newOutcome(companyID, "older", now.Add(-2*time.Hour)),
			newOutcome(companyID, "old", now.Add(-time.Hour)), newOutcome(companyID, "live", now.Add(time.Hour)),
		} {
			require.NoError(t, store.Commit(ctx, withRecord(record, nil)))
		}
		present := func() (recordIDs []string) {
			for _, recordID := range []string{"oldest", "older", "old", "live"} {
				if _, err := store.IdempotencyRecords().Get(ctx, companyID, recordID); err == nil {
					recordIDs = append(recordIDs, recordID)
				}
			}
			return recordIDs
		}
		removed, err := store.SweepIdempotencyRecords(ctx, now, 2)
		require.NoError(t, err)
		if store.expiresByItself {
			require.Zero(t, removed, "MongoDB removes by itself")
			return
		}
		require.Equal(t, 2, removed)
		require.Equal(t, []string{"old", "live"}, present())
		removed, err = store.SweepIdempotencyRecords(ctx, now, 2)
		require.NoError(t, err)
		require.Equal(t, 1, removed)
		require.Equal(t, []string{"live"}, present())
		removed, err = store.SweepIdempotencyRecords(ctx, now, 2)
		require.NoError(t, err)
		require.Zero(t, removed)
	})
}

// TestIdempotencyRecords_OnlyMongoDBRemovesThemByItself compares the options of the indexes that are created in each store.
func TestIdempotencyRecords_OnlyMongoDBRemovesThemByItself(t *testing.T) {
	expiry := missingIndex{collection: "idempotencyRecords", keys: ascending(expiresField), expiry: true}
	other := missingIndex{collection: "claims", keys: idIndex()}
	onMongoDB, onEmbedded := &Store{expiresByItself: true}, &Store{}
	require.Equal(t, new(int32), expiryOf(t, onMongoDB, expiry))
	require.Nil(t, expiryOf(t, onMongoDB, other))
	require.Nil(t, expiryOf(t, onEmbedded, expiry))
}

func expiryOf(t *testing.T, store *Store, index missingIndex) *int32 {
	t.Helper()
	var indexOptions options.IndexOptions
	for _, set := range store.indexModel(index).Options.List() {
		require.NoError(t, set(&indexOptions))
	}
	return indexOptions.ExpireAfterSeconds
}

func TestObjects_EachTypeIsFoundByItsID(t *testing.T) {
	ctx, store := openStore(t, embeddedOptions(t))
	role := newRole(t, newID(t, id.Company))
	seed(ctx, t, store, role)
	object, err := store.Objects().Object(ctx, role.CompanyID, role.ID)
	require.NoError(t, err)
	require.Equal(t, role, object)
	for _, unknown := range []string{"", "nonsense", newID(t, id.ExternalRole), newID(t, id.AuditRecord)} {
		_, err := store.Objects().Object(ctx, role.CompanyID, unknown)
		require.ErrorIs(t, err, document.ErrAbsent)
	}
	for _, d := range descriptors {
		if !slices.Contains([]id.Kind{"", id.AuditRecord, id.AccessRuleDetachment, id.ErasureJob}, d.kind) {
			require.NotNil(t, d.decodeObject, "a repeat cannot read %s again", d.name)
		}
	}
}
