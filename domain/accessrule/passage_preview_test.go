package accessrule

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// A preview looks at about 1,000 identifiers. One that has seen only some of them does not say how many gain or lose.
func TestCollect_StopsAtTheBound(t *testing.T) {
	for count, isWhole := range map[int]bool{0: true, 1: true, maxCandidates - 1: true, maxCandidates + 200: false} {
		met := map[string]*Identifier{}
		whole, err := collect(t.Context(), newCards(count), "com_1", IdentifierFilter{}, met)
		require.NoError(t, err)
		require.Equal(t, isWhole, whole, count)
		require.Len(t, met, min(count, maxCandidates))
	}
}

func TestPreview_CutSaysSo(t *testing.T) {
	preview := &Preview{Complete: true}
	for i := range maxPassageChanges + 5 {
		identifier, reader := newCards(1).all[0], fmt.Sprintf("reader %d", i)
		preview.compare(identifier, []*OpenedReader{{Reader: reader, Relays: []int{1}, place: &Reader{}}}, nil, nil)
		if i == 6 {
			require.Equal(t, 7, *preview.Losses())
			require.Zero(t, *preview.Gains())
		}
	}
	require.Len(t, preview.Changes, maxPassageChanges)
	require.False(t, preview.Complete)
	require.Nil(t, preview.Gains())
	require.Nil(t, preview.Losses())
}
