package mongo

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/faulty"
)

func openFaulty(t *testing.T) (context.Context, *Store, *faulty.Disk, Options) {
	t.Helper()
	disk := faulty.New()
	storeOptions := embeddedOptions(t)
	storeOptions.Files = disk
	ctx, store := openStore(t, storeOptions)
	t.Cleanup(func() { require.NoError(t, disk.Heal()) })
	return ctx, store, disk, storeOptions
}

func insertion(t *testing.T) commit.Commit {
	role := newRole(t, newID(t, id.Company))
	return commit.Commit{CompanyID: role.CompanyID, Inserts: []document.Document{role}}
}

func TestStore_AfterAFailedSync(t *testing.T) {
	ctx, store, disk, storeOptions := openFaulty(t)
	require.NoError(t, store.Commit(ctx, insertion(t)))
	require.NoError(t, store.Err())
	require.NoError(t, disk.FailSync())
	requireReason(t, fault.CommitOutcomeUnknown, store.Commit(ctx, insertion(t)))
	<-store.Failed()
	require.ErrorContains(t, store.Err(), "the store has stopped")
	requireUnavailable(ctx, t, store)
	storeOptions.Shared, storeOptions.Files = true, nil
	_, err := Open(ctx, storeOptions)
	requireReason(t, fault.StoreUnavailable, err)
}

func TestStore_OnAFullDisk(t *testing.T) {
	ctx, store, disk, _ := openFaulty(t)
	refused := insertion(t)
	require.NoError(t, disk.Fill())
	requireReason(t, fault.StoreUnavailable, store.Commit(ctx, refused))
	requireReason(t, fault.StoreUnavailable, store.KeyUses().Record(ctx, refused.CompanyID, "key", time.Now()))
	require.NoError(t, store.Ping(ctx), "it goes on to be read")
	_, err := store.ExternalRoles().Get(ctx, refused.CompanyID, refused.Inserts[0].Meta().ID)
	require.Equal(t, document.ErrAbsent, err)
	require.NoError(t, disk.Heal())
	require.NoError(t, store.Commit(ctx, refused))
	require.NoError(t, store.Err())
}

func TestStore_StopsWhenItsFolderIsMoved(t *testing.T) {
	ctx, store, _, storeOptions := openFaulty(t)
	require.NoError(t, store.Commit(ctx, insertion(t)))
	moved := storeOptions.Folder + "x"
	require.NoError(t, os.Rename(storeOptions.Folder, moved))
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(moved)) })
	requireReason(t, fault.StoreUnavailable, store.Commit(ctx, insertion(t)))
	<-store.Failed()
	requireUnavailable(ctx, t, store)
	storeOptions.Shared = true
	_, err := Open(ctx, storeOptions)
	require.ErrorIs(t, err, ErrAbsent)
	require.NoDirExists(t, storeOptions.Folder, "an operator's command creates nothing")
}

func TestStore_NoticesWithoutAWriteThatItsFileIsGone(t *testing.T) {
	ctx, store, _, storeOptions := openFaulty(t)
	require.NoError(t, store.Ping(ctx))
	require.NoError(t, os.Remove(filepath.Join(storeOptions.Folder, "accessgraph.db")))
	<-store.Failed()
	requireReason(t, fault.StoreUnavailable, store.Ping(ctx))
}

func TestStore_LogsThatItHasStopped(t *testing.T) {
	var log bytes.Buffer
	disk := faulty.New()
	storeOptions := embeddedOptions(t)
	storeOptions.Files, storeOptions.Logger = disk, zerolog.New(zerolog.SyncWriter(&log))
	ctx, cancel := context.WithTimeout(t.Context(), testTimeout)
	defer cancel()
	store, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	require.NoError(t, store.EnsureIndexes(ctx))
	require.NoError(t, disk.FailSync())
	require.Error(t, store.Commit(ctx, insertion(t)))
	require.NoError(t, disk.Heal())
	require.NoError(t, store.Close(ctx))
	require.Contains(t, log.String(), "stopped; restart the process")
}

func TestList_NamesADocumentWithoutAPosition(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		rule := &accessrule.AccessRule{Base: newBase(t, id.AccessRule, newID(t, id.Company)), Name: "Front door"}
		seed(ctx, t, store, rule)
		_, err := store.collection(accessRulesDescriptor).update(ctx, withID(rule.CompanyID, rule.ID), bson.D{{Key: "$unset", Value: bson.D{{Key: nameKeyField, Value: ""}}}})
		require.NoError(t, err)
		byName := document.PageRequest{First: 10, Order: document.Order{ByName: true}}
		_, err = store.AccessRules().List(ctx, rule.CompanyID, accessrule.AccessRuleFilter{}, byName)
		require.ErrorIs(t, err, ErrUnreadable)
		require.ErrorContains(t, err, fmt.Sprintf("accessRules, _id %q", rule.ID))
		require.ErrorContains(t, err, "accessgraph verify")
	})
}

func TestGet_NamesADocumentThatCannotBeDecoded(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		role := newRole(t, newID(t, id.Company))
		seed(ctx, t, store, role)
		_, err := store.collection(externalRolesDescriptor).update(ctx, withID(role.CompanyID, role.ID), bson.D{{Key: "$set", Value: bson.D{{Key: "name", Value: 7}}}})
		require.NoError(t, err)
		for name, read := range map[string]func() error{
			"get": func() error { _, err := store.ExternalRoles().Get(ctx, role.CompanyID, role.ID); return err },
			"get many": func() error {
				_, err := store.ExternalRoles().GetMany(ctx, role.CompanyID, []string{role.ID})
				return err
			},
			"list": func() error {
				_, err := store.ExternalRoles().List(ctx, role.CompanyID, roleaccount.ExternalRoleFilter{}, firstTen)
				return err
			},
		} {
			require.ErrorIs(t, read(), ErrUnreadable, name)
			require.ErrorContains(t, read(), fmt.Sprintf("externalRoles, _id %q", role.ID), name)
		}
	})
}

func TestRecovered_MakesAPanicAnError(t *testing.T) {
	panicking := func() (err error) {
		defer recoverPanic(&err)
		panic("what nobody thought of")
	}
	require.ErrorContains(t, panicking(), "what nobody thought of")
}

func TestVerifyFiles_FindsNothingInAWholeStore(t *testing.T) {
	storeOptions := embeddedOptions(t)
	ctx, store := openStore(t, storeOptions)
	seed(ctx, t, store, newRole(t, newID(t, id.Company)))
	storeOptions.Shared = true
	guest, err := Open(ctx, storeOptions)
	require.NoError(t, err)
	for _, looking := range []*Store{store, guest} {
		result, err := looking.VerifyFiles(ctx, func(problem Problem) { require.Fail(t, problem.String()) })
		require.NoError(t, err)
		require.Equal(t, Verified{Documents: 2}, result) // including the version of the store
	}
	require.NoError(t, guest.Close(ctx))
}
