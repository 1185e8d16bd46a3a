package mongo

import (
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"

	"accessgraph/domain/document"
)

// List returns a page of the documents that the filter keeps. Each part of the index that holds some of them is read for
// a page of its own, side by side, and what comes first of all is the page.
func (c *Collection[T, F]) List(ctx context.Context, companyID string, filter F, request document.PageRequest) (document.Page[T], error) {
	reading := c.choose(filter).read(companyID, request.Order, c.indexes)
	read := c.entries
	if reading.names != nil {
		read = c.searched
	}
	found, err := read(ctx, reading, request)
	if err != nil {
		return document.Page[T]{}, c.failure(err)
	}
	more := len(found) > request.Size()
	if more {
		found = found[:request.Size()]
	}
	if request.Backward() {
		slices.Reverse(found)
	}
	page := document.Page[T]{
		Items: make([]*T, len(found)), More: more,
		Info: around[T, F]{c, reading, request, more},
	}
	for at, one := range found {
		if one.err != nil {
			return document.Page[T]{}, one.err
		}
		page.Items[at] = one.item
	}
	return page, nil
}

// entry is a document with its place in the order. err says why it could not be decoded, which matters on a page only.
type entry[T any] struct {
	place string
	item  *T
	err   error
}

// entries returns one more than the page has, where there are so many, beginning with the end that it is taken from.
func (c *Collection[T, F]) entries(ctx context.Context, reading listRead, request document.PageRequest) ([]entry[T], error) {
	return sideBySide(ctx, reading, request, c.run)
}

// runReader reads one part of the index, which a filter describes.
type runReader[T any] func(ctx context.Context, reading listRead, filter companyFilter, request document.PageRequest) ([]entry[T], error)

// sideBySide reads each part of the index that holds some of a list, and puts them together.
func sideBySide[T any](ctx context.Context, reading listRead, request document.PageRequest, read runReader[T]) ([]entry[T], error) {
	part := reading.within.between(request)
	runs := reading.runs()
	found := make([][]entry[T], len(runs))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runsAtOnce)
	for at, run := range runs {
		group.Go(func() (err error) {
			defer recovered(&err)
			found[at], err = read(ctx, reading, reading.filter(run, part), request)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return merge(found, request), nil
}

// merge puts runs together. A document whose array has several of the values is in several runs.
func merge[T any](runs [][]entry[T], request document.PageRequest) []entry[T] {
	if len(runs) == 1 {
		return runs[0]
	}
	merged := slices.Concat(runs...)
	slices.SortFunc(merged, func(a, b entry[T]) int {
		if request.Backward() {
			a, b = b, a
		}
		return request.Order.Compare(a.place, b.place)
	})
	merged = slices.CompactFunc(merged, func(a, b entry[T]) bool { return a.place == b.place })
	return merged[:min(len(merged), request.Size()+1)]
}

// run reads one part of the index.
func (c *Collection[T, F]) run(ctx context.Context, reading listRead, filter companyFilter, request document.PageRequest) ([]entry[T], error) {
	direction := ascendingOrder
	if request.Order.Descending != request.Backward() {
		direction = -ascendingOrder
	}
	by := orderField(request.Order)
	// The hint keeps the list on its index, whatever a planner thinks of the index on _id, which spans all companies.
	how := options.Find().SetSort(bson.D{{Key: by, Value: direction}}).SetHint(reading.index).SetLimit(int64(request.Size()) + 1)
	found := make([]entry[T], 0, request.Size()+1)
	err := c.stored.each(ctx, filter, how, func(raw bson.Raw) error {
		place, ok := raw.Lookup(by).StringValueOK()
		if !ok {
			return c.stored.unreadable(raw, fmt.Errorf("it has no %s, which the list is in the order of", by))
		}
		item, err := c.decode(raw)
		found = append(found, entry[T]{place, item, err})
		return nil
	})
	return found, err
}

// around tells what lies around a page that was read.
type around[T, F any] struct {
	from    *Collection[T, F]
	reading listRead
	request document.PageRequest
	// more reports whether entries lie beyond the end that the page reaches for.
	more bool
}

// HasNext reports whether entries follow the page.
func (a around[T, F]) HasNext(ctx context.Context) (bool, error) {
	return a.beyond(ctx, !a.request.Backward(), a.request.Before, a.request.Order.Descending)
}

// HasPrevious reports whether entries precede the page.
func (a around[T, F]) HasPrevious(ctx context.Context) (bool, error) {
	return a.beyond(ctx, a.request.Backward(), a.request.After, !a.request.Order.Descending)
}

// beyond reports whether entries lie on one side of the page: known for the end that it reaches for, none without a cursor
// that it begins at.
func (a around[T, F]) beyond(ctx context.Context, reached bool, cursor string, descending bool) (bool, error) {
	if reached && a.more || cursor == "" {
		return reached && a.more, nil
	}
	found, err := a.from.stored.any(ctx, a.reading, a.reading.within.after(cursor, descending, true))
	if err != nil {
		return false, a.from.failure(err)
	}
	return found, nil
}

// Total counts the entries of the list, up to document.MaxTotal.
func (a around[T, F]) Total(ctx context.Context) (*int, error) {
	total, err := a.from.stored.total(ctx, a.reading)
	if err != nil {
		return nil, a.from.failure(err)
	}
	return total, nil
}

// any says whether the list has an entry in a stretch of its order.
func (c collection) any(ctx context.Context, reading listRead, part stretch) (bool, error) {
	how := options.Find().SetHint(reading.index).SetLimit(1).SetProjection(bson.D{{Key: idField, Value: 1}})
	found := false
	err := c.each(ctx, reading.filter(reading.all(), part), how, func(bson.Raw) error {
		found = true
		return nil
	})
	return found, err
}

// total counts the list, up to document.MaxTotal.
func (c collection) total(ctx context.Context, reading listRead) (*int, error) {
	how := options.Count().SetHint(reading.index).SetLimit(document.MaxTotal + 1)
	counted, err := c.count(ctx, reading.filter(reading.all(), reading.within), how)
	if err != nil {
		return nil, err
	}
	return document.Counted(int(counted)), nil
}
