package dataloaders

import (
	"context"
	"fmt"
	"sync"

	"accessgraph/domain/document"
)

// maxConcurrentLists is the most lists that a request reads at the same time. A connection within a list is one list for each
// parent.
const maxConcurrentLists = 8

// List calls read, which reads one page, once fewer than 8 pages of the request are being read. It returns the error of read
// or of the context.
func (l Loaders) List(ctx context.Context, read func() error) error {
	if err := l.lists.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.lists.Release(1)
	return read()
}

// pages caches the pages of lists, so that a list that an operation selects twice is read once.
type pages struct {
	mutex sync.Mutex
	byKey map[document.PageKey]*result[any]
}

func (p *pages) forget() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	clear(p.byKey)
}

// begin returns the result of reading a page. isFirst reports whether the caller must read it.
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

// Page returns a page of a list. It calls read unless the request has read the page before. Concurrent callers wait for the
// first one.
func Page[T any](
	ctx context.Context, loaders Loaders, key document.PageKey, read func() (document.Page[T], error),
) (document.Page[T], error) {
	r, isFirst := loaders.pages.begin(key)
	if isFirst {
		defer close(r.done)
		page, err := read()
		if err == nil {
			page.Info = newMemo(page.Info)
		}
		r.value, r.err = page, err
		return page, err
	}
	value, err := r.wait(ctx)
	if err != nil {
		return document.Page[T]{}, err
	}
	page, ok := value.(document.Page[T])
	if !ok {
		return document.Page[T]{}, fmt.Errorf("a page was read as %T", value)
	}
	return page, nil
}

// memo is a document.PageInfo that reads each of its values at most once, whoever selects the page.
type memo struct {
	next, previous, total func(ctx context.Context) (any, error)
}

func newMemo(around document.PageInfo) document.PageInfo {
	return memo{
		next:     memoize(func(ctx context.Context) (any, error) { return around.HasNext(ctx) }),
		previous: memoize(func(ctx context.Context) (any, error) { return around.HasPrevious(ctx) }),
		total:    memoize(func(ctx context.Context) (any, error) { return around.Total(ctx) }),
	}
}

// memoize returns a function that calls read once and returns its results to every caller.
func memoize(read func(ctx context.Context) (any, error)) func(ctx context.Context) (any, error) {
	var once sync.Once
	var value any
	var err error
	return func(ctx context.Context) (any, error) {
		once.Do(func() { value, err = read(ctx) })
		return value, err
	}
}

func (m memo) HasNext(ctx context.Context) (bool, error)     { return as[bool](m.next(ctx)) }
func (m memo) HasPrevious(ctx context.Context) (bool, error) { return as[bool](m.previous(ctx)) }
func (m memo) Total(ctx context.Context) (*int, error)       { return as[*int](m.total(ctx)) }

func as[T any](value any, err error) (T, error) {
	typed, _ := value.(T)
	return typed, err
}
