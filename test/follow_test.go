package test

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/commit"
)

var (
	followedWriters = flag.Int("follow.writers", 8, "how many writers change customers beside followers")
	followedChanges = flag.Int("follow.changes", 12, "how many changes each of them makes")
)

// followed is what a follower has been passed on: the IDs in the order in which they came.
type followed struct {
	ids  []string
	seen map[string]int
}

func (f *followed) pass(id string) {
	if f.seen == nil {
		f.seen = map[string]int{}
	}
	f.seen[id]++
	f.ids = append(f.ids, id)
}

// poller asks for what comes after a cursor, null at first. It returns what has come and its cursors, and the cursor to go on from.
type poller func(t testing.TB, caller client, after any) (ids, cursors []string, next any)

// follow polls until nothing has come since the writers have ended. Now and then it loses what came after one of the cursors, as a process
// does that is killed.
func (f *followed) follow(t testing.TB, caller client, poll poller, done <-chan struct{}) {
	var cursor any
	for isLast := false; ; {
		select {
		case <-done:
			isLast = true
		default:
		}
		ids, cursors, next := poll(t, caller, cursor)
		if len(ids) > 0 && rand.IntN(4) == 0 {
			last := rand.IntN(len(ids))
			ids, next = ids[:last+1], cursors[last]
			isLast = false
		}
		for _, id := range ids {
			f.pass(id)
		}
		cursor = next
		if len(ids) == 0 && isLast {
			return
		}
	}
}

func pollChanges(t testing.TB, caller client, after any) (ids, cursors []string, next any) {
	page := changesOf(t, caller, map[string]any{"after": after, "first": 1 + rand.IntN(100)})
	for _, event := range page.events {
		cursors = append(cursors, text(t, event, "cursor"))
	}
	return recordIDs(t, page.events), cursors, page.cursor
}

// pollList follows a connection by the cursors of its edges.
func pollList(field string) poller {
	return func(t testing.TB, caller client, after any) (ids, cursors []string, next any) {
		data := caller.must(t, fmt.Sprintf("query($after: String) { list: %s, first: %d, after: $after) { edges { cursor node { id } } } }", field, 1+rand.IntN(100)),
			map[string]any{"after": after})
		next = after
		for _, edge := range at(t, data, "list", "edges").([]any) {
			ids, cursors = append(ids, text(t, edge, "node", "id")), append(cursors, text(t, edge, "cursor"))
			next = cursors[len(cursors)-1]
		}
		return ids, cursors, next
	}
}

// TestFollowers_MissNothing has many writers create and change customers. Their commits end in another order than they began in, and the
// followers restart at random.
func TestFollowers_MissNothing(t *testing.T) {
	var held *stragglers
	running := startWith(t, func(store commit.Committer) commit.Committer {
		held = &stragglers{Committer: store, patience: *followedWriters * 3 / 4}
		return held
	})
	done := running.writeCustomers(t, held, *followedWriters, *followedChanges)
	polls := map[string]poller{
		"changes": pollChanges, "changes again": pollChanges, "changes once more": pollChanges,
		"auditLog": pollList("auditLog(orderBy: {direction: ASC}"), "customers": pollList("customers(filter: {}"),
	}
	passed := map[string]*followed{}
	var followers sync.WaitGroup
	for name, poll := range polls {
		one := &followed{}
		passed[name] = one
		followers.Go(func() { one.follow(t, running.admin, poll, done) })
	}
	followers.Wait()
	versions := running.subjectVersions(t)
	customers := map[string]int{}
	for _, version := range versions {
		customers[version.subject] = max(customers[version.subject], version.number)
	}
	for name, one := range passed {
		expected := slices.Collect(maps.Keys(versions))
		if name == "customers" {
			expected = slices.DeleteFunc(slices.Collect(maps.Keys(customers)), func(id string) bool { return id[:4] != "cus_" })
		} else {
			one.requireOrder(t, versions)
		}
		missing := slices.DeleteFunc(slices.Clone(expected), func(id string) bool { return one.seen[id] > 0 })
		t.Logf("%s: %d, of which %d were missed, and %d came again", name, len(expected), len(missing), len(one.ids)-len(one.seen))
		require.Empty(t, missing, name)
		require.Len(t, one.seen, len(expected), name)
	}
}

// writeCustomers starts writers, and returns a channel that is closed when they have ended. Each changes customers that it has created.
func (s *server) writeCustomers(t testing.TB, held *stragglers, writers, changes int) <-chan struct{} {
	held.begin(writers)
	var work sync.WaitGroup
	for writer := range writers {
		work.Go(func() {
			defer held.end()
			customerID := ""
			for number := range changes {
				input := map[string]any{"name": fmt.Sprint(writer, " ", number)}
				if number%3 == 0 {
					customerID = text(t, s.admin.mutate(t, "createCustomer", "customer { id }", input), "customer", "id")
					continue
				}
				input["customerId"] = customerID
				s.admin.mutate(t, "updateCustomer", "customer { id }", input)
			}
		})
	}
	done := make(chan struct{})
	go func() {
		work.Wait()
		close(done)
	}()
	return done
}

// subjectVersion is a version of an object.
type subjectVersion struct {
	subject string
	number  int
}

// subjectVersions returns what each audit record of the company is about, by the ID of the record.
func (s *server) subjectVersions(t testing.TB) map[string]subjectVersion {
	t.Helper()
	versions := map[string]subjectVersion{}
	for _, record := range s.auditRecords(t) {
		versions[record.ID] = subjectVersion{record.SubjectID, *record.SubjectVersion}
	}
	return versions
}

// requireOrder asserts that the first time each version of an object came, the one before had come.
func (f *followed) requireOrder(t testing.TB, versions map[string]subjectVersion) {
	t.Helper()
	latest := map[string]int{}
	for _, id := range f.ids {
		version := versions[id]
		require.LessOrEqual(t, version.number, latest[version.subject]+1, "%s came before an earlier version", id)
		latest[version.subject] = max(latest[version.subject], version.number)
	}
}
