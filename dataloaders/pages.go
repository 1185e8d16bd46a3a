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
