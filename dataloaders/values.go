package dataloaders

import (
	"context"
	"slices"
	"sync"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/parallel"
)

// maxBatch is the most keys that a store takes at once.
const maxBatch = 100

// Values loads the values of keys, each once. It never waits for more keys to come: a caller that knows many of them, such
// as a batch resolver, fetches them all at once before it loads them.
type Values[V any] struct {
	*cache[V]

	member *member
}

// cache holds the values of one subject that a request has loaded.
type cache[V any] struct {
	read func(ctx context.Context, keys []string) (map[string]V, error)
	// batchSize is the most keys that are read at once.
	batchSize int

	mutex   sync.Mutex
	results map[string]*result[V]
	// pending are the batches that nobody reads yet. All but the last are full.
	pending []*batch[V]
}

// batch is keys that are read together.
type batch[V any] struct {
	keys    []string
	results []*result[V]
	done    chan struct{}
}

// result is the value of one key, or why it could not be read. It is settled once done is closed, or if done is nil.
type result[V any] struct {
	done  chan struct{}
	value V
	err   error
}

// valuesOf returns the request's loader of the values that a store reads for keys.
func valuesOf[V any](
	l Loaders, subject string, batchSize int, read func(ctx context.Context, companyID string, keys []string) (map[string]V, error),
) Values[V] {
	return Values[V]{member: l.member, cache: loaderOf(l.shared, subject, func() *cache[V] {
		return &cache[V]{
			batchSize: batchSize, results: map[string]*result[V]{},
			read: func(ctx context.Context, keys []string) (map[string]V, error) { return read(ctx, l.companyID, keys) },
		}
	})}
}

// Load returns document.ErrAbsent for a key without a value. Any other error means that the store could not tell.
func (v Values[V]) Load(ctx context.Context, key string) (V, error) {
	if known := v.settled(key); known != nil {
		return known.value, known.err
	}
	loading := v.need([]string{key})
	fetch(ctx, loading)
	return loading.results[0].wait(ctx)
}

// Fetch reads many values, a batch at a time, so that Load finds them. Errors are kept for Load to return.
func (v Values[V]) Fetch(ctx context.Context, keys []string) { fetch(ctx, v.need(keys)) }

// Of returns what Fetch reads, for the function Fetch to read it together with the keys of other loaders.
func (v Values[V]) Of(keys []string) Need { return v.need(keys) }

// Need is what a loader was requested to read.
type Need interface {
	// isSettled reports whether everything was read.
	isSettled() bool
	loader() loader
	// caller is the call of a level that needs it; nil outside of one.
	caller() *member
	wait(ctx context.Context)
}

// Fetch reads what several loaders were requested to read, side by side.
func Fetch(ctx context.Context, needs ...Need) { fetch(ctx, needs...) }

func fetch(ctx context.Context, needs ...Need) {
	needs = slices.DeleteFunc(needs, Need.isSettled)
	if len(needs) == 0 {
		return
	}
	var loaders []loader
	for _, need := range needs {
		if l := need.loader(); !slices.Contains(loaders, l) {
			loaders = append(loaders, l)
		}
	}
	done := func() {
		for _, need := range needs {
			need.wait(ctx)
		}
	}
	if own := needs[0].caller(); own != nil {
		own.wait(ctx, loaders, done)
		return
	}
	readAll(ctx, loaders)
	done()
}

// need is what one loader was requested to read.
type need[V any] struct {
	from    Values[V]
	results []*result[V]
}

func (n need[V]) loader() loader { return n.from.cache }

func (n need[V]) caller() *member { return n.from.member }

func (n need[V]) isSettled() bool {
	return !slices.ContainsFunc(n.results, func(r *result[V]) bool { return !r.isSettled() })
}

func (n need[V]) wait(ctx context.Context) {
	for _, r := range n.results {
		_, _ = r.wait(ctx)
	}
}

// settled returns the result of a key if it was read; nil otherwise.
func (v *cache[V]) settled(key string) *result[V] {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if known := v.results[key]; known != nil && known.isSettled() {
		return known
	}
	return nil
}

func (v Values[V]) need(keys []string) need[V] { return need[V]{v, v.request(keys)} }

// request returns the results of keys. Those that nobody has requested before are pending: the next dispatch reads them.
func (v *cache[V]) request(keys []string) []*result[V] {
	results := make([]*result[V], len(keys))
	v.mutex.Lock()
	defer v.mutex.Unlock()
	var created []result[V]
	for i, key := range keys {
		if v.results[key] == nil {
			if created == nil {
				created = make([]result[V], 0, len(keys)-i)
			}
			created = append(created, result[V]{})
			v.results[key] = &created[len(created)-1]
			v.enqueue(key, v.results[key])
		}
		results[i] = v.results[key]
	}
	return results
}

// enqueue adds a key to the last batch, or to a new one if that is full.
func (v *cache[V]) enqueue(key string, r *result[V]) {
	last := len(v.pending) - 1
	if last < 0 || len(v.pending[last].keys) == v.batchSize {
		v.pending = append(v.pending, &batch[V]{done: make(chan struct{})})
		last++
	}
	b := v.pending[last]
	r.done = b.done
	b.keys, b.results = append(b.keys, key), append(b.results, r)
}

// dispatch reads the pending batches.
func (v *cache[V]) dispatch(ctx context.Context) {
	v.mutex.Lock()
	batches := v.pending
	v.pending = nil
	v.mutex.Unlock()
	for _, b := range batches {
		var values map[string]V
		err := parallel.Guard(func() (err error) {
			values, err = v.read(ctx, b.keys)
			return err
		})
		b.settle(values, err)
	}
}

// settle gives each key its value, or the error of the read.
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

// Prime makes a value known that was read otherwise. A key that was requested before keeps its result.
func (v Values[V]) Prime(key string, value V) {
	v.PrimeAll([]V{value}, func(V) string { return key })
}

// PrimeAll makes values known that were read otherwise, by the keys that keyOf returns. A key that was requested before
// keeps its result.
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

// Documents loads documents of one type by their IDs.
type Documents[T any] struct {
	Values[*T]

	kind id.Kind
}

// DocumentsOf returns the request's loader of documents with IDs of a kind.
func DocumentsOf[T any](l Loaders, kind id.Kind, reader document.Reader[T]) Documents[T] {
	return Documents[T]{valuesOf(l, string(kind), maxBatch, reader.GetMany), kind}
}

// Load returns document.ErrAbsent if the company has no document with this ID. A text that is not an ID of the type is no
// document's, and is not looked up.
func (d Documents[T]) Load(ctx context.Context, documentID string) (*T, error) {
	if id.Check(d.kind, documentID) != nil {
		return nil, document.ErrAbsent
	}
	return d.Values.Load(ctx, documentID)
}

// Fetch reads many documents, 100 at a time, so that Load finds them.
func (d Documents[T]) Fetch(ctx context.Context, documentIDs []string) {
	d.Values.Fetch(ctx, d.readable(documentIDs))
}

// Of returns what Fetch reads.
func (d Documents[T]) Of(documentIDs []string) Need { return d.Values.Of(d.readable(documentIDs)) }

// readable omits the texts that are not IDs of the type.
func (d Documents[T]) readable(documentIDs []string) []string {
	return slices.DeleteFunc(slices.Clone(documentIDs), func(documentID string) bool {
		return id.Check(d.kind, documentID) != nil
	})
}
