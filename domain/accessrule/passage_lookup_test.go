package accessrule_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/commit"
)

// faulty fails the next commits, each with one of its errors.
type faulty struct {
	commit.Committer
	failures []error
}

func (f *faulty) Commit(ctx context.Context, c commit.Commit) error {
	if len(f.failures) > 0 {
		failure := f.failures[0]
		f.failures = f.failures[1:]
		return failure
	}
	return f.Committer.Commit(ctx, c)
}

func (w world) failing(failures ...error) {
	w.Changes.Committer = &faulty{w.store, failures}
}

func (w world) recordCode(t *testing.T) (*accessrule.Passage, *accessrule.PassageDecision, error) {
	t.Helper()
	return w.RecordPassage(t.Context(), caller(), accessrule.RecordPassageInput{Reader: "north", Identifier: accessrule.PassageIdentifierInput{
		Number: &accessrule.IdentifierNumberInput{Type: accessrule.InputCode, Number: "0815"},
	}})
}

func TestService_RecordPassage_ACommitThatLosesRacesCountsItsCodeOnce(t *testing.T) {
	w := newWorld()
	w.guard.left = 2
	w.failing(commit.ErrLostRace, commit.ErrLostRace, commit.ErrLostRace)
	passage, decision, err := w.recordCode(t)
	require.NoError(t, err)
	require.Equal(t, accessrule.UnknownIdentifier, *decision.Denial)
	require.Nil(t, passage.RefusedAttempts)
	require.Equal(t, 1, w.guard.left)
	require.Equal(t, []accessrule.IdentifierType{accessrule.InputCode}, w.guard.unknown)
}

func TestService_RecordPassage_ARefusalThatLosesRacesIsRecordedOnce(t *testing.T) {
	w := newWorld()
	w.guard.left = 0
	passage, decision, err := w.recordCode(t)
	require.NoError(t, err)
	require.Nil(t, passage)
	require.Equal(t, accessrule.TooManyAttempts, *decision.Denial)
	require.Zero(t, w.store.Commits())

	w.failing(commit.ErrLostRace, commit.ErrLostRace)
	passage, decision, err = w.recordCode(t)
	require.NoError(t, err)
	require.Equal(t, accessrule.TooManyAttempts, *decision.Denial)
	require.Equal(t, 1, *passage.RefusedAttempts)
	require.Equal(t, &accessrule.PresentedNumber{Type: accessrule.InputCode}, passage.Presented)
	require.Equal(t, 1, w.store.Commits())
	require.Equal(t, 2, w.guard.refused)
}

func TestService_RecordPassage_ARefusalThatCannotBeRecordedIsCountedByTheNext(t *testing.T) {
	w := newWorld()
	w.guard.left, w.guard.skipped = 0, 4
	away := errors.New("the store is away")
	w.failing(away)
	_, _, err := w.recordCode(t)
	require.ErrorIs(t, err, away)
	passage, _, err := w.recordCode(t)
	require.NoError(t, err)
	require.Equal(t, 5, *passage.RefusedAttempts)
}
