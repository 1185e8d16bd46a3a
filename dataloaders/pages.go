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
	byKey map[document.PageKey]*result[any]
}

func (p *pages) forget() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	clear(p.byKey)
}

// begin returns the result of reading a page, and whether the caller is the one who must read it.
func (p *pages) begin(key document.PageKey) (page *result[any], isFirst bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	page, ok := p.byKey[key]
	if !ok {
		if p.byKey == nil {
			p.byKey = map[document.PageKey]*result[any]{}
		}
		page = &result[any]{done: make(chan struct{})}
		p.byKey[key] = page
	}
	return page, !ok
}

// Page returns a page of a list. It calls read unless the request has read the page already; whoever asks meanwhile waits.
func Page[T any](
	ctx context.Context, loaders Loaders, key document.PageKey, read func() (document.Page[T], error),
) (document.Page[T], error) {
	result, isFirst := loaders.pages.begin(key)
	if isFirst {
		defer close(result.done)
		page, err := read()
		if err == nil {
			page.Around = newOnce(page.Around)
		}
		result.value, result.err = page, err
		return page, err
	}
	value, err := result.wait(ctx)
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
