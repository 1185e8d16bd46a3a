package mongo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/mongo/archive"
	"accessgraph/mongo/wiretest"
)

// isPassingFault reports whether a client may try again, because certainly nothing was written.
func isPassingFault(err error) bool {
	return hasReason(err, fault.StoreUnavailable) || hasReason(err, fault.DeadlineExceeded)
}

func hasReason(err error, reason fault.Reason) bool {
	problem := (*fault.Error)(nil)
	return errors.As(err, &problem) && problem.First().Reason == reason
}

// newCommit returns a commit that counts, and takes a claim. An acknowledged one is there once, and one whose outcome is unknown once or
// not at all. Nothing keeps another writer from the same documents afterwards.
func newCommit(t *testing.T) func() operation {
	return func() operation {
		role, identifierID := newRole(t, newID(t, id.Company)), newID(t, id.Identifier)
		pass := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: identifierID, By: 1}
		counting := commit.Commit{CompanyID: role.CompanyID, Counts: []commit.Count{pass}}
		return operation{
			begin: func(ctx context.Context, direct *Store) error {
				return direct.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Counters: []commit.Count{pass}})
			},
			do: func(ctx context.Context, store *Store) error {
				return store.Commit(ctx, commit.Commit{
					CompanyID: role.CompanyID, Inserts: []document.Document{role}, Claims: []commit.Claim{newClaim(role.ID, "auditor")},
					Counts: []commit.Count{pass},
				})
			},
			check: func(ctx context.Context, direct *Store, result error) error {
				if err := direct.Commit(ctx, counting); err != nil {
					return fmt.Errorf("another writer: %w", err)
				}
				values, err := direct.Counters().Values(ctx, role.CompanyID, pass.Counter, []string{identifierID})
				if err != nil {
					return err
				}
				committed := values[identifierID] - 2
				_, err = direct.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
				switch {
				case (err == nil) != (committed == 1) || committed < 0 || committed > 1:
					return fmt.Errorf("counted %d times, and the role: %w", committed, err)
				case result == nil && committed == 0:
					return errors.New("an acknowledged commit is lost")
				case result != nil && committed == 1 && !hasReason(result, fault.CommitOutcomeUnknown):
					return fmt.Errorf("a commit that was written is refused: %w", result)
				case result != nil && !isPassingFault(result) && !hasReason(result, fault.CommitOutcomeUnknown) && !hasReason(result, fault.RequestCanceled):
					return fmt.Errorf("the wrong error: %w", result)
				}
				return nil
			},
		}
	}
}

func TestProxy_ACommitIsMadeOnceOrNotAtAll(t *testing.T) {
	disturbEverywhere(t.Context(), t, serve(t), newCommit(t), cutOnce()...)
}

// A commit ends at its deadline if the line stays cut or one of its messages is held back. Its outcome is unknown if it was sent, and
// until then nothing is written.
func TestProxy_ACommitThatGetsNoAnswer(t *testing.T) {
	disturbEverywhere(t.Context(), t, serve(t), newCommit(t), disturbance{held: true},
		disturbance{how: wiretest.CutError{At: wiretest.BeforeRequest}, lasting: true}, disturbance{how: wiretest.CutError{At: wiretest.BeforeAnswer}, lasting: true})
}

// A client leaves while a statement is on its way, and the abort overtakes the statement, which then begins no transaction.
func TestProxy_AStatementThatComesAfterTheAbortHoldsNothing(t *testing.T) {
	disturbEverywhere(t.Context(), t, serve(t), newCommit(t), disturbance{late: true})
}

// A read gives what is stored, or says that the store is unavailable.
func TestProxy_AReadIsRightOrUnavailable(t *testing.T) {
	ctx := t.Context()
	disturbEverywhere(ctx, t, serve(t), func() operation {
		first, second := newRole(t, newID(t, id.Company)), (*roleaccount.ExternalRole)(nil)
		second = newRole(t, first.CompanyID)
		return operation{
			begin: func(ctx context.Context, direct *Store) error {
				return direct.Commit(ctx, commit.Commit{CompanyID: first.CompanyID, Inserts: []document.Document{first, second}})
			},
			do: func(ctx context.Context, store *Store) error {
				role, err := store.ExternalRoles().Get(ctx, first.CompanyID, first.ID)
				if err != nil {
					return err
				}
				page, err := store.ExternalRoles().List(ctx, first.CompanyID, roleaccount.ExternalRoleFilter{}, firstTen)
				if err != nil {
					return err
				}
				if role.ID != first.ID || len(page.Items) != 2 {
					return errors.New("another answer")
				}
				return nil
			},
			check: func(_ context.Context, _ *Store, result error) error {
				if result == nil || isPassingFault(result) {
					return nil
				}
				return fmt.Errorf("the wrong error: %w", result)
			},
		}
	}, cutOnce()...)
}

// An export that is disturbed fails, and what it has written is not taken for an archive. In the transaction of an embedded store, it
// leaves none behind.
func TestProxy_AnExportIsWholeOrFails(t *testing.T) {
	ctx := t.Context()
	in := serve(t)
	newFamily(ctx, t, in.direct, "key")
	whole := exported(ctx, t, in.direct)
	export := func(embedded bool) func() operation {
		return func() operation {
			var out bytes.Buffer
			return operation{
				begin: func(context.Context, *Store) error { return nil },
				do: func(ctx context.Context, store *Store) error {
					store.embedded = embedded
					_, err := store.Export(ctx, &out, func(Problem) {})
					return err
				},
				check: func(_ context.Context, _ *Store, result error) error {
					if result == nil {
						if !bytes.Equal(whole, out.Bytes()) {
							return errors.New("another archive")
						}
						return nil
					}
					_, err := checkArchive(ctx, bytes.NewReader(out.Bytes()))
					isCut := isPassingFault(result) || hasReason(result, fault.RequestCanceled)
					if !isCut || !errors.Is(err, archive.ErrDamaged) && !errors.Is(err, archive.ErrForeign) {
						return fmt.Errorf("%w, and the archive: %w", result, err)
					}
					return nil
				},
			}
		}
	}
	cut := disturbance{how: wiretest.CutError{At: wiretest.WithinAnswer, Reset: true}}
	t.Run("MongoDB", func(t *testing.T) { disturbEverywhere(ctx, t, in, export(false), cut) })
	t.Run("embedded", func(t *testing.T) { disturbEverywhere(ctx, t, in, export(true), cut, disturbance{late: true}) })
}

// spread is the number of messages of a long operation that are cut, one in each run, evenly spread and each at another moment.
const spread = 5

// cutSpread does a long operation, each time on a store of its own, through proxies that cut messages all over it.
func cutSpread(ctx context.Context, t *testing.T, prepare func(t *testing.T) (served, operation)) {
	t.Helper()
	in, op := prepare(t)
	uncut, err := in.do(ctx, op, disturbance{}, 0)
	require.NoError(t, err)
	require.Greater(t, uncut, spread)
	cut := func(i int) disturbance {
		return disturbance{how: wiretest.CutError{At: wiretest.Moments()[i], Reset: i%2 == 0}}
	}
	var stores [spread]served
	var operations [spread]operation
	for i := range spread {
		stores[i], operations[i] = prepare(t)
	}
	cutAt := func(i int) int { return 1 + i*(uncut-1)/(spread-1) }
	for i, err := range race(spread, func(i int) error {
		_, err := stores[i].do(ctx, operations[i], cut(i), cutAt(i))
		return err
	}) {
		require.NoError(t, err, "message %d of %d, %+v", cutAt(i), uncut, cut(i))
	}
}

// A migration through which a cut goes can be run again, at once, and then nothing is wrong.
func TestProxy_AMigrationIsResumed(t *testing.T) {
	ctx := t.Context()
	cutSpread(ctx, t, func(t *testing.T) (served, operation) {
		in := serve(t)
		own := consistentFamily(ctx, t, in.direct, "own")
		older(ctx, t, in.direct, own, 3)
		return in, operation{
			begin: func(context.Context, *Store) error { return nil },
			do: func(ctx context.Context, store *Store) error {
				_, err := store.Migrate(ctx, noProblems(t))
				return err
			},
			check: func(ctx context.Context, direct *Store, result error) error {
				if result != nil && !isPassingFault(result) {
					return fmt.Errorf("the wrong error: %w", result)
				}
				if _, err := direct.Migrate(ctx, noProblems(t)); err != nil {
					return err
				}
				if problems := problemsOf(ctx, t, direct); len(problems) > 0 {
					return fmt.Errorf("after the migration: %v", problems)
				}
				return direct.CheckVersion(ctx)
			},
		}
	})
}

// An import through which a cut goes is whole, has left the store empty, or is recognised as unfinished.
func TestProxy_AnImportIsWholeOrUnfinished(t *testing.T) {
	ctx := t.Context()
	source := serve(t)
	newFamily(ctx, t, source.direct, "key")
	whole := exported(ctx, t, source.direct)
	expected := contents(ctx, t, source.direct)
	cutSpread(ctx, t, func(t *testing.T) (served, operation) {
		return serve(t), operation{
			begin: func(context.Context, *Store) error { return nil },
			do: func(ctx context.Context, store *Store) error {
				_, err := store.Import(ctx, io.NewSectionReader(bytes.NewReader(whole), 0, int64(len(whole))), noProblems(t))
				return err
			},
			check: func(ctx context.Context, direct *Store, result error) error {
				stored := contents(ctx, t, direct)
				unfinished := errors.Is(direct.refuseUnfinished(ctx), ErrImportUnfinished)
				switch {
				case result == nil:
					require.Equal(t, expected, stored)
					require.False(t, unfinished)
				case !unfinished:
					require.Empty(t, stored, "%v", result)
				}
				return nil
			},
		}
	})
}
