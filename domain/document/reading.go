package document

import "accessgraph/domain/id"

// Reading is one read of a list by a follower: it finds the entries that the follower has not read, and its progress after each.
type Reading struct {
	// Horizon is the time, in milliseconds since 1970, before which no entry can appear any more that was not there when the list was
	// read.
	Horizon int64

	last    string
	settled id.Key
	// complete are segments of which everything has been read, and rest those that follow.
	complete []segment
	rest     []restOfSegment
}

// restOfSegment is what is left of a segment. isChanged is set if it holds anything else than what was read of it.
type restOfSegment struct {
	segment

	isChanged bool
}

// Read compares the entries after the bound of a progress with what was read of them, and returns the IDs that have to be passed on.
// IDs are in ascending order. isCut reports whether the list has further entries after them.
func (p Progress) Read(ids []string, isCut bool) (unread []string, reading *Reading) {
	reading = &Reading{last: p.Last, settled: p.settled}
	if len(p.segments) == 0 {
		reading.settled, _ = id.KeyOf(p.Last)
	}
	next := 0
	for _, s := range p.segments {
		from, read := next, segment{}
		for ; next < len(ids); next++ {
			key, _ := id.KeyOf(ids[next])
			if key.Compare(s.end) > 0 {
				break
			}
			read.digest, read.count = read.digest^key.Random, read.count+1
		}
		isChanged := read.digest != s.digest || read.count != s.count || isCut && next == len(ids)
		if isChanged {
			unread = append(unread, ids[from:next]...)
		}
		reading.rest = append(reading.rest, restOfSegment{s, isChanged})
	}
	return append(unread, ids[next:]...), reading
}

// Pass returns the progress after an entry has been passed on. Entries are passed on in ascending order.
func (r *Reading) Pass(documentID string) Progress {
	key, _ := id.KeyOf(documentID)
	for len(r.rest) > 0 && r.rest[0].end.Compare(key) < 0 {
		r.completeNext()
	}
	if len(r.rest) > 0 {
		r.rest[0].segment = segment{end: r.rest[0].end} // nothing of what is left of it counts as read
		if r.rest[0].end == key {
			r.rest = r.rest[1:]
		}
	}
	r.complete = append(r.complete, segment{end: key, digest: key.Random, count: 1})
	r.last = documentID
	r.settle()
	return r.current()
}

// End returns the progress after all entries have been passed on.
func (r *Reading) End() Progress {
	for len(r.rest) > 0 {
		r.completeNext()
	}
	r.settle()
	if newest := len(r.complete) - 1; newest >= 0 {
		r.last = r.complete[newest].end.Text(id.KindOf(r.last)) // the entry that was passed on last may have been a late one
	}
	return r.current()
}

// completeNext notes that everything in the next segment has been read. What was read of one that has changed has segments of its own.
func (r *Reading) completeNext() {
	if next := r.rest[0]; !next.isChanged {
		r.complete = append(r.complete, next.segment)
	}
	r.rest = r.rest[1:]
}

// settle forgets segments in which nothing can appear any more.
func (r *Reading) settle() {
	for len(r.complete) > 0 && r.complete[0].end.Millisecond() < r.Horizon {
		r.settled = r.complete[0].end
		r.complete = r.complete[1:]
	}
	// Nothing is before a segment of one entry: what is before the horizon, too, is settled.
	if floor := id.LastBefore(r.Horizon); len(r.complete) > 0 && r.complete[0].count == 1 && r.settled.Compare(floor) < 0 {
		r.settled = floor
	}
	r.complete = bounded(r.settled, r.complete)
}

// current returns the progress at this point of the reading.
func (r *Reading) current() Progress {
	progress := Progress{Last: r.last, settled: r.settled}
	switch {
	case len(r.complete)+len(r.rest) > 0:
	case r.settled == id.Key{}: // what was read has been deleted
		return Progress{}
	default:
		return After(r.settled.Text(id.KindOf(r.last)))
	}
	progress.segments = append(make([]segment, 0, len(r.complete)+len(r.rest)), r.complete...)
	for _, s := range r.rest {
		progress.segments = append(progress.segments, s.segment)
	}
	progress.segments = bounded(progress.settled, progress.segments)
	return progress
}
