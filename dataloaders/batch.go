package dataloaders

import (
	"context"
	"errors"
	"time"

	"github.com/vikstrous/dataloadgen"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// wait is how long a loader gathers IDs before it asks the store.
const wait = time.Millisecond

// maxBatch is the most IDs that a store takes at once.
const maxBatch = 100

// values loads what belongs to IDs, each once.
type values[V any] struct {
	loader *dataloadgen.Loader[string, V]
}

func newValues[V any](read func(ctx context.Context, ids []string) (map[string]V, error)) values[V] {
	return values[V]{dataloadgen.NewMappedLoader(read, dataloadgen.WithWait(wait), dataloadgen.WithBatchCapacity(maxBatch))}
}

// Load returns document.ErrAbsent where there is nothing. Any other error means that the store could not tell.
func (v *values[V]) Load(ctx context.Context, key string) (V, error) {
	value, err := v.loader.Load(ctx, key)
	if errors.Is(err, dataloadgen.ErrNotFound) {
		return value, document.ErrAbsent
	}
	return value, err
}

func (v *values[V]) forget() { v.loader.ClearAll() }

// Documents loads documents of one type.
type Documents[T any] struct {
	values[*T]

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

// Prime spares the loading of a document that was read otherwise.
func (d *Documents[T]) Prime(documentID string, read *T) { d.loader.Prime(documentID, read) }
