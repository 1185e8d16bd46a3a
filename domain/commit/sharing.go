package commit

import (
	"slices"

	"accessgraph/domain/document"
)

// share counts a document among the sharers of what it shares from now on, and not among those of what it shared before.
// Every change of a document goes through it, so that no rule can forget it.
func (c *Change) share(before, after document.Document) {
	lost, gained := sharesOf(before), sharesOf(after)
	for _, shared := range lost {
		c.countSharer(shared, -1)
	}
	for _, shared := range gained {
		c.countSharer(shared, +1)
	}
	c.commit.Shares = slices.DeleteFunc(c.commit.Shares, func(share Share) bool { return share.By == 0 })
}

func (c *Change) countSharer(shared Shared, by int) {
	documentID := shared.Meta().ID
	at := slices.IndexFunc(c.commit.Shares, func(share Share) bool { return share.Document.Meta().ID == documentID })
	if at < 0 {
		c.commit.Shares = append(c.commit.Shares, Share{Document: shared, By: by})
		return
	}
	c.commit.Shares[at].By += by
}

// sharesOf returns what a document shares; nothing, for nil and for one that shares nothing.
func sharesOf(written document.Document) []Shared {
	if sharer, ok := written.(Sharer); ok {
		return sharer.Shares()
	}
	return nil
}
