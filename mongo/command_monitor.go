package mongo

import (
	"context"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"

	"accessgraph/domain/cost"
)

const commitTransaction = "commitTransaction"

// commitTracker is the payer of a transaction. It also tracks whether the latest attempt has sent its commit.
type commitTracker struct {
	cost.Payer

	commitSent atomic.Bool
}

// Command charges a command, and notes if it is the commit.
func (t *commitTracker) Command(name string) {
	t.Payer.Command(name)
	if name == commitTransaction {
		t.commitSent.Store(true)
	}
}

// chargedCommands are the commands that requests are charged for. The others maintain connections, sessions and the catalogue.
var chargedCommands = map[string]bool{
	"find": true, "getMore": true, "aggregate": true, "count": true, "distinct": true,
	"insert": true, "update": true, "delete": true, "findAndModify": true, "bulkWrite": true,
	commitTransaction: true, "abortTransaction": true,
}

// Observer is called after every command that was sent to the store, with its name, its duration and whether it failed.
type Observer func(command string, took time.Duration, failed bool)

// monitor returns a monitor that charges each command to the payer in its context, and calls observe unless that is nil.
func monitor(observe Observer) *event.CommandMonitor {
	commands := &event.CommandMonitor{Started: func(ctx context.Context, started *event.CommandStartedEvent) {
		if chargedCommands[started.CommandName] {
			cost.From(ctx).Command(started.CommandName)
		}
	}}
	if observe != nil {
		commands.Succeeded = func(_ context.Context, succeeded *event.CommandSucceededEvent) {
			observe(succeeded.CommandName, succeeded.Duration, false)
		}
		commands.Failed = func(_ context.Context, failed *event.CommandFailedEvent) {
			observe(failed.CommandName, failed.Duration, true)
		}
	}
	return commands
}
