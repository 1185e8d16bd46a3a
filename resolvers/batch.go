package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/dataloaders"
	"accessgraph/domain/parallel"
	"accessgraph/graph/connection"
)

// each resolves a field for all parents of a level, in their order. A parent whose field fails has an error of its own.
func each[P, T any](parents []P, resolve func(parent P) (T, error)) ([]T, error) {
	values := make([]T, len(parents))
	var failed graphql.BatchErrorList
	for i, parent := range parents {
		value, err := resolve(parent)
		if err == nil {
			values[i] = value
			continue
		}
		if failed == nil {
			failed = make(graphql.BatchErrorList, len(parents))
		}
		failed[i] = err
	}
	if failed != nil {
		return values, failed
	}
	return values, nil
}

// eachPage resolves a list of each parent, side by side: a list is one read for each distinct parent.
func eachPage[P, T any](
	ctx context.Context, parents []P, page func(ctx context.Context, parent P) (*connection.Connection[T], error),
) ([]*connection.Connection[T], error) {
	ctx = apart(ctx)
	pages := make([]*connection.Connection[T], len(parents))
	failed := make([]error, len(parents))
	reads := make([]func() error, len(parents))
	for i, parent := range parents {
		reads[i] = func() error {
			pages[i], failed[i] = page(ctx, parent)
			return nil
		}
	}
	if err := parallel.Do(reads...); err != nil {
		return nil, err
	}
	return each(indexes(len(parents)), func(i int) (*connection.Connection[T], error) { return pages[i], failed[i] })
}

func indexes(count int) []int {
	all := make([]int, count)
	for i := range all {
		all[i] = i
	}
	return all
}

// lookUpEach reads the object that each parent names, all in one read; nothing for a parent whose ID is empty.
func lookUpEach[P, D, F any](ctx context.Context, parents []P, of entity[D, F], idOf func(parent P) string) ([]*D, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	of.loader(loaders).Fetch(ctx, idsOf(parents, idOf))
	return each(parents, func(parent P) (*D, error) {
		documentID := idOf(parent)
		if documentID == "" {
			return none[D]()
		}
		return of.lookUp(ctx, documentID)
	})
}

// countEach reads the number that is kept for each parent, all in one read; nothing for a parent whose ID is empty.
func countEach[P any](
	ctx context.Context, parents []P, from func(dataloaders.Loaders) dataloaders.Values[int], idOf func(parent P) string,
) ([]*int, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	from(loaders).Fetch(ctx, idsOf(parents, idOf))
	return each(parents, func(parent P) (*int, error) {
		documentID := idOf(parent)
		if documentID == "" {
			return none[int]()
		}
		value, err := from(loaders).Load(ctx, documentID)
		return &value, err
	})
}

// idsOf returns what parents name, without what is empty.
func idsOf[P any](parents []P, idOf func(parent P) string) []string {
	ids := make([]string, 0, len(parents))
	for _, parent := range parents {
		if id := idOf(parent); id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// optional returns the ID that a pointer has; an empty one for nil.
func optional(id *string) string {
	if id == nil {
		return ""
	}
	return *id
}
