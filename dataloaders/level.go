package dataloaders

import (
	"context"
	"sync"

	"accessgraph/domain/parallel"
)

// Level runs the calls of one level of an operation side by side, such as the batch resolvers of its fields. What they ask
// loaders for is read together: a call that waits for values lets the others ask for theirs, and each loader reads once when
// every call waits or is done.
//
// Each call is made with a function that returns the loaders for what it reads.
func Level(ctx context.Context, calls []func(join func(Loaders) Loaders)) error {
	shared := &level{calls: len(calls), due: map[loader]bool{}}
	work := make([]func() error, len(calls))
	for i, call := range calls {
		work[i] = func() error {
			own := &member{level: shared}
			defer own.leave(ctx)
			call(func(loaders Loaders) Loaders { return Loaders{loaders.shared, own} })
			return nil
		}
	}
	return parallel.Do(work...)
}

// Apart returns loaders for reads that do not wait for the other calls of the level, such as lists.
func (l Loaders) Apart(ctx context.Context) Loaders {
	if l.member != nil {
		l.member.leave(ctx)
	}
	return Loaders{shared: l.shared}
}

// level is what the calls of one level wait for.
type level struct {
	mutex sync.Mutex
	// calls is the number of calls that are not done, waiting that of those which wait for values.
	calls, waiting int
	// due are the loaders with keys that nobody reads yet.
	due map[loader]bool
	// step counts the readings.
	step int
}

// loader reads the keys that it was asked for.
type loader interface{ dispatch(ctx context.Context) }

// member is one call of a level.
type member struct {
	level *level
	once  sync.Once
}

// wait waits for values that some loaders were asked for. done waits for the values themselves.
func (m *member) wait(ctx context.Context, loaders []loader, done func()) {
	l := m.level
	l.mutex.Lock()
	for _, asked := range loaders {
		l.due[asked] = true
	}
	l.waiting++
	step := l.step
	read := l.ready()
	l.mutex.Unlock()
	readAll(ctx, read)
	done()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.step == step {
		l.waiting-- // others had begun to read the values before
	}
}

// leave takes a call out of the level: the others no longer wait for it.
func (m *member) leave(ctx context.Context) {
	m.once.Do(func() {
		m.level.mutex.Lock()
		m.level.calls--
		read := m.level.ready()
		m.level.mutex.Unlock()
		readAll(ctx, read)
	})
}

// ready returns the loaders that must read now: all that are due, once every call waits.
func (l *level) ready() []loader {
	if l.waiting < l.calls || len(l.due) == 0 {
		return nil
	}
	loaders := make([]loader, 0, len(l.due))
	for asked := range l.due {
		loaders = append(loaders, asked)
	}
	clear(l.due)
	l.waiting = 0
	l.step++
	return loaders
}

// readAll has loaders read side by side.
func readAll(ctx context.Context, loaders []loader) {
	reads := make([]func() error, len(loaders))
	for i, asked := range loaders {
		reads[i] = func() error {
			asked.dispatch(ctx)
			return nil
		}
	}
	_ = parallel.Do(reads...) // a panic in a read is the error of its values
}
