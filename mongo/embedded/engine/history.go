package engine

import "sync"

// history remembers the last commit that changed each space since the file was opened.
type history struct {
	mu      sync.Mutex
	bySpace map[string]uint64
}

// record notes a commit that is about to be made. It must be called before the commit can be seen: a reader that does
// not see it then finds that it is too old, and never the other way round. A commit that fails in the end does no harm.
func (h *history) record(batch *Batch, number uint64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.bySpace == nil {
		h.bySpace = map[string]uint64{}
	}
	for space := range batch.spaces {
		h.bySpace[space] = number
	}
	for _, space := range batch.dropped {
		h.bySpace[space] = number
	}
}

// last returns the number of the last commit that changed a space, 0 when none has.
func (h *history) last(space string) uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.bySpace[space]
}
