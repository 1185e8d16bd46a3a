package dataloaders

import (
	"context"
	"fmt"
	"sync"

	"accessgraph/domain/document"
)

// pages keeps the pages of lists that were read, so that a list that an operation selects again, such as by an ID that it
// names twice, is read once.
type pages struct {
	mutex sync.Mutex
	known map[document.PageKey]*reading[any]
}

func newPages() *pages { return &pages{known: map[document.PageKey]*reading[any]{}} }

func (p *pages) forget() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.known = map[document.PageKey]*reading[any]{}
}

// begin returns the reading of a page, and whether the caller is the one who must do it.
func (p *pages) begin(key document.PageKey) (page *reading[any], first bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	page, ok := p.known[key]
	if !ok {
		page = &reading[any]{done: make(chan struct{})}
		p.known[key] = page
	}
	return page, !ok
}

// Page returns a page of a list. It calls read unless the request has read the page already; whoever asks meanwhile waits.
func Page[T any](
	ctx context.Context, loaders *Loaders, key document.PageKey, read func() (document.Page[T], error),
) (document.Page[T], error) {
	reading, first := loaders.pages.begin(key)
	if first {
		defer close(reading.done)
		page, err := read()
		if err == nil {
			page.Around = newOnce(page.Around)
		}
		reading.value, reading.err = page, err
		return page, err
	}
	value, err := reading.wait(ctx)
	if err != nil {
		return document.Page[T]{}, err
	}
	page, ok := value.(document.Page[T])
	if !ok {
		return document.Page[T]{}, fmt.Errorf("a page was read as %T", value)
	}
	return page, nil
}

// once is what lies around a page, each read at most once for all who select the page.
type once struct {
	next, previous, total func(ctx context.Context) (any, error)
}

func newOnce(around document.Around) document.Around {
	return once{
		next:     remembered(func(ctx context.Context) (any, error) { return around.HasNext(ctx) }),
		previous: remembered(func(ctx context.Context) (any, error) { return around.HasPrevious(ctx) }),
		total:    remembered(func(ctx context.Context) (any, error) { return around.Total(ctx) }),
	}
}

// remembered calls read once, and returns to everybody what it returned.
func remembered(read func(ctx context.Context) (any, error)) func(ctx context.Context) (any, error) {
	var first sync.Once
	var value any
	var err error
	return func(ctx context.Context) (any, error) {
		first.Do(func() { value, err = read(ctx) })
		return value, err
	}
}

func (o once) HasNext(ctx context.Context) (bool, error)     { return as[bool](o.next(ctx)) }
func (o once) HasPrevious(ctx context.Context) (bool, error) { return as[bool](o.previous(ctx)) }
func (o once) Total(ctx context.Context) (*int, error)       { return as[*int](o.total(ctx)) }

func as[T any](value any, err error) (T, error) {
	typed, _ := value.(T)
	return typed, err
}
