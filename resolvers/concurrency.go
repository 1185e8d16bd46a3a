package resolvers

import (
	"context"
	"errors"
	"sync"

	"accessgraph/domain/document"
)

// result is what came of one of many calls.
type result[T any] struct {
	value T
	err   error
}

// each calls for every key at once, so that the loaders can gather them, and returns the results in the order of the keys.
func each[T any](keys []string, call func(key string) (T, error)) []result[T] {
	results := make([]result[T], len(keys))
	var calls sync.WaitGroup
	for i, key := range keys {
		calls.Go(func() { results[i].value, results[i].err = call(key) })
	}
	calls.Wait()
	return results
}

// loadMany leaves out what the company does not have.
func loadMany[T any](ctx context.Context, from choose[T], documentIDs []string) ([]*T, error) {
	loaded := each(documentIDs, func(documentID string) (*T, error) { return load(ctx, from, documentID) })
	found := make([]*T, 0, len(loaded))
	for _, one := range loaded {
		if errors.Is(one.err, document.ErrAbsent) {
			continue
		}
		if one.err != nil {
			return nil, one.err
		}
		found = append(found, one.value)
	}
	return found, nil
}
