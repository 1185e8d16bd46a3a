// Package connection has the types of Relay connections, which all lists of the schema return.
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

	around document.PageInfo
}

// TotalCount returns the number of entries in the list; nil if there are more than document.MaxTotal.
func (c *Connection[T]) TotalCount(ctx context.Context) (*int, error) { return c.around.Total(ctx) }

// Edge is one entry of a page.
type Edge[T any] struct {
	Node T

	position
}

// position is the position of an entry in its list. Its cursor is encoded when it is selected.
type position struct {
	list  *document.List
	entry document.Document
	// progress is the progress of a follower after the entry; nil if the entry itself is the position.
	progress *document.Progress
}

// Cursor returns the cursor of the position; "" for an edge without a list.
func (p position) Cursor() (string, error) {
	if p.list == nil {
		return "", nil
	}
	if p.progress != nil {
		return p.list.CursorAfter(*p.progress), nil
	}
	return p.list.Cursor(p.entry)
}

// PageInfo is the position of a page in its list.
type PageInfo struct {
	around document.PageInfo
	// start and end are nil for an empty page, unless it was cut.
	start, end *position
}

// StartCursor returns the cursor of the first entry; nil for an empty page.
func (p *PageInfo) StartCursor() (*string, error) { return p.start.optionalCursor() }

// EndCursor returns the cursor of the last entry; nil for an empty page.
func (p *PageInfo) EndCursor() (*string, error) { return p.end.optionalCursor() }

func (p *position) optionalCursor() (*string, error) {
	var cursor *string
	if p == nil {
		return cursor, nil
	}
	value, err := p.Cursor()
	return &value, err
}

// HasNextPage reports whether entries follow the page.
func (p *PageInfo) HasNextPage(ctx context.Context) (bool, error) { return p.around.HasNext(ctx) }

// HasPreviousPage reports whether entries precede the page.
func (p *PageInfo) HasPreviousPage(ctx context.Context) (bool, error) {
	return p.around.HasPrevious(ctx)
}

// Pointer is a pointer to the type of a document.
type Pointer[D any] interface {
	*D
	document.Document
}

// Of returns the connection of a page. convert returns the node of a document.
func Of[T, D any, P Pointer[D]](list *document.List, page document.Page[D], convert func(P) T) *Connection[T] {
	c := &Connection[T]{
		Edges:    make([]Edge[T], 0, len(page.Items)),
		Nodes:    make([]T, 0, len(page.Items)),
		PageInfo: PageInfo{around: page.Info},
		around:   page.Info,
	}
	for i, item := range page.Items {
		entry := P(item)
		edge := Edge[T]{Node: convert(entry), position: position{list: list, entry: entry}}
		if page.Progress != nil {
			edge.progress = &page.Progress[i]
		}
		c.Edges = append(c.Edges, edge)
		c.Nodes = append(c.Nodes, edge.Node)
	}
	if last := len(c.Edges) - 1; last >= 0 {
		c.PageInfo.start, c.PageInfo.end = &c.Edges[0].position, &c.Edges[last].position
	}
	if page.Start != nil {
		c.PageInfo.start = &position{list: list, entry: P(page.Start)}
	}
	if page.End != nil {
		c.PageInfo.end = &position{list: list, entry: P(page.End)}
	}
	return c
}
