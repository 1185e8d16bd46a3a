package accessrule

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/document"
)

// cards lists identifiers in the order of their IDs, and counts those that it returned.
type cards struct {
	all    []*Identifier
	listed int
}

func newCards(count int) *cards {
	c := &cards{all: make([]*Identifier, count)}
	for i := range c.all {
		c.all[i] = &Identifier{Base: document.Base{ID: fmt.Sprintf("idf_%06d", i)}}
	}
	return c
}

// List returns a page of the cards.
func (c *cards) List(_ context.Context, _ string, _ IdentifierFilter, request document.PageRequest) (document.Page[Identifier], error) {
	page := document.Cut(c.all, func(card *Identifier) string { return card.ID }, request)
	c.listed += len(page.Items)
	return page, nil
}

// A walk of pages in either direction meets each card that opens the reader once and in order, looks at little more than 1,000 cards for a
// page, and can always be continued.
func TestOpenerWalk_MeetsEachCardOnceWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		candidates := newCards(rapid.IntRange(0, 2_600).Draw(t, "cards"))
		every := rapid.SampledFrom([]int{1, 3, 40, 700, 5_000}).Draw(t, "every")
		size := rapid.IntRange(1, document.MaxPageSize).Draw(t, "size")
		isBackward := rapid.Bool().Draw(t, "backward")
		order := document.Order{Descending: rapid.Bool().Draw(t, "descending")}
		isOpening := func(card *Identifier) bool { return slices.Index(candidates.all, card)%every == every-1 }
		opening := func(_ context.Context, cards []*Identifier) ([]bool, error) {
			opens := make([]bool, len(cards))
			for i, card := range cards {
				opens[i] = isOpening(card)
			}
			return opens, nil
		}
		request := document.PageRequest{Order: order, First: size}
		if isBackward {
			request.First, request.Last = 0, size
		}
		var met []*Identifier
		for more := true; more; {
			candidates.listed = 0
			walk := &openerWalk{request: request}
			require.NoError(t, walk.run(context.Background(), candidates, "com_1", IdentifierFilter{}, opening))
			require.LessOrEqual(t, candidates.listed, maxCandidates+document.MaxPageSize)
			page := walk.page()
			more = page.More
			require.True(t, !more || len(page.Items) == size || page.Start != nil || page.End != nil, "a page that is cut says where")
			if isBackward {
				met = append(slices.Clone(page.Items), met...)
				request.Before = continueAt(page.Items, page.Start, 0)
			} else {
				met = append(met, page.Items...)
				request.After = continueAt(page.Items, page.End, len(page.Items)-1)
			}
		}
		expected := slices.DeleteFunc(slices.Clone(candidates.all), func(card *Identifier) bool { return !isOpening(card) })
		if order.Descending {
			slices.Reverse(expected)
		}
		require.Len(t, met, len(expected))
		for i, card := range expected {
			require.Same(t, card, met[i])
		}
	})
}

// continueAt returns the position at which a page is continued: where it was cut, or at its last item.
func continueAt(items []*Identifier, cut *Identifier, last int) string {
	if cut != nil {
		return cut.ID
	}
	if len(items) == 0 {
		return ""
	}
	return items[last].ID
}
