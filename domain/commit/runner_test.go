package commit_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

type thing struct {
	document.Base `bson:",inline"`
	Name          string  `bson:"name"`
	Note          *string `bson:"note"`
	Secret        string  `bson:"secret"`
}

func (*thing) AuditSecrets() []string { return []string{"secret"} }

// committer records each commit, and returns the next of its errors.
type committer struct {
	errs    []error
	commits []commit.Commit
}

func (c *committer) Commit(_ context.Context, changes commit.Commit) error {
	c.commits = append(c.commits, changes)
	err := c.errs[0]
	c.errs = c.errs[1:]
	return err
}

func runner(errs ...error) (*commit.Runner, *committer) {
	store := &committer{errs: errs}
	now := time.Date(2026, 1, 2, 3, 4, 5, 678_900_000, time.FixedZone("", 3600))
	clock := func() time.Time { return now }
	return &commit.Runner{Committer: store, Clock: clock, IDs: domaintest.IDs(clock)}, store
}

func caller() actor.Caller {
	return actor.Caller{CompanyID: "com_1", ApplicationID: "app_1", ApplicationName: "Desk", RequestID: "r1"}
}

func TestRun_WritesAnInsertWithItsAuditRecord(t *testing.T) {
	run, store := runner(nil)
	inserted, err := commit.Run(t.Context(), run, caller(), "createThing", func(_ context.Context, change *commit.Change) (*thing, error) {
		base, err := change.NewBase(id.Access)
		require.NoError(t, err)
		created := &thing{Base: base, Name: "Door", Secret: "s"}
		return created, change.Insert(created)
	})
	require.NoError(t, err)
	require.Len(t, store.commits, 1)
	c := store.commits[0]
	require.Equal(t, "com_1", c.CompanyID)
	require.Equal(t, []document.Document{inserted}, c.Inserts)
	require.Equal(t, 1, inserted.Version)
	require.Equal(t, time.Date(2026, 1, 2, 2, 4, 5, 678_000_000, time.UTC), inserted.UpdatedAt)
	require.Len(t, c.AuditRecords, 1)
	record := c.AuditRecords[0]
	require.Equal(t, "createThing", record.Action)
	require.Equal(t, inserted.ID, record.SubjectID)
	require.Equal(t, "r1", record.RequestID)
	require.Equal(t, "app_1", record.Actor.ApplicationID)
	require.Len(t, record.Changes, 1, "the secret and the bookkeeping stay out, and so does what is null")
	require.Equal(t, "name", record.Changes[0].Field)
	require.Nil(t, record.Changes[0].Before)
	require.Equal(t, "Door", record.Changes[0].After)
}

func TestRun_StartsOverAfterALostRace(t *testing.T) {
	run, store := runner(commit.ErrLostRace, commit.ErrLostRace, nil)
	stored := thing{Base: document.Base{ID: "acc_1", Version: 7}, Name: "Door"}
	decisions := 0
	_, err := commit.Run(t.Context(), run, caller(), "updateThing", func(_ context.Context, change *commit.Change) (*thing, error) {
		decisions++
		before := stored
		after := before
		after.Name = "Gate"
		return &after, change.Replace(&before, &after)
	})
	require.NoError(t, err)
	require.Equal(t, 3, decisions)
	require.Equal(t, 7, store.commits[2].Replaces[0].Version)
	require.Equal(t, 8, store.commits[2].Replaces[0].Document.Meta().Version)
	require.Len(t, store.commits[2].AuditRecords, 1)
}

func TestRun_WritesNothingWithoutAChange(t *testing.T) {
	run, store := runner()
	_, err := commit.Run(t.Context(), run, caller(), "updateThing", func(_ context.Context, change *commit.Change) (*thing, error) {
		before := thing{Base: document.Base{ID: "acc_1", Version: 7}, Name: "Door"}
		after := before
		return &after, change.Replace(&before, &after)
	})
	require.NoError(t, err)
	require.Empty(t, store.commits)
}

func TestRun_EndsAtTheDeadline(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	run, _ := runner(commit.ErrLostRace, commit.ErrLostRace)
	_, err := commit.Run(ctx, run, caller(), "updateThing", func(_ context.Context, change *commit.Change) (*thing, error) {
		cancel()
		change.Count(commit.IdentifiersOfAccessRule, "rul_1", 1)
		return nil, nil
	})
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, fault.DeadlineExceeded, refusal.First().Reason)
}

func TestRun_ReturnsAnotherError(t *testing.T) {
	broken := errors.New("disk full")
	run, _ := runner(broken)
	_, err := commit.Run(t.Context(), run, caller(), "updateThing", func(_ context.Context, change *commit.Change) (*thing, error) {
		change.Count(commit.IdentifiersOfAccessRule, "rul_1", 1)
		return nil, nil
	})
	require.ErrorIs(t, err, broken)
	require.ErrorContains(t, err, "updateThing: ")
}

func TestExpect_NamesTheCurrentVersion(t *testing.T) {
	expected := 3
	require.NoError(t, commit.Expect(nil, 4))
	require.NoError(t, commit.Expect(&expected, 3))
	var refusal *fault.Error
	require.ErrorAs(t, commit.Expect(&expected, 4), &refusal)
	require.Equal(t, map[string]any{"currentVersion": 4, "input.expectedVersion": "must be the current version"}, refusal.First().Data)
	require.Equal(t, "The object was changed in the meantime: its version is 4 now.", refusal.Error())
}

func TestChange_Delete_AuditsTheDeletedFields(t *testing.T) {
	run, store := runner(nil)
	deleted := &thing{Base: document.Base{ID: "acc_1", Version: 7}, Name: "Door", Secret: "s"}
	_, err := commit.Run(t.Context(), run, caller(), "deleteThing", func(_ context.Context, change *commit.Change) (bool, error) {
		change.Release(commit.ExternalRoleName, "door", "acc_1")
		change.StopCounterAt(commit.IdentifiersOfAccessRule, "acc_1", 0)
		return true, change.Delete(deleted)
	})
	require.NoError(t, err)
	c := store.commits[0]
	require.Equal(t, []commit.Deletion{{ID: "acc_1", Version: 7}}, c.Deletes)
	require.Equal(t, []commit.Claim{{Kind: commit.ExternalRoleName, Value: "door", Holder: "acc_1"}}, c.Releases)
	require.Len(t, c.AuditRecords, 1)
	require.Equal(t, []audit.FieldChange{{Field: "name", Before: "Door"}}, c.AuditRecords[0].Changes)
}

func TestChange_Queue_IsNotAudited(t *testing.T) {
	run, store := runner(nil, nil)
	work := &thing{Base: document.Base{ID: "acc_1", Version: 1}}
	for _, step := range []func(*commit.Change){
		func(change *commit.Change) { change.Queue(work) }, func(change *commit.Change) { change.Dequeue(work) },
	} {
		_, err := commit.Run(t.Context(), run, caller(), "deleteThing", func(_ context.Context, change *commit.Change) (bool, error) {
			step(change)
			return true, nil
		})
		require.NoError(t, err)
	}
	require.Equal(t, []document.Document{work}, store.commits[0].Inserts)
	require.Equal(t, []commit.Deletion{{ID: "acc_1", Version: 1}}, store.commits[1].Deletes)
	require.Empty(t, store.commits[0].AuditRecords)
	require.Empty(t, store.commits[1].AuditRecords)
}
