package document_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// stream is a list whose entries appear in another order than that of their IDs, and a follower of it.
type stream struct {
	now     int64
	visible []string
	// pending have IDs and cannot be read yet, each since a millisecond.
	pending  []string
	progress document.Progress
	// passed counts how often each ID was passed on.
	passed map[string]int
}

func newEntry(t *rapid.T, millisecond int64, number int) string {
	entry, err := id.Make(id.Customer, millisecond, number)
	require.NoError(t, err)
	return entry
}

func (s *stream) create(t *rapid.T) {
	s.now += rapid.Int64Range(0, 3).Draw(t, "elapsed")
	s.pending = append(s.pending, newEntry(t, s.now, rapid.IntRange(0, 2).Draw(t, "number")))
}

func (s *stream) appear(t *rapid.T) {
	if len(s.pending) == 0 {
		t.Skip("nothing is pending")
	}
	i := rapid.IntRange(0, len(s.pending)-1).Draw(t, "which")
	s.visible = append(s.visible, s.pending[i])
	s.pending = slices.Delete(s.pending, i, i+1)
	slices.Sort(s.visible)
}

// remove deletes an entry, as lists other than the audit log allow.
func (s *stream) remove(t *rapid.T) {
	if len(s.visible) == 0 {
		t.Skip("nothing is visible")
	}
	i := rapid.IntRange(0, len(s.visible)-1).Draw(t, "which")
	s.passed[s.visible[i]]++ // nobody expects it any more
	s.visible = slices.Delete(s.visible, i, i+1)
}

func (s *stream) horizon() int64 {
	horizon := s.now
	for _, entry := range s.pending {
		key, _ := id.KeyOf(entry)
		horizon = min(horizon, key.Millisecond())
	}
	return horizon
}

// poll reads one part, and reports whether that was the end of the list. The follower may forget all but one of the cursors that it got.
func (s *stream) poll(t *rapid.T, limit int) bool {
	horizon := s.horizon()
	from, _ := slices.BinarySearch(s.visible, s.progress.Bound()+"\x00")
	ids := s.visible[from:min(len(s.visible), from+s.progress.Remembered()+limit+1)]
	unread, reading := s.progress.Read(slices.Clone(ids), from+len(ids) < len(s.visible))
	reading.Horizon = horizon
	require.True(t, slices.IsSorted(unread))
	isEnd := len(unread) <= limit
	for i, entry := range unread[:min(limit, len(unread))] {
		progress := reading.Pass(entry)
		s.passed[entry]++
		s.resume(t, progress)
		if i < len(unread)-1 && rapid.IntRange(0, 9).Draw(t, "restart") == 0 {
			return false
		}
	}
	if isEnd {
		s.resume(t, reading.End())
	}
	return isEnd
}

// resume goes on after a progress, by way of its encoding.
func (s *stream) resume(t *rapid.T, progress document.Progress) {
	encoded := progress.Encode()
	if s.progress = progress; encoded == "" {
		return // nothing that is still there was read
	}
	require.LessOrEqual(t, len(encoded), id.Length+16+28*document.MaxSegments)
	decoded, ok := document.ParseProgress(encoded)
	require.True(t, ok)
	require.Equal(t, progress.Encode(), decoded.Encode())
	s.progress = decoded
}

// drain reads until the end of the list twice: the follower has then seen everything.
func (s *stream) drain(t *rapid.T, limit int) {
	for ends, polls := 0, 0; ends < 2; polls++ {
		require.Less(t, polls, 10*(len(s.visible)+2), "the follower makes no progress")
		if s.poll(t, limit) {
			ends++
		}
	}
}

// TestProgress_MissesNothing has entries appear in any order, some of them removed, and a follower that restarts at any time.
func TestProgress_MissesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &stream{now: 1_700_000_000_000, passed: map[string]int{}}
		limit := rapid.IntRange(1, 5).Draw(t, "limit")
		t.Repeat(map[string]func(*rapid.T){
			"create":  s.create,
			"appear":  s.appear,
			"remove":  s.remove,
			"poll":    func(t *rapid.T) { s.poll(t, limit) },
			"nothing": func(*rapid.T) { s.now += 5 },
		})
		for len(s.pending) > 0 {
			s.appear(t)
		}
		s.now++
		s.drain(t, limit)
		for _, entry := range s.visible {
			require.NotZero(t, s.passed[entry], entry)
		}
		require.Empty(t, s.progress.Remembered())
		require.LessOrEqual(t, len(s.progress.Encode()), id.Length)
		before := len(s.passed)
		s.poll(t, limit)
		require.Len(t, s.passed, before)
	})
}
