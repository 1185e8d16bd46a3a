package ratelimit

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// modelTurns is the queue as one list of tickets by arrival, with the clients in the order of their turns beside it.
type modelTurns struct {
	tickets []*ticket
	order   []string
}

func (m *modelTurns) of(client string) []*ticket {
	var own []*ticket
	for _, t := range m.tickets {
		if t.client == client {
			own = append(own, t)
		}
	}
	return own
}

func (m *modelTurns) push(t *ticket) {
	if len(m.of(t.client)) == 0 {
		m.order = append(m.order, t.client)
	}
	m.tickets = append(m.tickets, t)
}

func (m *modelTurns) remove(t *ticket) bool {
	at := slices.Index(m.tickets, t)
	if at < 0 {
		return false
	}
	m.tickets = slices.Delete(m.tickets, at, at+1)
	if len(m.of(t.client)) == 0 {
		m.order = slices.DeleteFunc(m.order, func(client string) bool { return client == t.client })
	}
	return true
}

func (m *modelTurns) next(barred string) *ticket {
	for _, client := range m.order {
		if client == barred {
			continue
		}
		first := m.of(client)[0]
		m.order = slices.DeleteFunc(m.order, func(other string) bool { return other == client })
		m.order = append(m.order, client)
		m.remove(first)
		return first
	}
	return nil
}

func (m *modelTurns) pushOut(longerThan int) *ticket {
	var last *ticket
	for _, client := range m.order {
		if own := m.of(client); len(own) > longerThan {
			longerThan, last = len(own), own[len(own)-1]
		}
	}
	if last != nil {
		m.remove(last)
	}
	return last
}

func TestTurns_LikeTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var queue turns
		var model modelTurns
		var all []*ticket
		client := rapid.SampledFrom([]string{"a", "b", "c", "d"})
		t.Repeat(map[string]func(*rapid.T){
			"push": func(t *rapid.T) {
				pushed := &ticket{client: client.Draw(t, "client")}
				all = append(all, pushed)
				queue.push(pushed)
				model.push(pushed)
			},
			"next": func(t *rapid.T) {
				barred := client.Draw(t, "barred")
				require.Same(t, model.next(barred), queue.next(func(client string) bool { return client != barred }))
			},
			"remove": func(t *rapid.T) {
				if len(all) == 0 {
					return
				}
				removed := rapid.SampledFrom(all).Draw(t, "ticket")
				require.Equal(t, model.remove(removed), queue.remove(removed))
			},
			"push out": func(t *rapid.T) {
				longerThan := rapid.IntRange(0, 3).Draw(t, "longer than")
				require.Same(t, model.pushOut(longerThan), queue.pushOut(longerThan))
			},
			"": func(t *rapid.T) {
				require.Equal(t, len(model.tickets), queue.length)
				for _, client := range []string{"a", "b", "c", "d"} {
					require.Len(t, model.of(client), queue.of(client))
				}
			},
		})
	})
}
