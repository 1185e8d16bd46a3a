package ratelimit

import (
	"context"
	"errors"
	"sync"
	"time"
)

// ErrBusy means that a gate has no room: its queue is full, or the wait became too long.
var ErrBusy = errors.New("too many are waiting")

// GateLimits bounds a gate. Each is larger than zero.
type GateLimits struct {
	// Running is how many may be inside at once. One client may have half of them, rounded up.
	Running int
	// Waiting is how many may wait to enter.
	Waiting int
	// WaitingPerClient is how many of them may be of one client.
	WaitingPerClient int
	// Wait is the longest wait.
	Wait time.Duration
}

// Gate lets a bounded number in at once, and has others wait in a queue that is fair between clients. It is safe for
// concurrent use. The count is this process's own.
type Gate struct {
	limits GateLimits

	mutex sync.Mutex
	// inside counts those inside by their client; running is their sum.
	inside  map[string]int
	running int
	// queue holds only those that cannot enter: while there is room, each of their clients has its half already.
	queue turns
}

// ticket is a place in the queue, or inside.
type ticket struct {
	client string
	// decided is closed when the ticket has left the queue.
	decided chan struct{}
	// admitted is meaningful once decided is closed.
	admitted bool
}

// NewGate returns a gate with nobody inside.
func NewGate(limits GateLimits) *Gate {
	return &Gate{limits: limits, inside: map[string]int{}}
}

// Enter waits until a client may enter. Whoever enters must call leave, once. Enter returns ErrBusy when the queue has no
// room for the client or the wait became too long, and the cause of the context when that ended first.
//
// A full queue makes room for a client at the cost of the client that has most in it: nobody can fill it for others.
func (g *Gate) Enter(ctx context.Context, client string) (leave func(), err error) {
	t, err := g.join(client)
	if err != nil {
		return nil, err
	}
	if err := g.wait(ctx, t); err != nil {
		return nil, err
	}
	return func() { g.leave(client) }, nil
}

// Waiting returns the number of those that wait.
func (g *Gate) Waiting() int {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return g.queue.length
}

func (g *Gate) join(client string) (*ticket, error) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	t := &ticket{client: client, decided: make(chan struct{})}
	if g.running < g.limits.Running && g.mayEnter(client) {
		g.admit(t)
		return t, nil
	}
	waiting := g.queue.of(client)
	if waiting >= g.limits.WaitingPerClient {
		return nil, ErrBusy
	}
	if g.queue.length >= g.limits.Waiting {
		out := g.queue.pushOut(waiting + 1)
		if out == nil {
			return nil, ErrBusy
		}
		close(out.decided)
	}
	g.queue.push(t)
	return t, nil
}

func (g *Gate) wait(ctx context.Context, t *ticket) error {
	timer := time.NewTimer(g.limits.Wait)
	defer timer.Stop()
	err := ErrBusy
	select {
	case <-t.decided:
	case <-timer.C:
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.queue.remove(t)
	if !t.admitted {
		return err
	}
	if ctx.Err() != nil { // it was let in at the moment at which it gave up
		g.release(t.client)
		return context.Cause(ctx)
	}
	return nil
}

func (g *Gate) leave(client string) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.release(client)
}

// release gives a place back, and lets in whoever may enter now.
func (g *Gate) release(client string) {
	g.running--
	if g.inside[client]--; g.inside[client] == 0 {
		delete(g.inside, client)
	}
	for g.running < g.limits.Running {
		next := g.queue.next(g.mayEnter)
		if next == nil {
			return
		}
		g.admit(next)
	}
}

func (g *Gate) admit(t *ticket) {
	g.running++
	g.inside[t.client]++
	t.admitted = true
	close(t.decided)
}

// mayEnter reports whether a client has less than its half.
func (g *Gate) mayEnter(client string) bool {
	return g.inside[client] < (g.limits.Running+1)/2
}
