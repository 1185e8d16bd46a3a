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
	reading := c.selectionOf(filter).query(companyID, request.Order, c.indexes)
	read := c.scan
	if reading.names != nil {
		read = c.searchNames
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
		Around: pageInfo[T, F]{c, reading, request, more},
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
	position string
	item     *T
	err      error
}

// entries returns one more than the page has, where there are so many, beginning with the end that it is taken from.
func (c *Collection[T, F]) scan(ctx context.Context, reading listQuery, request document.PageRequest) ([]entry[T], error) {
	return scanAll(ctx, reading, request, c.scanRange)
}

// runReader reads one part of the index, which a filter describes.
type scanFunc[T any] func(ctx context.Context, reading listQuery, filter companyFilter, request document.PageRequest) ([]entry[T], error)

// sideBySide reads each part of the index that holds some of a list, and puts them together.
func scanAll[T any](ctx context.Context, reading listQuery, request document.PageRequest, read scanFunc[T]) ([]entry[T], error) {
	part := reading.keys.between(request)
	runs := reading.prefixes()
	found := make([][]entry[T], len(runs))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(maxConcurrentScans)
	for at, run := range runs {
		group.Go(func() (err error) {
			defer recoverPanic(&err)
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
		return request.Order.Compare(a.position, b.position)
	})
	merged = slices.CompactFunc(merged, func(a, b entry[T]) bool { return a.position == b.position })
	return merged[:min(len(merged), request.Size()+1)]
}

// run reads one part of the index.
func (c *Collection[T, F]) scanRange(ctx context.Context, reading listQuery, filter companyFilter, request document.PageRequest) ([]entry[T], error) {
	direction := ascendingOrder
	if request.Order.Descending != request.Backward() {
		direction = -ascendingOrder
	}
	by := sortField(request.Order)
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
type pageInfo[T, F any] struct {
	collection *Collection[T, F]
	query      listQuery
	request    document.PageRequest
	// more reports whether entries lie beyond the end that the page reaches for.
	more bool
}

// HasNext reports whether entries follow the page.
func (a pageInfo[T, F]) HasNext(ctx context.Context) (bool, error) {
	return a.hasBeyond(ctx, !a.request.Backward(), a.request.Before, a.request.Order.Descending)
}

// HasPrevious reports whether entries precede the page.
func (a pageInfo[T, F]) HasPrevious(ctx context.Context) (bool, error) {
	return a.hasBeyond(ctx, a.request.Backward(), a.request.After, !a.request.Order.Descending)
}

// beyond reports whether entries lie on one side of the page: known for the end that it reaches for, none without a cursor
// that it begins at.
func (a pageInfo[T, F]) hasBeyond(ctx context.Context, reached bool, cursor string, descending bool) (bool, error) {
	if reached && a.more || cursor == "" {
		return reached && a.more, nil
	}
	found, err := a.collection.stored.hasEntry(ctx, a.query, a.query.keys.following(cursor, descending, true))
	if err != nil {
		return false, a.collection.failure(err)
	}
	return found, nil
}

// Total counts the entries of the list, up to document.MaxTotal.
func (a pageInfo[T, F]) Total(ctx context.Context) (*int, error) {
	total, err := a.collection.stored.countEntries(ctx, a.query)
	if err != nil {
		return nil, a.collection.failure(err)
	}
	return total, nil
}

// any says whether the list has an entry in a stretch of its order.
func (c companyCollection) hasEntry(ctx context.Context, reading listQuery, part keyRange) (bool, error) {
	how := options.Find().SetHint(reading.index).SetLimit(1).SetProjection(bson.D{{Key: idField, Value: 1}})
	found := false
	err := c.each(ctx, reading.filter(reading.conditions(), part), how, func(bson.Raw) error {
		found = true
		return nil
	})
	return found, err
}

// total counts the list, up to document.MaxTotal.
func (c companyCollection) countEntries(ctx context.Context, reading listQuery) (*int, error) {
	how := options.Count().SetHint(reading.index).SetLimit(document.MaxTotal + 1)
	counted, err := c.count(ctx, reading.filter(reading.conditions(), reading.keys), how)
	if err != nil {
		return nil, err
	}
	return document.Counted(int(counted)), nil
}
