package document

import (
	"context"
	"fmt"
	"slices"
)

// Bounds of a page, and of a count, in entries.
const (
	DefaultPageSize = 25
	MaxPageSize     = 100
	// MaxTotal is how far the entries of a list are counted.
	MaxTotal = 10_000
)

// Order is the order of a list: that of creation, unless it is by name.
type Order struct {
	// ByName orders by the folded name; documents of the same name by their creation.
	ByName     bool
	Descending bool
}

// Compare compares two places as the order has them.
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

// PlaceOf is where a document stands in the order: its ID, or the key of its name. No two documents have the same.
func (o Order) PlaceOf(listed Document) (string, error) {
	if !o.ByName {
		return listed.Meta().ID, nil
	}
	named, ok := listed.(Searchable)
	if !ok {
		return "", fmt.Errorf("a %T has no name to be ordered by", listed)
	}
	return named.Key().NameKey, nil
}

// Lister returns documents of one type a page at a time.
type Lister[T, F any] interface {
	List(ctx context.Context, companyID string, filter F, page PageRequest) (Page[T], error)
}

// PageRequest asks for a part of a list: what lies between two places, or the first or the last of it.
type PageRequest struct {
	Order Order
	// First is the most that is returned from the start, 1 to 100; zero for a page from the end.
	First int
	// Last is the most that is returned from the end, where First is zero.
	Last int
	// After and Before are the places that the page lies between, without those; empty for the ends of the list.
	After, Before string
}

// Size is the most that is returned.
func (r PageRequest) Size() int { return max(r.First, r.Last) }

// Backward says whether the page is taken from the end.
func (r PageRequest) Backward() bool { return r.First == 0 }

// Page is a part of a list, in the list's order whatever end it was taken from.
type Page[T any] struct {
	Items []*T
	// More reports whether the page was cut short: entries lie between it and the cursor, or the end, that it reaches for.
	More bool
	// Around tells what else lies around the page.
	Around Around
}

// Around tells what lies around a page. Each costs a call of the store, unless it is known.
type Around interface {
	// HasNext reports whether entries follow the page.
	HasNext(ctx context.Context) (bool, error)
	// HasPrevious reports whether entries precede the page.
	HasPrevious(ctx context.Context) (bool, error)
	// Total counts the entries of the list; nil when there are more than MaxTotal.
	Total(ctx context.Context) (*int, error)
}

// known is what lies around a page of a list that was read as a whole.
type known struct{ next, previous, total int }

func (k known) HasNext(context.Context) (bool, error)     { return k.next > 0, nil }
func (k known) HasPrevious(context.Context) (bool, error) { return k.previous > 0, nil }
func (k known) Total(context.Context) (*int, error)       { return Counted(k.total), nil }

// Counted returns the total of so many entries.
func Counted(entries int) *int {
	if entries > MaxTotal {
		return nil
	}
	return &entries
}

// Cut takes a page out of a whole list, given in the ascending order of places that are unique.
func Cut[T any](ascending []*T, place func(*T) string, request PageRequest) Page[T] {
	whole := slices.Clone(ascending)
	if request.Order.Descending {
		slices.Reverse(whole)
	}
	low, high := 0, len(whole)
	if request.After != "" {
		low = search(whole, place, request.Order, request.After, 1)
	}
	if request.Before != "" {
		high = search(whole, place, request.Order, request.Before, 0)
	}
	if low > high { // what follows one place does not come before the other
		return Page[T]{Around: known{next: len(whole) - high, previous: low, total: len(whole)}}
	}
	start, end := low, high
	if request.Backward() {
		start = max(low, high-request.Last)
	} else {
		end = min(high, low+request.First)
	}
	return Page[T]{
		Items: whole[start:end], More: low < start || end < high,
		Around: known{next: len(whole) - end, previous: start, total: len(whole)},
	}
}

// search returns the index of the first entry whose place is at least, for least 1 more than, another.
func search[T any](ordered []T, place func(T) string, order Order, wanted string, least int) int {
	index, _ := slices.BinarySearchFunc(ordered, wanted, func(entry T, wanted string) int {
		if order.Compare(place(entry), wanted) < least {
			return -1
		}
		return 1
	})
	return index
}

// Everything is the filter that leaves nothing out.
type Everything struct{}
