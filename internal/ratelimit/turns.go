package ratelimit

import "slices"

// turns is a queue in which clients take turns: first in, first out for one client, round robin among them.
type turns struct {
	// lines are in the order of their turns. None is empty.
	lines  []*line
	length int
}

// line is what waits for one client.
type line struct {
	client  string
	tickets []*ticket
}

// of returns the number of tickets that wait for a client.
func (q *turns) of(client string) int {
	if at := q.index(client); at >= 0 {
		return len(q.lines[at].tickets)
	}
	return 0
}

func (q *turns) index(client string) int {
	return slices.IndexFunc(q.lines, func(l *line) bool { return l.client == client })
}

// push adds a ticket at the end of its client's line.
func (q *turns) push(t *ticket) {
	q.length++
	if at := q.index(t.client); at >= 0 {
		q.lines[at].tickets = append(q.lines[at].tickets, t)
		return
	}
	q.lines = append(q.lines, &line{client: t.client, tickets: []*ticket{t}})
}

// next removes and returns the first ticket of the first client in turn that may enter; nil when there is none. That
// client's next turn comes after all others'.
func (q *turns) next(may func(client string) bool) *ticket {
	at := slices.IndexFunc(q.lines, func(l *line) bool { return may(l.client) })
	if at < 0 {
		return nil
	}
	served := q.lines[at]
	first := served.tickets[0]
	q.lines = slices.Delete(q.lines, at, at+1)
	q.lines = append(q.lines, served)
	q.remove(first)
	return first
}

// remove takes a ticket out, wherever it waits, and reports whether it was there.
func (q *turns) remove(t *ticket) bool {
	at := q.index(t.client)
	if at < 0 {
		return false
	}
	place := slices.Index(q.lines[at].tickets, t)
	if place < 0 {
		return false
	}
	q.lines[at].tickets = slices.Delete(q.lines[at].tickets, place, place+1)
	if len(q.lines[at].tickets) == 0 {
		q.lines = slices.Delete(q.lines, at, at+1)
	}
	q.length--
	return true
}

// pushOut removes and returns the last ticket of the longest line, if that is longer than a number; nil when none is.
func (q *turns) pushOut(longerThan int) *ticket {
	if len(q.lines) == 0 {
		return nil
	}
	longest := slices.MaxFunc(q.lines, func(a, b *line) int { return len(a.tickets) - len(b.tickets) })
	if len(longest.tickets) <= longerThan {
		return nil
	}
	last := longest.tickets[len(longest.tickets)-1]
	q.remove(last)
	return last
}
