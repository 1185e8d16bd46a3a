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
	// cacheLife is the time for which an application is cached. Changes by other processes take effect within it.
	cacheLife = 10 * time.Second
	// largestCachedRoles is the limit of the role codes of a cached application, in bytes.
	largestCachedRoles = 4 << 10
)

// KeyCache caches the applications of usable keys by the hash of the key, for 10 seconds each. It does not cache rejected keys. It is
// safe for concurrent use.
//
// A change that this process commits drops the application at once: see Watch. The cached applications are shared, and must not be
// changed.
type KeyCache struct {
	clock func() time.Time
	size  int

	mutex   sync.RWMutex
	entries map[string]cacheEntry
	// drops counts the committed changes. An application that was read before a change must not be cached after it.
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

// isFresh compares the monotonic readings, which are correct when the wall clock is set back, and the wall clock, which continues while
// the machine sleeps.
func (e cacheEntry) isFresh(now time.Time) bool {
	return now.Sub(e.readAt) < cacheLife && now.Round(0).Sub(e.readAt.Round(0)) < cacheLife
}

// cacheRead is a read of the store in progress.
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

// put caches an application, unless an application has changed since the read began. A full cache is cleared: each key is then read
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

// drop removes a key that cannot be used.
func (c *KeyCache) drop(hash string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.entries, hash)
}

// dropChanged removes the applications that a commit replaces or deletes, with all their keys.
func (c *KeyCache) dropChanged(changes commit.Commit) {
	applicationIDs := changedApplications(changes)
	if len(applicationIDs) == 0 {
		return
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.drops++
	maps.DeleteFunc(c.entries, func(_ string, entry cacheEntry) bool { return slices.Contains(applicationIDs, entry.application.ID) })
}

// changedApplications returns the IDs of the applications that a commit replaces or deletes.
func changedApplications(c commit.Commit) []string {
	var ids []string
	for _, replacement := range c.Replaces {
		ids = append(ids, replacement.Document.Meta().ID)
	}
	for _, deletion := range c.Deletes {
		ids = append(ids, deletion.ID)
	}
	return slices.DeleteFunc(ids, func(documentID string) bool { return id.Check(id.Application, documentID) != nil })
}

// Watch returns a committer that drops the applications that it changes before Commit returns, so that a change is in force once its
// caller knows of it. All changes of applications must use it.
func (c *KeyCache) Watch(committer commit.Committer) commit.Committer {
	return watchedCommitter{committer, c}
}

type watchedCommitter struct {
	commit.Committer
	cache *KeyCache
}

// Commit drops the changed applications even if it fails: a commit whose outcome is unknown may have been written.
func (w watchedCommitter) Commit(ctx context.Context, c commit.Commit) error {
	defer w.cache.dropChanged(c)
	return w.Committer.Commit(ctx, c)
}
