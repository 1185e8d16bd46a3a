package document

import (
	"context"
	"fmt"
	"slices"
)

// Limits of a page and of a count, in items.
const (
	DefaultPageSize = 25
	MaxPageSize     = 100
	// MaxTotal is the limit up to which the items of a list are counted.
	MaxTotal = 10_000
)

// Order is the order of a list: by creation, or by name.
type Order struct {
	// ByName sorts by the folded name, and documents with the same name by creation.
	ByName     bool
	Descending bool
}

// Compare compares two positions in the order.
func (o Order) Compare(a, b string) int {
	if o.Descending {
		a, b = b, a
	}
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// PositionOf returns the position of a document in the order: its ID, or the key of its name. Positions are unique.
func (o Order) PositionOf(doc Document) (string, error) {
	if !o.ByName {
		return doc.Meta().ID, nil
	}
	named, ok := doc.(Searchable)
	if !ok {
		return "", fmt.Errorf("a %T has no name to be ordered by", doc)
	}
	return named.Key().NameKey, nil
}

// Lister lists the documents of one type, one page at a time.
type Lister[T, F any] interface {
	List(ctx context.Context, companyID string, filter F, page PageRequest) (Page[T], error)
}

// PageRequest requests a page: the first or last items between two positions.
type PageRequest struct {
	Order Order
	// First is the page size from the start, 1 to 100; zero for a page from the end.
	First int
	// Last is the page size from the end, if First is zero.
	Last int
	// After and Before are the exclusive bounds of the page; empty for the ends of the list.
	After, Before string
	// Progress is the encoded progress of a follower, if more is known of it than After. It replaces After in a page from the start of a
	// list in ascending order of creation.
	Progress string
}

// Size returns the page size.
func (r PageRequest) Size() int { return max(r.First, r.Last) }

// Backward reports whether the page is taken from the end.
func (r PageRequest) Backward() bool { return r.First == 0 }

// Follower returns how far a follower has read who asks for the page.
func (r PageRequest) Follower() Progress {
	if progress, ok := ParseProgress(r.Progress); ok {
		return progress
	}
	return After(r.After)
}

// Followed is a part of a list that a follower has not read.
type Followed[T any] struct {
	Items []*T
	// Progress has the progress of the follower after each item, and End after the part.
	Progress []Progress
	End      Progress
	// More reports whether the limit cut the part short.
	More bool
}

// Follower lists documents to those who must not miss any.
type Follower[T, F any] interface {
	// Follow returns the documents that a follower has not read, at most limit of them in ascending order of creation.
	Follow(ctx context.Context, companyID string, filter F, progress Progress, limit int) (Followed[T], error)
}

// Page is a page of a list. Its items are in the order of the list, even if it is taken from the end.
type Page[T any] struct {
	Items []*T
	// Progress has the progress of a follower after each item; nil if the positions of the items say it all.
	Progress []Progress
	// More reports whether the page size cut the page short: there are items between the page and its far bound.
	More bool
	// Start and End are the items at which the page starts and ends, if those are not items of the page: a page that was cut before it was
	// full continues behind the last item that was looked at.
	Start, End *T
	// Info tells what lies around the page.
	Info PageInfo
}

// PageInfo tells what lies around a page. Each method may call the store.
type PageInfo interface {
	// HasNext reports whether items follow the page.
	HasNext(ctx context.Context) (bool, error)
	// HasPrevious reports whether items precede the page.
	HasPrevious(ctx context.Context) (bool, error)
	// Total returns the number of items of the list, or nil if there are more than MaxTotal.
	Total(ctx context.Context) (*int, error)
}

// counts are the numbers of items around a page of a list that was loaded as a whole.
type counts struct{ next, previous, total int }

func (c counts) HasNext(context.Context) (bool, error)     { return c.next > 0, nil }
func (c counts) HasPrevious(context.Context) (bool, error) { return c.previous > 0, nil }
func (c counts) Total(context.Context) (*int, error)       { return Counted(c.total), nil }

// Counted returns a number of items, or nil if there are more than MaxTotal.
func Counted(items int) *int {
	if items > MaxTotal {
		return nil
	}
	return &items
}

// Cut returns a page of a whole list. The items must be in ascending order of their positions, which are unique.
func Cut[T any](ascending []*T, position func(*T) string, request PageRequest) Page[T] {
	items := slices.Clone(ascending)
	if request.Order.Descending {
		slices.Reverse(items)
	}
	low, high := 0, len(items)
	if request.After != "" {
		low = search(items, position, request.Order, request.After, true)
	}
	if request.Before != "" {
		high = search(items, position, request.Order, request.Before, false)
	}
	if low > high { // After is not before Before
		return Page[T]{Info: counts{next: len(items) - high, previous: low, total: len(items)}}
	}
	start, end := low, high
	if request.Backward() {
		start = max(low, high-request.Last)
	} else {
		end = min(high, low+request.First)
	}
	return Page[T]{
		Items: items[start:end], More: low < start || end < high,
		Info: counts{next: len(items) - end, previous: start, total: len(items)},
	}
}

// search returns the index of the first item at or after a position, or strictly after it if exclusive is set.
func search[T any](items []T, positionOf func(T) string, order Order, position string, exclusive bool) int {
	index, _ := slices.BinarySearchFunc(items, position, func(item T, position string) int {
		comparison := order.Compare(positionOf(item), position)
		if comparison < 0 || exclusive && comparison == 0 {
			return -1
		}
		return 1
	})
	return index
}

// Everything is a filter that selects all documents.
type Everything struct{}
