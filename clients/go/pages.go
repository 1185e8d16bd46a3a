package accessgraph

import "iter"

// Connection is a page of a list, as genqlient generates it for `nodes` and `pageInfo`.
type Connection[Item, Info any] interface {
	GetNodes() []Item
	GetPageInfo() Info
}

// PageInfo says where a page ends, as genqlient generates it for `hasNextPage` and `endCursor`.
type PageInfo[Info any] interface {
	*Info
	GetHasNextPage() bool
	GetEndCursor() *string
}

// All returns the items of a list, page by page. The function load loads the page after a cursor, the first one after nil; an error
// that it returns is yielded, and ends the list. A list that changes meanwhile yields no item twice.
func All[Item, Info any, Position PageInfo[Info], Page Connection[Item, Info]](load func(after *string) (Page, error)) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		var after *string
		for {
			page, err := load(after)
			if err != nil {
				var none Item
				yield(none, err)
				return
			}
			for _, item := range page.GetNodes() {
				if !yield(item, nil) {
					return
				}
			}
			info := page.GetPageInfo()
			if !Position(&info).GetHasNextPage() {
				return
			}
			after = Position(&info).GetEndCursor()
		}
	}
}
