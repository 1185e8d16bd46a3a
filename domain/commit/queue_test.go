package commit_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

// counting counts the commits that were tried, and lets others run while one is under way.
type counting struct {
	*domaintest.Store
	tried atomic.Int64
}

func (c *counting) Commit(ctx context.Context, changes commit.Commit) error {
	c.tried.Add(1)
	return c.Store.Commit(ctx, changes)
}

// rename writes a new version of a thing, as a mutation does.
func rename(ctx context.Context, runner *commit.Runner, store *domaintest.Store, thingID string) error {
	_, err := commit.Run(ctx, runner, caller(), "updateThing", func(ctx context.Context, change *commit.Change) (*thing, error) {
		before, err := domaintest.Collection[thing, *thing]{Store: store}.Get(ctx, "com_1", thingID)
		if err != nil {
			return nil, err
		}
		after := *before
		after.Name += "x"
		return &after, change.Replace(before, &after)
	})
	return err
}

func newThing(t *testing.T, store *domaintest.Store) string {
	t.Helper()
	thingID, err := domaintest.NewID(id.Access)
	require.NoError(t, err)
	store.Put(&thing{Base: document.Base{ID: thingID, CompanyID: "com_1", Version: 1}})
	return thingID
}

// Of many writers on one document, each loses at most one race: the one in which it did not know of the others.
func TestQueue_EachWriterOnOneDocumentLosesAtMostOnce(t *testing.T) {
	const writers = 48
	store := &counting{Store: domaintest.NewStore()}
	thingID := newThing(t, store.Store)
	runner := store.Runner(time.Now())
	runner.Committer, runner.Queue = store, &commit.Queue{}
	var running sync.WaitGroup
	for range writers {
		running.Go(func() { require.NoError(t, rename(t.Context(), runner, store.Store, thingID)) })
	}
	running.Wait()
	after, err := domaintest.Collection[thing, *thing]{Store: store.Store}.Get(t.Context(), "com_1", thingID)
	require.NoError(t, err)
	require.Equal(t, 1+writers, after.Version)
	require.LessOrEqual(t, store.tried.Load(), int64(2*writers))
}

// Who waits for a turn leaves the line at the deadline, and those behind still get theirs.
func TestQueue_AWaitEndsWithItsRequest(t *testing.T) {
	store := domaintest.NewStore()
	thingID := newThing(t, store)
	runner := store.Runner(time.Now())
	runner.Queue = &commit.Queue{}
	ctx, cancel := context.WithCancel(t.Context())
	behind := make(chan error, 1)
	store.Rival = func() { // the first writer holds the document meanwhile
		cancel()
		refused := (*fault.Error)(nil)
		require.ErrorAs(t, rename(ctx, runner, store, thingID), &refused)
		require.Equal(t, fault.DeadlineExceeded, refused.First().Reason)
		go func() { behind <- rename(t.Context(), runner, store, thingID) }()
	}
	require.NoError(t, rename(t.Context(), runner, store, thingID))
	require.NoError(t, <-behind)
}
