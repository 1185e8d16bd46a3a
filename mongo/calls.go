package mongo

import (
	"context"
	"sync/atomic"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"

	"accessgraph/domain/cost"
)

// CallCount counts the commands that the store was sent for one request: those that read or write data, retries
// included. It is safe for concurrent use.
type CallCount struct{ calls atomic.Int64 }

// Value is the number of commands so far.
func (c *CallCount) Value() int { return int(c.calls.Load()) }

type callCountKey struct{}

// WithCallCount returns a context whose store calls are counted.
func WithCallCount(ctx context.Context) (context.Context, *CallCount) {
	count := &CallCount{}
	return context.WithValue(ctx, callCountKey{}, count), count
}

// attempt knows how far the latest try of a transaction has come.
type attempt struct{ commitSent atomic.Bool }

type attemptKey struct{}

func withAttempt(ctx context.Context) (context.Context, *attempt) {
	latest := &attempt{}
	return context.WithValue(ctx, attemptKey{}, latest), latest
}

const commitTransaction = "commitTransaction"

// dataCommands are the commands that count; the others keep connections, sessions and the catalogue in order.
func dataCommands() map[string]bool {
	return map[string]bool{
		"find": true, "getMore": true, "aggregate": true, "count": true, "distinct": true,
		"insert": true, "update": true, "delete": true, "findAndModify": true, "bulkWrite": true,
		commitTransaction: true, "abortTransaction": true,
	}
}

// Observer is told of every command that the store was sent: its name, how long it took and whether it failed.
type Observer func(command string, took time.Duration, failed bool)

// monitor tells each request, through its context, of the commands that are sent for it; and observe, unless it is nil, of
// what came of them.
func monitor(observe Observer) *event.CommandMonitor {
	counted := dataCommands()
	watching := &event.CommandMonitor{Started: func(ctx context.Context, started *event.CommandStartedEvent) {
		if count, ok := ctx.Value(callCountKey{}).(*CallCount); ok && counted[started.CommandName] {
			count.calls.Add(1)
		}
		if counted[started.CommandName] {
			cost.From(ctx).Note(cost.StoreCommand)
		}
		if latest, ok := ctx.Value(attemptKey{}).(*attempt); ok && started.CommandName == commitTransaction {
			latest.commitSent.Store(true)
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
