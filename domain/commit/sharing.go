package commit

import (
	"slices"

	"accessgraph/domain/document"
)

// share moves the numbers of sharers of what a document shared before and shares after a change. Every change of a document calls
// it, so that no rule can forget it.
func (c *Change) share(before, after document.Document) {
	for _, shared := range sharesOf(before) {
		c.countSharer(shared, -1)
	}
	for _, shared := range sharesOf(after) {
		c.countSharer(shared, +1)
	}
	c.commit.Shares = slices.DeleteFunc(c.commit.Shares, func(share Share) bool { return share.By == 0 })
}

func (c *Change) countSharer(shared Shared, by int) {
	sharedID := shared.Meta().ID
	i := slices.IndexFunc(c.commit.Shares, func(share Share) bool { return share.Document.Meta().ID == sharedID })
	if i < 0 {
		c.commit.Shares = append(c.commit.Shares, Share{Document: shared, By: by})
		return
	}
	c.commit.Shares[i].By += by
}

// sharesOf returns the documents that a document shares. It returns none for nil.
func sharesOf(doc document.Document) []Shared {
	if sharer, ok := doc.(Sharer); ok {
		return sharer.Shares()
	}
	return nil
}
