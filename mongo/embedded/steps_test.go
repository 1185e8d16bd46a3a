package embedded_test

import (
	"slices"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"
)

func (c *comparison) insert(t *rapid.T, slot int) {
	in, id := c.in(slot), drawID(t)
	doc := append(d("_id", id), drawDocument(t)...)
	_, err := c.run(t, slot, d("insert", c.collection, "documents", bson.A{doc}))
	switch _, there := in.visible[id]; {
	case there:
		require.Equal(t, 11000, codeOf(err), "%v", err)
	case codeOf(err) == 112 && slot >= 0:
		require.Greater(t, c.history.written[id], in.at)
	default:
		require.NoError(t, err)
		in.write(id, doc)
	}
	c.settle(t, slot, in, err)
}

// served says whether an index narrows a filter down, so that without a sort it must not be refused.
func (c *comparison) served(filter []predicate) bool {
	return len(filter) == 0 || slices.ContainsFunc(filter, func(p predicate) bool {
		return p.path == "_id" || slices.ContainsFunc(c.indexes, func(keys bson.D) bool { return keys[0].Key == p.path })
	})
}

func (c *comparison) update(t *rapid.T, slot int) {
	in, filter, change := c.in(slot), drawFilter(t), drawChange(t)
	answer, err := c.run(t, slot, d("update", c.collection, "updates", bson.A{d("q", asDocument(filter), "u", change.document())}))
	matching := in.visible.find(filter)
	switch code := codeOf(err); {
	case code == 112 && slot >= 0:
	case !c.served(filter):
		require.Equal(t, 2, code, "%v", err)
	case code == 2 || code == 14 || code == 171 || code == 238:
		// The operator fits one of the documents that match not, or its result has two arrays.
		require.True(t, slices.ContainsFunc(matching, func(doc bson.D) bool {
			changed, ok := change.apply(doc)
			return !ok || arrays(changed) > 1
		}), "%v", err)
	default:
		require.NoError(t, err)
		c.updated(t, slot, in, matching, change, answer)
	}
	c.settle(t, slot, in, err)
}

func arrays(doc bson.D) int {
	count := 0
	for _, field := range doc {
		if rank(field.Value) == 4 {
			count++
		}
	}
	return count
}

// updated takes over the one change that was made: any of the documents that match may have been chosen.
func (c *comparison) updated(t *rapid.T, slot int, in *pending, matching []bson.D, change change, answer bson.M) {
	if len(matching) == 0 {
		require.Equal(t, int32(0), answer["n"])
		return
	}
	require.Equal(t, int32(1), answer["n"])
	for _, doc := range matching {
		now := c.fetch(t, slot, idOf(doc))
		changed, ok := change.apply(doc)
		if len(matching) > 1 && same(now, doc) && !(ok && same(changed, doc)) {
			continue // this one was not chosen
		}
		require.True(t, ok)
		require.True(t, same(changed, now), "wanted %v, found %v", changed, now)
		if answer["nModified"] == int32(0) {
			require.True(t, same(changed, doc))
			return
		}
		if same(changed, doc) {
			continue
		}
		in.write(idOf(doc), changed)
		return
	}
	require.Fail(t, "no document was changed")
}

// same compares documents by their bytes: also the types of numbers and the order of fields.
func same(a, b bson.D) bool {
	rawA, errA := bson.Marshal(a)
	rawB, errB := bson.Marshal(b)
	return errA == nil && errB == nil && slices.Equal(rawA, rawB)
}

// fetch reads one document the way the step does.
func (c *comparison) fetch(t *rapid.T, slot int, id any) bson.D {
	answer, err := c.run(t, slot, d("find", c.collection, "filter", d("_id", id)))
	require.NoError(t, err)
	found := firstBatch(answer)
	if len(found) == 0 {
		return nil
	}
	return found[0]
}

func firstBatch(answer bson.M) []bson.D {
	return batch(answer, "firstBatch")
}

func batch(answer bson.M, name string) []bson.D {
	list, _ := lookup(answer["cursor"].(bson.D), name)
	var docs []bson.D
	for _, doc := range list.(bson.A) {
		docs = append(docs, doc.(bson.D))
	}
	return docs
}

func (c *comparison) remove(t *rapid.T, slot int) {
	in, filter := c.in(slot), drawFilter(t)
	answer, err := c.run(t, slot, d("delete", c.collection, "deletes", bson.A{d("q", asDocument(filter), "limit", 1)}))
	matching := in.visible.find(filter)
	switch code := codeOf(err); {
	case code == 112 && slot >= 0:
	case !c.served(filter):
		require.Equal(t, 2, code, "%v", err)
	default:
		require.NoError(t, err)
		require.Equal(t, int32(min(1, len(matching))), answer["n"])
		gone := 0
		for _, doc := range matching {
			if c.fetch(t, slot, idOf(doc)) == nil {
				in.write(idOf(doc), nil)
				gone++
			}
		}
		require.Equal(t, min(1, len(matching)), gone)
	}
	c.settle(t, slot, in, err)
}

func (c *comparison) conclude(t *rapid.T, slot int) {
	in := c.open[max(slot, 0)]
	if slot < 0 || in == nil || !c.started[slot] {
		return
	}
	delete(c.open, slot)
	name := rapid.SampledFrom([]string{"commitTransaction", "commitTransaction", "abortTransaction"}).Draw(t, "end")
	_, err := c.run(t, slot, d(name, 1))
	switch {
	case name == "abortTransaction":
		require.NoError(t, err)
	case c.history.conflicts(in):
		require.Equal(t, 112, codeOf(err), "%v", err)
	case codeOf(err) == 112:
		require.Greater(t, c.history.itself, in.at, "a conflict, although neither a document nor the collection changed")
	default:
		require.NoError(t, err)
		c.history.commit(in)
	}
}

var sorts = []bson.D{d(), d(), d("_id", 1), d("_id", -1), d("a", 1), d("a", -1), d("a", 1, "_id", -1), d("b", 1, "_id", 1), d("b", -1), d("b", 1, "a", -1), d("a", 1, "b", 1, "c", -1), d("c", 1)}

func (c *comparison) find(t *rapid.T, slot int) {
	in, filter := c.in(slot), drawFilter(t)
	order := rapid.SampledFrom(sorts).Draw(t, "sort")
	limit := rapid.IntRange(0, 5).Draw(t, "limit")
	size := rapid.SampledFrom([]int{1, 2, 3, 101}).Draw(t, "batchSize")
	answer, err := c.run(t, slot, d("find", c.collection, "filter", asDocument(filter), "sort", order, "limit", limit, "batchSize", size))
	if codeOf(err) == 2 {
		require.True(t, len(order) > 0 || !c.served(filter), "refused although an index serves it: %v", err)
		delete(c.open, slot)
		return
	}
	require.NoError(t, err)
	require.True(t, c.served(filter), "served although no index narrows it down: %v", filter)
	found := firstBatch(answer)
	for {
		id, _ := lookup(answer["cursor"].(bson.D), "id")
		if id == int64(0) {
			break
		}
		answer, err = c.run(t, slot, d("getMore", id, "collection", c.collection, "batchSize", size))
		require.NoError(t, err)
		found = append(found, batch(answer, "nextBatch")...)
	}
	wanted := in.visible.find(filter)
	if limit == 0 {
		require.Len(t, found, len(wanted))
	} else {
		require.Len(t, found, min(limit, len(wanted)))
	}
	for _, doc := range found {
		require.True(t, slices.ContainsFunc(wanted, func(other bson.D) bool { return same(doc, other) }), "%v was found, wanted %v", doc, wanted)
	}
	require.Len(t, distinct(found), len(found))
	require.True(t, inOrder(found, order), "%v is not sorted by %v", found, order)
	c.first(t, found, wanted, order)
}

// first checks that what a limit let through comes before what it did not.
func (c *comparison) first(t *rapid.T, found, wanted []bson.D, order bson.D) {
	if len(order) == 0 || len(found) == 0 {
		return
	}
	last := found[len(found)-1]
	for _, doc := range wanted {
		if !slices.ContainsFunc(found, func(other bson.D) bool { return same(doc, other) }) {
			require.True(t, inOrder([]bson.D{last, doc}, order), "%v should have come before %v", doc, last)
		}
	}
}

func distinct(docs []bson.D) map[any]bool {
	ids := map[any]bool{}
	for _, doc := range docs {
		ids[idOf(doc)] = true
	}
	return ids
}
