package mongo

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// awayAfter is how long the store must be without a server that accepts writes before it is away. Until then calls wait for one:
// a replica set elects another primary within that time as a rule.
const awayAfter = serverSelectionTimeout

// errAway is the error of every call while the store is away.
var errAway = errors.New("no server of the store has accepted writes for some time")

// reach tells whether the store is away, as the driver sees its servers. Calls fail at once while it is, instead of each waiting
// for a server: an outage then does not fill the program with requests that wait.
type reach struct {
	now func() time.Time

	mu sync.Mutex
	// lostAt is when the last server that accepts writes was lost; zero while there is one, or was none yet.
	lostAt time.Time
	// seen is set once there was a server that accepts writes: before, a call says best why there is none.
	seen bool
}

// monitor returns the monitor that tells reach about the servers.
func (r *reach) monitor() *event.ServerMonitor {
	return &event.ServerMonitor{TopologyDescriptionChanged: func(changed *event.TopologyDescriptionChangedEvent) {
		writable := false
		for _, server := range changed.NewDescription.Servers {
			writable = writable || acceptsWrites(server.Kind)
		}
		r.note(writable)
	}}
}

func acceptsWrites(kind string) bool {
	return kind == "RSPrimary" || kind == "Mongos" || kind == "LoadBalancer" || kind == "Standalone"
}

func (r *reach) note(writable bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case writable:
		r.seen, r.lostAt = true, time.Time{}
	case r.seen && r.lostAt.IsZero():
		r.lostAt = r.now()
	}
}

// check fails with errAway while the store is away.
func (r *reach) check() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.lostAt.IsZero() || r.now().Sub(r.lostAt) < awayAfter {
		return nil
	}
	return errAway
}

// read carries out a read, unless the store is away, and repeats it once after a failure that may pass. The driver itself would
// repeat it without a pause until the deadline. A read of a transaction is not repeated: the transaction is.
func read[T any](ctx context.Context, r *reach, call func() (T, error)) (T, error) {
	var none T
	if err := r.check(); err != nil {
		return none, err
	}
	result, err := call()
	if err == nil || ctx.Err() != nil || hasLabel(err, transientTransactionLabel) || !isPassing(err) && !driver.IsNetworkError(err) {
		return result, err
	}
	return call()
}
