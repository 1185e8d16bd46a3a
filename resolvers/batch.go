package resolvers

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/dataloaders"
	"accessgraph/domain/document"
	"accessgraph/domain/parallel"
	"accessgraph/graph/connection"
)

// each resolves a field for all parents of a level, in their order. An error of one parent does not fail the others.
func each[P, T any](parents []P, resolve func(parent P) (T, error)) ([]T, error) {
	values := make([]T, len(parents))
	var errs graphql.BatchErrorList
	for i, parent := range parents {
		value, err := resolve(parent)
		if err == nil {
			values[i] = value
			continue
		}
		if errs == nil {
			errs = make(graphql.BatchErrorList, len(parents))
		}
		errs[i] = err
	}
	if errs != nil {
		return values, errs
	}
	return values, nil
}

// eachPage resolves a list for all parents concurrently: a list is one read for each distinct parent.
func eachPage[P, T any](
	ctx context.Context, parents []P, page func(ctx context.Context, parent P) (*connection.Connection[T], error),
) ([]*connection.Connection[T], error) {
	ctx = detached(ctx)
	pages := make([]*connection.Connection[T], len(parents))
	errs := make([]error, len(parents))
	reads := make([]func() error, len(parents))
	for i, parent := range parents {
		reads[i] = func() error {
			pages[i], errs[i] = page(ctx, parent)
			return nil
		}
	}
	if err := parallel.Do(reads...); err != nil {
		return nil, err
	}
	return each(indexes(len(parents)), func(i int) (*connection.Connection[T], error) { return pages[i], errs[i] })
}

func indexes(count int) []int {
	all := make([]int, count)
	for i := range all {
		all[i] = i
	}
	return all
}

// lookUpEach returns the object that each parent refers to, read in one batch; nil for a parent whose ID is empty.
func lookUpEach[P, D, F any](ctx context.Context, parents []P, e entity[D, F], idOf func(parent P) string) ([]*D, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	e.loader(loaders).Prefetch(ctx, idsOf(parents, idOf))
	return each(parents, func(parent P) (*D, error) {
		documentID := idOf(parent)
		if documentID == "" {
			return none[D]()
		}
		return e.lookUp(ctx, documentID)
	})
}

// lookUpMany returns the objects that each parent refers to, in the order of their IDs, read in one batch. It omits objects that the
// company does not have.
func lookUpMany[P, D, F any](ctx context.Context, parents []P, e entity[D, F], idsOf func(parent P) []string) ([][]D, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, parent := range parents {
		all = append(all, idsOf(parent)...)
	}
	e.loader(loaders).Prefetch(ctx, all)
	return each(parents, func(parent P) ([]D, error) {
		objects := make([]D, 0, len(idsOf(parent)))
		for _, documentID := range idsOf(parent) {
			object, err := nilIfAbsent(e.load(ctx, documentID))
			if err != nil {
				return nil, err
			}
			if object != nil {
				objects = append(objects, *object)
			}
		}
		return objects, nil
	})
}

// countEach returns the count of each parent, read in one batch; nil for a parent whose ID is empty.
func countEach[P any](
	ctx context.Context, parents []P, counts func(dataloaders.Loaders) dataloaders.Values[int], idOf func(parent P) string,
) ([]*int, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	counts(loaders).Prefetch(ctx, idsOf(parents, idOf))
	return each(parents, func(parent P) (*int, error) {
		documentID := idOf(parent)
		if documentID == "" {
			return none[int]()
		}
		count, err := counts(loaders).Load(ctx, documentID)
		return &count, err
	})
}

// idsOf returns the IDs of parents, without empty ones.
func idsOf[P any](parents []P, idOf func(parent P) string) []string {
	ids := make([]string, 0, len(parents))
	for _, parent := range parents {
		if id := idOf(parent); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// nilIfAbsent returns nil without an error for document.ErrAbsent, and passes on every other result.
func nilIfAbsent[T any](stored *T, err error) (*T, error) {
	if errors.Is(err, document.ErrAbsent) {
		return none[T]()
	}
	return stored, err
}

// none returns nil, for a field that is null without an error.
func none[T any]() (*T, error) {
	var null *T
	return null, nil
}
