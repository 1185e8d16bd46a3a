package tenant

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

const (
	// cacheLife is how long an application may be used after it was read. What another process changes is seen by then.
	cacheLife = 10 * time.Second
	// largestCachedRoles is the size of the role codes, in bytes, up to which an application is cached.
	largestCachedRoles = 4 << 10
)

// KeyCache holds the applications of keys that were let in, by the hash of the key and for 10 seconds each. Keys that are
// refused leave nothing in it. It is safe for concurrent use.
//
// A change that this process commits drops the application at once: see Watch. The cached applications are shared, and must
// not be changed.
type KeyCache struct {
	clock func() time.Time
	size  int

	mutex   sync.RWMutex
	entries map[string]cacheEntry
	// drops counts the changes that were committed. What was read before one of them must not be put after it.
	drops int
}

type cacheEntry struct {
	application *Application
	readAt      time.Time
}

// NewKeyCache creates a cache for at most size keys. The clock is the wall clock.
func NewKeyCache(clock func() time.Time, size int) *KeyCache {
	return &KeyCache{clock: clock, size: size, entries: map[string]cacheEntry{}}
}

// get returns the application of a key, unless it was read too long ago.
func (c *KeyCache) get(hash string) (*Application, bool) {
	c.mutex.RLock()
	entry, cached := c.entries[hash]
	c.mutex.RUnlock()
	if !cached || !entry.isFresh(c.clock()) {
		return nil, false
	}
	return entry.application, true
}

// isFresh compares the monotonic readings, which do not notice when the wall clock is set back, and the wall clock's, which
// goes on while the machine sleeps.
func (e cacheEntry) isFresh(now time.Time) bool {
	return now.Sub(e.readAt) < cacheLife && now.Round(0).Sub(e.readAt.Round(0)) < cacheLife
}

// cacheRead is a read of the store that has begun.
type cacheRead struct {
	at    time.Time
	drops int
}

// begin must be called before the store is read.
func (c *KeyCache) begin() cacheRead {
	c.mutex.RLock()
	defer c.mutex.RUnlock()
	return cacheRead{at: c.clock(), drops: c.drops}
}

// put caches an application, unless one was changed since the read began. A full cache starts anew: each key is then read
// once more.
func (c *KeyCache) put(hash string, application *Application, read cacheRead) {
	if sizeOfRoles(application) > largestCachedRoles {
		return
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if read.drops != c.drops {
		return
	}
	if _, cached := c.entries[hash]; !cached && len(c.entries) >= c.size {
		clear(c.entries)
	}
	c.entries[hash] = cacheEntry{application, read.at}
}

func sizeOfRoles(application *Application) int {
	size := 0
	for _, code := range application.GrantableRoles {
		size += len(code)
	}
	return size
}

// drop removes a key that turned out to be of no use.
func (c *KeyCache) drop(hash string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.entries, hash)
}

// dropChanged removes the applications that a commit replaces or deletes, with all their keys.
func (c *KeyCache) dropChanged(written commit.Commit) {
	changed := changedApplications(written)
	if len(changed) == 0 {
		return
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.drops++
	maps.DeleteFunc(c.entries, func(_ string, entry cacheEntry) bool { return slices.Contains(changed, entry.application.ID) })
}

// changedApplications returns the IDs of the applications that a commit replaces or deletes.
func changedApplications(written commit.Commit) []string {
	var changed []string
	for _, replacement := range written.Replaces {
		changed = append(changed, replacement.Document.Meta().ID)
	}
	for _, deletion := range written.Deletes {
		changed = append(changed, deletion.ID)
	}
	return slices.DeleteFunc(changed, func(documentID string) bool { return id.Check(id.Application, documentID) != nil })
}

// Watch returns a committer that removes from the cache what it changes, before Commit returns: whoever learns of the
// change finds it in force. Each change of an application must go through it.
func (c *KeyCache) Watch(committer commit.Committer) commit.Committer {
	return watchedCommitter{committer, c}
}

type watchedCommitter struct {
	commit.Committer
	cache *KeyCache
}

// Commit empties the cache of what it changes whatever came of it: a commit whose outcome is unknown may have been written.
func (w watchedCommitter) Commit(ctx context.Context, written commit.Commit) error {
	defer w.cache.dropChanged(written)
	return w.Committer.Commit(ctx, written)
}
