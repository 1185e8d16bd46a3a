package passages

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
)

const (
	pageSize = 25
	// worstPage is the ratio of the pages that is still flat.
	worstPage = 2
)

// list reads the first page of those who can open a reader.
func (d *doors) list(b *testing.B, reader string) {
	b.Helper()
	openers := accessrule.Openers{Service: d.service, Candidates: d.store.Identifiers()}
	filter := accessrule.IdentifierFilter{Opens: &accessrule.OpensInput{Reader: reader}}
	started := time.Now()
	page, err := openers.List(b.Context(), d.caller.CompanyID, filter, document.PageRequest{First: pageSize})
	d.durations = append(d.durations, time.Since(started))
	require.NoError(b, err)
	require.Len(b, page.Items, pageSize)
	require.True(b, page.More)
}

// BenchmarkOpeners compares a page of who can open a reader among a thousand identifiers with one among a hundred thousand, in turns. One
// reader is in one rule, which hundreds of identifiers have; the other is in all rules.
func BenchmarkOpeners(b *testing.B) {
	small, large := newDoors(b, 1_000, 20), newDoors(b, many, 1_000)
	for _, reader := range []string{"door 7", "front"} {
		b.Run(reader, func(b *testing.B) {
			small.durations, large.durations = nil, nil
			for b.Loop() {
				small.list(b, reader)
				large.list(b, reader)
			}
			if len(small.durations) < 100 {
				return
			}
			ratio := float64(large.median()) / float64(small.median())
			b.ReportMetric(float64(small.median().Microseconds()), "µs/small")
			b.ReportMetric(float64(large.median().Microseconds()), "µs/large")
			b.ReportMetric(ratio, "ratio")
			require.LessOrEqual(b, ratio, float64(worstPage))
		})
	}
}
