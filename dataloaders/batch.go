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
	return v.ask(ctx, []string{key})[0].wait(ctx)
}

// Fetch reads many, a batch at a time, so that Load finds them read. What fails is kept for Load to tell.
func (v *values[V]) Fetch(ctx context.Context, keys []string) {
	for _, asked := range v.ask(ctx, keys) {
		_, _ = asked.wait(ctx)
	}
}

// ask reads the keys that nobody has asked for yet.
func (v *values[V]) ask(ctx context.Context, keys []string) []*reading[V] {
	asked := make([]*reading[V], len(keys))
	var fresh []string
	v.mutex.Lock()
	for at, key := range keys {
		if v.known[key] == nil {
			v.known[key] = &reading[V]{done: make(chan struct{})}
			fresh = append(fresh, key)
		}
		asked[at] = v.known[key]
	}
	own := make(map[string]*reading[V], len(fresh))
	for _, key := range fresh {
		own[key] = v.known[key]
	}
	v.mutex.Unlock()
	for batch := range slices.Chunk(fresh, v.batch) {
		var found map[string]V
		err := parallel.Guard(func() (err error) {
			found, err = v.read(ctx, batch)
			return err
		})
		for _, key := range batch {
			own[key].settle(found, key, err)
		}
	}
	return asked
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
	d.values.Fetch(ctx, slices.DeleteFunc(slices.Clone(documentIDs), func(documentID string) bool {
		return id.Check(d.kind, documentID) != nil
	}))
}

// Prime spares the loading of a document that was read otherwise.
func (d *Documents[T]) Prime(documentID string, read *T) { d.prime(documentID, read) }
