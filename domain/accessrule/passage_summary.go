package accessrule

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"accessgraph/domain/actor"
	"accessgraph/domain/fault"
	"accessgraph/domain/inputs"
)

const (
	// MaxSummarizedPassages is the highest number of passages that a summary counts.
	MaxSummarizedPassages = 50_000
	// maxSummaryDays is the longest span of a summary, in days of 24 hours.
	maxSummaryDays = 31
)

// PassageOutcomes reads what became of passages.
type PassageOutcomes interface {
	// Outcomes calls visit for the newest passages that a filter selects, newest first, at most limit times.
	Outcomes(ctx context.Context, companyID string, filter PassageFilter, limit int, visit func(PassageOutcome)) error
}

// PassageOutcome is what became of a passage.
type PassageOutcome struct {
	At time.Time
	// Denial is nil for a granted passage.
	Denial *PassageDenial
	// RefusedAttempts is that of the passage, or 0.
	RefusedAttempts int
}

// PassageSummary has the numbers of the passages of a span of time.
type PassageSummary struct {
	GrantedCount, DeniedCount int
	// RefusedAttempts is the sum of the passages' refused attempts, which have no passage of their own.
	RefusedAttempts int
	// Denials are the denied passages by reason, most frequent first.
	Denials []PassageDenialCount
	// Hours are the hours with passages, in order.
	Hours []PassageHour
	// CountedFrom is the time of the oldest passage that was counted, if there are more than MaxSummarizedPassages; otherwise nil.
	CountedFrom *time.Time
}

// PassageDenialCount is the number of passages that were denied for a reason.
type PassageDenialCount struct {
	Denial PassageDenial
	Count  int
}

// PassageHour has the numbers of the passages of the hour that begins at From.
type PassageHour struct {
	From                      time.Time
	GrantedCount, DeniedCount int
}

// SummarizePassages counts the passages of a span of time by the hour and by denial, at one reader, or at all for nil. It raises
// DATA_NOT_VALID.
func (s *Service) SummarizePassages(ctx context.Context, caller actor.Caller, reader *string, from, to time.Time) (*PassageSummary, error) {
	filter, err := summaryFilter(reader, from, to)
	if err != nil {
		return nil, err
	}
	tally := passageTally{from: from}
	if err := s.Passages.Outcomes(ctx, caller.CompanyID, filter, MaxSummarizedPassages+1, tally.count); err != nil {
		return nil, fmt.Errorf("counting the passages: %w", err)
	}
	return tally.summary(), nil
}

// summaryFilter returns the filter for the passages of a summary.
func summaryFilter(reader *string, from, to time.Time) (PassageFilter, error) {
	var fields inputs.Fields
	filter := PassageFilter{From: &from, To: &to}
	if reader != nil {
		filter.Reader = new(fields.Query("reader", *reader, 1, MaxReaderLength))
	}
	switch {
	case !from.Before(to):
		fields.Reject("to", "must be later than from")
	case to.Sub(from) > maxSummaryDays*24*time.Hour:
		fields.Reject("to", "must be at most "+fault.Number(maxSummaryDays)+" days after from")
	}
	return filter, fields.Err()
}

// passageTally counts passages, newest first.
type passageTally struct {
	from time.Time

	counted         int
	oldest          time.Time
	isCut           bool
	refusedAttempts int
	denials         map[PassageDenial]int
	// hours are the latest first.
	hours []PassageHour
}

// count counts a passage that is not newer than those before it.
func (t *passageTally) count(passage PassageOutcome) {
	if t.counted == MaxSummarizedPassages {
		t.isCut = true
		return
	}
	t.counted++
	t.oldest = passage.At
	t.refusedAttempts += passage.RefusedAttempts
	start := t.from.Add(passage.At.Sub(t.from).Truncate(time.Hour))
	if len(t.hours) == 0 || !t.hours[len(t.hours)-1].From.Equal(start) {
		t.hours = append(t.hours, PassageHour{From: start})
	}
	hour := &t.hours[len(t.hours)-1]
	if passage.Denial == nil {
		hour.GrantedCount++
		return
	}
	hour.DeniedCount++
	if t.denials == nil {
		t.denials = map[PassageDenial]int{}
	}
	t.denials[*passage.Denial]++
}

func (t *passageTally) summary() *PassageSummary {
	summary := &PassageSummary{RefusedAttempts: t.refusedAttempts, Denials: []PassageDenialCount{}, Hours: slices.Clone(t.hours)}
	slices.Reverse(summary.Hours)
	for _, hour := range summary.Hours {
		summary.GrantedCount += hour.GrantedCount
		summary.DeniedCount += hour.DeniedCount
	}
	for denial, count := range t.denials {
		summary.Denials = append(summary.Denials, PassageDenialCount{denial, count})
	}
	slices.SortFunc(summary.Denials, func(a, b PassageDenialCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Denial, b.Denial))
	})
	if t.isCut {
		summary.CountedFrom = &t.oldest
	}
	return summary
}
