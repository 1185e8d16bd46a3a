package dataloaders

import (
	"context"
	"slices"
	"sync"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/parallel"
)

// maxBatch is the most IDs that a store takes at once.
const maxBatch = 100

// values reads what belongs to keys, each once. It never waits for more keys to come: who knows that many will be asked
// for, such as a list, asks for them all at once, before.
type values[V any] struct {
	read func(ctx context.Context, keys []string) (map[string]V, error)
	// batch is the most keys that are read at once.
	batch int
	mutex sync.Mutex
	known map[string]*reading[V]
	// pending are the keys that nobody reads yet.
	pending []pending[V]
}

// reading is a value that was read, or is being read.
type reading[V any] struct {
	done  chan struct{}
	value V
	err   error
}

func newValues[V any](read func(ctx context.Context, keys []string) (map[string]V, error)) *values[V] {
	return &values[V]{read: read, batch: maxBatch, known: map[string]*reading[V]{}}
}

// Load returns document.ErrAbsent where there is nothing. Any other error means that the store could not tell.
func (v *values[V]) Load(ctx context.Context, key string) (V, error) {
	asked := v.ask([]string{key})
	fetch(ctx, asked)
	return asked.readings[0].wait(ctx)
}

// Fetch reads many, a batch at a time, so that Load finds them read. What fails is kept for Load to tell.
func (v *values[V]) Fetch(ctx context.Context, keys []string) { fetch(ctx, v.ask(keys)) }

// Of is what Fetch reads, for Fetch to read it together with what other loaders are asked for.
func (v *values[V]) Of(keys []string) Need { return v.ask(keys) }

// Need is what a loader is asked for.
type Need interface {
	// settled reports whether it was read.
	settled() bool
	loader() loader
	wait(ctx context.Context)
}

// Fetch reads what several loaders are asked for, side by side.
func Fetch(ctx context.Context, needs ...Need) { fetch(ctx, needs...) }

func fetch(ctx context.Context, needs ...Need) {
	needs = slices.DeleteFunc(needs, Need.settled)
	if len(needs) == 0 {
		return
	}
	var loaders []loader
	for _, need := range needs {
		if asked := need.loader(); !slices.Contains(loaders, asked) {
			loaders = append(loaders, asked)
		}
	}
	done := func() {
		for _, need := range needs {
			need.wait(ctx)
		}
	}
	if own := memberOf(ctx); own != nil {
		own.wait(ctx, loaders, done)
		return
	}
	readAll(ctx, loaders)
	done()
}

// need is what one loader is asked for.
type need[V any] struct {
	from     *values[V]
	readings []*reading[V]
}

func (n need[V]) loader() loader { return n.from }

func (n need[V]) settled() bool {
	return !slices.ContainsFunc(n.readings, func(asked *reading[V]) bool { return !asked.settled() })
}

func (n need[V]) wait(ctx context.Context) {
	for _, asked := range n.readings {
		_, _ = asked.wait(ctx)
	}
}

// ask notes the keys that nobody has asked for yet: the next dispatch reads them.
func (v *values[V]) ask(keys []string) need[V] {
	asked := need[V]{v, make([]*reading[V], len(keys))}
	v.mutex.Lock()
	defer v.mutex.Unlock()
	for i, key := range keys {
		if v.known[key] == nil {
			v.known[key] = &reading[V]{done: make(chan struct{})}
			v.pending = append(v.pending, pending[V]{key, v.known[key]})
		}
		asked.readings[i] = v.known[key]
	}
	return asked
}

// dispatch reads the keys that were noted, a batch at a time.
func (v *values[V]) dispatch(ctx context.Context) {
	v.mutex.Lock()
	noted := v.pending
	v.pending = nil
	v.mutex.Unlock()
	for batch := range slices.Chunk(noted, v.batch) {
		keys := make([]string, len(batch))
		for i, each := range batch {
			keys[i] = each.key
		}
		var found map[string]V
		err := parallel.Guard(func() (err error) {
			found, err = v.read(ctx, keys)
			return err
		})
		for _, each := range batch {
			each.reading.settle(found, each.key, err)
		}
	}
}

// pending is a key that was asked for and is not being read yet.
type pending[V any] struct {
	key     string
	reading *reading[V]
}

func (r *reading[V]) settled() bool {
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

func (r *reading[V]) settle(found map[string]V, key string, err error) {
	value, ok := found[key]
	switch {
	case err != nil:
		r.err = err
	case ok:
		r.value = value
	default:
		r.err = document.ErrAbsent
	}
	close(r.done)
}

func (r *reading[V]) wait(ctx context.Context) (V, error) {
	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
		var nothing V
		return nothing, ctx.Err()
	}
}

// prime makes a value known that was read otherwise; what is known already stays.
func (v *values[V]) prime(key string, value V) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if v.known[key] == nil {
		primed := &reading[V]{done: make(chan struct{}), value: value}
		close(primed.done)
		v.known[key] = primed
	}
}

func (v *values[V]) forget() {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.known = map[string]*reading[V]{}
}

// Documents loads documents of one type.
type Documents[T any] struct {
	*values[*T]

	kind id.Kind
}

func newDocuments[T any](kind id.Kind, reader document.Reader[T], companyID string) *Documents[T] {
	return &Documents[T]{
		kind: kind,
		values: newValues(func(ctx context.Context, ids []string) (map[string]*T, error) {
			return reader.GetMany(ctx, companyID, ids)
		}),
	}
}

// Load returns document.ErrAbsent when the company has no document of this ID. A text that is not an ID of the type
// names none, and is not looked for.
func (d *Documents[T]) Load(ctx context.Context, documentID string) (*T, error) {
	if id.Check(d.kind, documentID) != nil {
		return nil, document.ErrAbsent
	}
	return d.values.Load(ctx, documentID)
}

// Fetch reads many, 100 at a time, so that Load finds them read.
func (d *Documents[T]) Fetch(ctx context.Context, documentIDs []string) {
	d.values.Fetch(ctx, d.readable(documentIDs))
}

// Of is what Fetch reads.
func (d *Documents[T]) Of(documentIDs []string) Need { return d.values.Of(d.readable(documentIDs)) }

// readable omits the texts that are no IDs of the type.
func (d *Documents[T]) readable(documentIDs []string) []string {
	return slices.DeleteFunc(slices.Clone(documentIDs), func(documentID string) bool {
		return id.Check(d.kind, documentID) != nil
	})
}

// Prime spares the loading of a document that was read otherwise.
func (d *Documents[T]) Prime(documentID string, read *T) { d.prime(documentID, read) }
