// Package dataloaders loads what the fields of one request name by ID or by another key, many at once.
package dataloaders

import (
	"context"
	"sync"

	"golang.org/x/sync/semaphore"
)

// maxConcurrentLists is how many lists one request reads side by side: a connection within a list is one for each parent.
const maxConcurrentLists = 8

// Loaders loads for one request, within one company. It remembers what it loaded until Forget.
type Loaders struct {
	*shared

	// member is the call of a level that loads; nil if loading waits for nobody.
	member *member
}

// shared is what all calls of a request have in common.
type shared struct {
	stores    *Stores
	companyID string

	mutex sync.Mutex
	// bySubject holds the loaders that the request has used, by what they load.
	bySubject map[string]any

	lists *semaphore.Weighted
	pages pages
}

// New returns the loaders of one request. The company is the caller's.
func New(stores *Stores, companyID string) Loaders {
	return Loaders{shared: &shared{
		stores: stores, companyID: companyID, bySubject: map[string]any{}, lists: semaphore.NewWeighted(maxConcurrentLists),
	}}
}

// loaderOf returns the request's loader of a subject. It is created when the request first uses it: most requests use few.
func loaderOf[L any](l *shared, subject string, create func() L) L {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	loader, ok := l.bySubject[subject].(L)
	if !ok {
		loader = create()
		l.bySubject[subject] = loader
	}
	return loader
}

// Forget drops everything that was loaded: a mutation may have changed it, and the fields after it load it anew.
func (l Loaders) Forget() {
	l.pages.forget()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	clear(l.bySubject)
}

// List runs the reading of one list once fewer than 8 of the request are being read, or returns the context's error.
func (l Loaders) List(ctx context.Context, read func() error) error {
	if err := l.lists.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.lists.Release(1)
	return read()
}
