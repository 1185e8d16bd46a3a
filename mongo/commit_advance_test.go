package mongo

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
)

func newUserAccess(t *testing.T) *useraccess.StoredUserAccess {
	t.Helper()
	return &useraccess.StoredUserAccess{
		Base: newBase(t, id.UserAccess, newID(t, id.Company)), Type: useraccess.Profile, Name: new("Day"),
		CustomerPathIDs: []string{}, Roles: []string{}, CreatedBy: actor.Actor{ApplicationName: "Tests"},
	}
}

func advanced(access *useraccess.StoredUserAccess, from *time.Time, to time.Time) commit.Commit {
	return commit.Commit{
		CompanyID: access.CompanyID,
		Advances:  []commit.Advance{{ID: access.ID, Field: access.UnversionedFields()[0], From: from, To: to}},
	}
}

func TestCommit_AnAdvanceIsGuardedByTheTimeThatWasRead(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		access := newUserAccess(t)
		seed(ctx, t, store, access)
		first, second := access.UpdatedAt.Add(time.Second), access.UpdatedAt.Add(2*time.Second)
		require.NoError(t, store.Commit(ctx, advanced(access, nil, first)))
		require.ErrorIs(t, store.Commit(ctx, advanced(access, nil, second)), commit.ErrLostRace)
		require.NoError(t, store.Commit(ctx, advanced(access, &first, second)))
		foreign := *access
		foreign.CompanyID = newID(t, id.Company)
		require.ErrorIs(t, store.Commit(ctx, advanced(&foreign, &second, second.Add(time.Second))), commit.ErrLostRace)

		expected := *access
		expected.LastLoginAt = &second
		read, err := store.UserAccesses().Get(ctx, access.CompanyID, access.ID)
		require.NoError(t, err)
		require.Equal(t, &expected, inUTC(read), "the version stays")
	})
}

// An editor who has read the access before a login must not undo the login.
func TestCommit_AReplacementLeavesWhatHasNoVersion(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		access := newUserAccess(t)
		seed(ctx, t, store, access)
		login := access.UpdatedAt.Add(time.Second)
		require.NoError(t, store.Commit(ctx, advanced(access, nil, login)))
		edited := *access
		edited.Name, edited.Language, edited.Roles, edited.Version = nil, new("en"), []string{"READER"}, 2
		replaced := []commit.Replacement{{Document: &edited, Version: 1}}
		require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: access.CompanyID, Replaces: replaced}))
		require.ErrorIs(t, store.Commit(ctx, commit.Commit{CompanyID: access.CompanyID, Replaces: replaced}), commit.ErrLostRace)

		edited.LastLoginAt = &login
		read, err := store.UserAccesses().Get(ctx, access.CompanyID, access.ID)
		require.NoError(t, err)
		require.Equal(t, &edited, inUTC(read))
	})
}

func TestCommit_TheLatestOfManyAdvancesStays(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		access := newUserAccess(t)
		seed(ctx, t, store, access)
		results := race(64, func(contender int) error {
			at := access.UpdatedAt.Add(time.Duration(contender) * time.Second)
			for {
				read, err := store.UserAccesses().Get(ctx, access.CompanyID, access.ID)
				if err != nil || read.LastLoginAt != nil && !at.After(*read.LastLoginAt) {
					return err
				}
				if err := store.Commit(ctx, advanced(access, read.LastLoginAt, at)); !errors.Is(err, commit.ErrLostRace) {
					return err
				}
			}
		})
		require.NoError(t, errors.Join(results...))
		read, err := store.UserAccesses().Get(ctx, access.CompanyID, access.ID)
		require.NoError(t, err)
		require.Equal(t, access.UpdatedAt.Add(63*time.Second), read.LastLoginAt.UTC())
	})
}

func inUTC(access *useraccess.StoredUserAccess) *useraccess.StoredUserAccess {
	access.UpdatedAt = access.UpdatedAt.UTC()
	if access.LastLoginAt != nil {
		access.LastLoginAt = new(access.LastLoginAt.UTC())
	}
	return access
}
