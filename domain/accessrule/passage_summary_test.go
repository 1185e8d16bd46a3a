package accessrule_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
)

// everySecond has granted passages, one each second.
type everySecond struct {
	newest time.Time
	count  int
}

// Outcomes visits the passages.
func (e everySecond) Outcomes(
	_ context.Context, _ string, _ accessrule.PassageFilter, limit int, visit func(accessrule.PassageOutcome),
) error {
	for i := range min(limit, e.count) {
		visit(accessrule.PassageOutcome{At: e.newest.Add(-time.Duration(i) * time.Second)})
	}
	return nil
}

// Of more passages than a summary counts, it has the newest, and tells from when on.
func TestService_SummarizePassages_CountsTheNewest(t *testing.T) {
	start := time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)
	newest := start.Add(24*time.Hour - time.Second)
	oldest := newest.Add(-(accessrule.MaxSummarizedPassages - 1) * time.Second)
	for count, countedFrom := range map[int]*time.Time{
		accessrule.MaxSummarizedPassages: nil, accessrule.MaxSummarizedPassages + 1: &oldest, accessrule.MaxSummarizedPassages + 9: &oldest,
	} {
		service := accessrule.Service{Passages: everySecond{newest, count}}
		summary, err := service.SummarizePassages(t.Context(), caller(), nil, start, start.Add(24*time.Hour))
		require.NoError(t, err)
		require.Equal(t, accessrule.MaxSummarizedPassages, summary.GrantedCount)
		require.Equal(t, countedFrom, summary.CountedFrom, count)
		require.Len(t, summary.Hours, 14)
		require.Equal(t, start.Add(10*time.Hour), summary.Hours[0].From)
	}
}
