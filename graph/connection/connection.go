// Package connection holds the Relay connections that lists are answered with.
package connection

import (
	"context"

	"accessgraph/domain/document"
)

// Connection is one page of a list.
type Connection[T any] struct {
	Edges    []Edge[T]
	Nodes    []T
	PageInfo PageInfo

	around document.Around
}

// TotalCount counts the entries of the list; nil when there are more than document.MaxTotal.
func (c *Connection[T]) TotalCount(ctx context.Context) (*int, error) { return c.around.Total(ctx) }

// Edge is one entry of a page with its place in the list.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// PageInfo is the position of a page in its list.
type PageInfo struct {
	// StartCursor and EndCursor are nil for an empty page.
	StartCursor *string
	EndCursor   *string

	around document.Around
}

// HasNextPage reports whether entries follow the page.
func (p *PageInfo) HasNextPage(ctx context.Context) (bool, error) { return p.around.HasNext(ctx) }

// HasPreviousPage reports whether entries precede the page.
func (p *PageInfo) HasPreviousPage(ctx context.Context) (bool, error) {
	return p.around.HasPrevious(ctx)
}

// Pointer is a pointer to a document's type.
type Pointer[D any] interface {
	*D
	document.Document
}

// Of makes the connection of a page. show turns a document into what the answer holds.
func Of[T, D any, P Pointer[D]](list document.List, page document.Page[D], show func(P) T) (*Connection[T], error) {
	made := &Connection[T]{
		Edges:    make([]Edge[T], 0, len(page.Items)),
		Nodes:    make([]T, 0, len(page.Items)),
		PageInfo: PageInfo{around: page.Around},
		around:   page.Around,
	}
	for _, item := range page.Items {
		entry := P(item)
		cursor, err := list.Cursor(entry)
		if err != nil {
			return nil, err
		}
		edge := Edge[T]{Cursor: cursor, Node: show(entry)}
		made.Edges = append(made.Edges, edge)
		made.Nodes = append(made.Nodes, edge.Node)
	}
	if last := len(made.Edges) - 1; last >= 0 {
		made.PageInfo.StartCursor, made.PageInfo.EndCursor = &made.Edges[0].Cursor, &made.Edges[last].Cursor
	}
	return made, nil
}
