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

// maxConcurrentScans is the maximum number of index scans that a list has in progress.
const maxConcurrentScans = 4

// List returns a page of the documents that the filter selects. It scans the index once for each index prefix that holds
// some of them, concurrently, and merges the scans.
func (c *Collection[T, F]) List(ctx context.Context, companyID string, filter F, request document.PageRequest) (document.Page[T], error) {
	query := c.selectionOf(filter).query(companyID, request.Order, c.indexes)
	if c.isTimed && isFollowed(request) {
		return c.listForward(ctx, query, request)
	}
	scan := c.scan
	if query.names != nil {
		scan = c.searchNames
	}
	entries, err := scan(ctx, query, request)
	if err != nil {
		return document.Page[T]{}, c.failure(err)
	}
	more := len(entries) > request.Size()
	if more {
		entries = entries[:request.Size()]
	}
	if request.Backward() {
		slices.Reverse(entries)
	}
	page := document.Page[T]{
		Items: make([]*T, len(entries)), More: more,
		Info: pageInfo[T, F]{c, query, request, more},
	}
	for i, e := range entries {
		if e.err != nil {
			return document.Page[T]{}, e.err
		}
		page.Items[i] = e.item
	}
	return page, nil
}

// entry is a document of a list with its position. err is the error of decoding it, which matters only if the entry is on
// the page.
type entry[T any] struct {
	position string
	item     *T
	err      error
}

// scan returns the entries of a page and, if more follow, one more. The entries begin at the end of the list that the page
// is taken from.
func (c *Collection[T, F]) scan(ctx context.Context, query listQuery, request document.PageRequest) ([]entry[T], error) {
	return scanPrefixes(ctx, query, request, c.scanPrefix)
}

// scanFunc scans the entries of one index prefix, which are those that a filter selects.
type scanFunc[T any] func(ctx context.Context, query listQuery, filter companyFilter, request document.PageRequest) ([]entry[T], error)

// scanPrefixes scans all index prefixes that hold a list, and merges them.
func scanPrefixes[T any](ctx context.Context, query listQuery, request document.PageRequest, scan scanFunc[T]) ([]entry[T], error) {
	keys := query.keys.between(request)
	prefixes := query.prefixes()
	scans := make([][]entry[T], len(prefixes))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(maxConcurrentScans)
	for i, prefix := range prefixes {
		group.Go(func() (err error) {
			defer recoverPanic(&err)
			scans[i], err = scan(ctx, query, query.filter(prefix, keys), request)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return merge(scans, request), nil
}

// merge merges scans. A document is in several of them if its array holds several of the values.
func merge[T any](scans [][]entry[T], request document.PageRequest) []entry[T] {
	if len(scans) == 1 {
		return scans[0]
	}
	merged := slices.Concat(scans...)
	slices.SortFunc(merged, func(a, b entry[T]) int {
		if request.Backward() {
			a, b = b, a
		}
		return request.Order.Compare(a.position, b.position)
	})
	merged = slices.CompactFunc(merged, func(a, b entry[T]) bool { return a.position == b.position })
	return merged[:min(len(merged), request.Size()+1)]
}

// scanPrefix reads the documents of one index prefix.
func (c *Collection[T, F]) scanPrefix(ctx context.Context, query listQuery, filter companyFilter, request document.PageRequest) ([]entry[T], error) {
	direction := ascendingOrder
	if request.Order.Descending != request.Backward() {
		direction = -ascendingOrder
	}
	field := sortField(request.Order)
	// The hint prevents the planner from choosing the index on _id, which spans all companies.
	findOptions := options.Find().SetSort(bson.D{{Key: field, Value: direction}}).SetHint(query.index).SetLimit(int64(request.Size()) + 1)
	entries := make([]entry[T], 0, request.Size()+1)
	err := c.stored.each(ctx, filter, findOptions, func(raw bson.Raw) error {
		position, ok := raw.Lookup(field).StringValueOK()
		if !ok {
			return c.stored.unreadable(raw, fmt.Errorf("it has no %s, which the list is in the order of", field))
		}
		item, err := c.decode(raw)
		entries = append(entries, entry[T]{position, item, err})
		return nil
	})
	return entries, err
}
