package mongo

import (
	"context"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"

	"accessgraph/domain/cost"
)

const commitTransaction = "commitTransaction"

// transaction is the payer of a transaction. It knows how far the latest attempt has come.
type commitTracker struct {
	cost.Payer

	commitSent atomic.Bool
}

// Command notes that the commit was sent.
func (t *commitTracker) Command(name string) {
	t.Payer.Command(name)
	if name == commitTransaction {
		t.commitSent.Store(true)
	}
}

// dataCommands are the commands that count; the others keep connections, sessions and the catalogue in order.
func countedCommands() map[string]bool {
	return map[string]bool{
		"find": true, "getMore": true, "aggregate": true, "count": true, "distinct": true,
		"insert": true, "update": true, "delete": true, "findAndModify": true, "bulkWrite": true,
		commitTransaction: true, "abortTransaction": true,
	}
}

// Observer is told of every command that the store was sent: its name, how long it took and whether it failed.
type Observer func(command string, took time.Duration, failed bool)

// monitor tells the payer of a context of the commands that are sent for it; and observe, unless it is nil, of what came of
// them.
func monitor(observe Observer) *event.CommandMonitor {
	counted := countedCommands()
	watching := &event.CommandMonitor{Started: func(ctx context.Context, started *event.CommandStartedEvent) {
		if counted[started.CommandName] {
			cost.From(ctx).Command(started.CommandName)
		}
	}}
	if observe != nil {
		watching.Succeeded = func(_ context.Context, done *event.CommandSucceededEvent) {
			observe(done.CommandName, done.Duration, false)
		}
		watching.Failed = func(_ context.Context, done *event.CommandFailedEvent) {
			observe(done.CommandName, done.Duration, true)
		}
	}
	return watching
}
