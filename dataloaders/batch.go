package dataloaders

import (
	"context"
	"slices"
	"sync"

	"accessgraph/domain/document"
	"accessgraph/domain/parallel"
)

// Values loads values by key, each key once. It never waits for more keys: a caller with many keys, such as a batch resolver,
// prefetches them together before it loads them.
type Values[V any] struct {
	*cache[V]

	member *member
}

// Load returns the value of a key, or document.ErrAbsent if there is none. Any other error is that of the store.
func (v Values[V]) Load(ctx context.Context, key string) (V, error) {
	if r := v.settled(key); r != nil {
		return r.value, r.err
	}
	results := v.request([]string{key})
	prefetch(ctx, keySet[V]{v, results})
	return results[0].wait(ctx)
}

// Prefetch reads the values of keys in batches, so that Load finds them in the cache. Load returns the errors, too.
func (v Values[V]) Prefetch(ctx context.Context, keys []string) { prefetch(ctx, v.Keys(keys)) }

// Keys returns keys for the function Prefetch, which reads them together with the keys of other loaders.
func (v Values[V]) Keys(keys []string) Keys { return keySet[V]{v, v.request(keys)} }

// Prime adds a value to the cache that was read elsewhere. It has no effect on a key that was requested before.
func (v Values[V]) Prime(key string, value V) {
	v.PrimeAll([]V{value}, func(V) string { return key })
}

// PrimeAll adds values to the cache that were read elsewhere, by the keys that keyOf returns. It has no effect on keys that
// were requested before.
func (v Values[V]) PrimeAll(values []V, keyOf func(value V) string) {
	primed := make([]result[V], len(values))
	v.mutex.Lock()
	defer v.mutex.Unlock()
	for i, value := range values {
		if key := keyOf(value); v.results[key] == nil {
			primed[i].value = value
			v.results[key] = &primed[i]
		}
	}
}

// Keys are keys of one loader, to be prefetched.
type Keys interface {
	// isSettled reports whether every key was read.
	isSettled() bool
	loader() dispatcher
	// caller returns the call of a level that requested the keys; nil outside of a level.
	caller() *member
	wait(ctx context.Context)
}

// Prefetch reads the keys of several loaders concurrently.
func Prefetch(ctx context.Context, keys ...Keys) { prefetch(ctx, keys...) }

func prefetch(ctx context.Context, sets ...Keys) {
	sets = slices.DeleteFunc(sets, Keys.isSettled)
	if len(sets) == 0 {
		return
	}
	var loaders []dispatcher
	for _, set := range sets {
		if loader := set.loader(); !slices.Contains(loaders, loader) {
			loaders = append(loaders, loader)
		}
	}
	await := func() {
		for _, set := range sets {
			set.wait(ctx)
		}
	}
	if own := sets[0].caller(); own != nil {
		own.wait(ctx, loaders, await)
		return
	}
	dispatchAll(ctx, loaders)
	await()
}

// keySet implements Keys.
type keySet[V any] struct {
	values  Values[V]
	results []*result[V]
}

func (s keySet[V]) loader() dispatcher { return s.values.cache }

func (s keySet[V]) caller() *member { return s.values.member }

func (s keySet[V]) isSettled() bool {
	return !slices.ContainsFunc(s.results, func(r *result[V]) bool { return !r.isSettled() })
}

func (s keySet[V]) wait(ctx context.Context) {
	for _, r := range s.results {
		_, _ = r.wait(ctx)
	}
}

// cache holds the values that a request has loaded by one loader.
type cache[V any] struct {
	read func(ctx context.Context, keys []string) (map[string]V, error)
	// batchSize is the most keys that are read at once.
	batchSize int

	mutex   sync.Mutex
	results map[string]*result[V]
	// pending are the batches that have not been dispatched. All but the last are full.
	pending []*batch[V]
}

// settled returns the result of a key that was read; nil for any other key.
func (c *cache[V]) settled(key string) *result[V] {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if r := c.results[key]; r != nil && r.isSettled() {
		return r
	}
	return nil
}

// request returns the results of keys. A key that is requested for the first time is pending until the next dispatch.
func (c *cache[V]) request(keys []string) []*result[V] {
	results := make([]*result[V], len(keys))
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var created []result[V]
	for i, key := range keys {
		if c.results[key] == nil {
			if created == nil {
				created = make([]result[V], 0, len(keys)-i)
			}
			created = append(created, result[V]{})
			c.results[key] = &created[len(created)-1]
			c.enqueue(key, c.results[key])
		}
		results[i] = c.results[key]
	}
	return results
}

// enqueue adds a key to the last pending batch, or to a new one if that is full.
func (c *cache[V]) enqueue(key string, r *result[V]) {
	last := len(c.pending) - 1
	if last < 0 || len(c.pending[last].keys) == c.batchSize {
		c.pending = append(c.pending, &batch[V]{done: make(chan struct{})})
		last++
	}
	b := c.pending[last]
	r.done = b.done
	b.keys, b.results = append(b.keys, key), append(b.results, r)
}

// dispatch reads the pending batches.
func (c *cache[V]) dispatch(ctx context.Context) {
	c.mutex.Lock()
	batches := c.pending
	c.pending = nil
	c.mutex.Unlock()
	for _, b := range batches {
		var values map[string]V
		err := parallel.Guard(func() (err error) {
			values, err = c.read(ctx, b.keys)
			return err
		})
		b.settle(values, err)
	}
}

// batch is a set of keys that are read together.
type batch[V any] struct {
	keys    []string
	results []*result[V]
	done    chan struct{}
}

// settle sets the value of each key, or the error of the read.
func (b *batch[V]) settle(values map[string]V, err error) {
	for i, key := range b.keys {
		r := b.results[i]
		value, ok := values[key]
		switch {
		case err != nil:
			r.err = err
		case ok:
			r.value = value
		default:
			r.err = document.ErrAbsent
		}
	}
	close(b.done)
}

// result is the value of one key, or the error of reading it. It is settled once done is closed, or if done is nil.
type result[V any] struct {
	done  chan struct{}
	value V
	err   error
}

func (r *result[V]) isSettled() bool {
	if r.done == nil {
		return true
	}
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

func (r *result[V]) wait(ctx context.Context) (V, error) {
	if r.done == nil {
		return r.value, r.err
	}
	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
		var zero V
		return zero, ctx.Err()
	}
}

// Level runs the calls of one level of an operation, such as the batch resolvers of its fields, concurrently. Their loads are
// batched: a call that waits for values lets the others request theirs, and each loader reads once when every call waits or
// has returned.
//
// Each call is passed a function that returns the loaders for its own loads.
func Level(ctx context.Context, calls []func(join func(Loaders) Loaders)) error {
	l := &level{calls: len(calls), due: map[dispatcher]bool{}}
	work := make([]func() error, len(calls))
	for i, call := range calls {
		work[i] = func() error {
			own := &member{level: l}
			defer own.leave(ctx)
			call(func(loaders Loaders) Loaders { return Loaders{loaders.shared, own} })
			return nil
		}
	}
	return parallel.Do(work...)
}

// Detached returns loaders for reads that do not wait for the other calls of the level, such as lists.
func (l Loaders) Detached(ctx context.Context) Loaders {
	if l.member != nil {
		l.member.leave(ctx)
	}
	return Loaders{shared: l.shared}
}

// level is the state that the calls of one level share.
type level struct {
	mutex sync.Mutex
	// calls is the number of calls that have not returned, waiting the number of those that wait for values.
	calls, waiting int
	// due are the loaders with pending keys.
	due map[dispatcher]bool
	// round counts the dispatches.
	round int
}

// dispatcher reads the pending keys of a loader.
type dispatcher interface{ dispatch(ctx context.Context) }

// member is one call of a level.
type member struct {
	level *level
	once  sync.Once
}

// wait waits for the pending keys of loaders. await waits for their values.
func (m *member) wait(ctx context.Context, loaders []dispatcher, await func()) {
	l := m.level
	l.mutex.Lock()
	for _, loader := range loaders {
		l.due[loader] = true
	}
	l.waiting++
	round := l.round
	ready := l.ready()
	l.mutex.Unlock()
	dispatchAll(ctx, ready)
	await()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.round == round {
		l.waiting-- // another call had dispatched the keys before
	}
}

// leave removes a call from the level: the others no longer wait for it.
func (m *member) leave(ctx context.Context) {
	m.once.Do(func() {
		m.level.mutex.Lock()
		m.level.calls--
		ready := m.level.ready()
		m.level.mutex.Unlock()
		dispatchAll(ctx, ready)
	})
}

// ready returns the loaders to dispatch now: every loader with pending keys, once every call waits.
func (l *level) ready() []dispatcher {
	if l.waiting < l.calls || len(l.due) == 0 {
		return nil
	}
	loaders := make([]dispatcher, 0, len(l.due))
	for loader := range l.due {
		loaders = append(loaders, loader)
	}
	clear(l.due)
	l.waiting = 0
	l.round++
	return loaders
}

// dispatchAll dispatches loaders concurrently.
func dispatchAll(ctx context.Context, loaders []dispatcher) {
	reads := make([]func() error, len(loaders))
	for i, loader := range loaders {
		reads[i] = func() error {
			loader.dispatch(ctx)
			return nil
		}
	}
	_ = parallel.Do(reads...) // a panic in a read is the error of its values
}
