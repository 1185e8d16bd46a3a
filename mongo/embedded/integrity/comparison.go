package integrity

import (
	"fmt"
	"hash/maphash"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/query"
)

// comparison compares the indexes of a collection with its documents. The entries that the documents have and those that an
// index has are first compared by their number and the sum of their hashes, so that an index in order is read once.
type comparison struct {
	*Verification
	target     *query.Collection
	seed       maphash.Seed
	expected   []tally
	unreadable map[string]struct{} // the keys of documents whose entries are not known
	lost       bool                // some documents cannot even be found
}

// tally is a set of entries, in brief.
type tally struct {
	count int
	sum   uint64
}

func (t *tally) add(hash uint64) {
	t.count++
	t.sum += hash
}

func newComparison(v *Verification, target *query.Collection) *comparison {
	return &comparison{
		Verification: v, target: target, seed: maphash.MakeSeed(),
		expected: make([]tally, len(target.Indexes)), unreadable: map[string]struct{}{},
	}
}

func (c *comparison) hash(key []byte) uint64 { return maphash.Bytes(c.seed, key) }

func (c *comparison) problem(at int, what string) Problem {
	return Problem{Collection: collectionName(c.target.Namespace), Index: c.target.Indexes[at].Name, What: what}
}

// expect adds the entries of a document.
func (c *comparison) expect(entry engine.Entry) {
	for at := range c.target.Indexes {
		keys, arrays, err := c.target.Indexes[at].Entries(bson.Raw(entry.Value), entry.Key)
		if err != nil {
			c.report(c.problem(at, "the index does not take the document: "+err.Error()).about(entry.Key))
			continue
		}
		if c.target.Indexes[at].Ready && arrays&^c.target.Indexes[at].Arrays != 0 { // else it will be told when it is built
			c.report(c.problem(at, "the index does not know that the document has an array").about(entry.Key))
		}
		for _, key := range keys {
			c.expected[at].add(c.hash(key))
		}
	}
}

// compare reads the indexes that are in use, and returns how many entries each has.
func (c *comparison) compare() ([]int, error) {
	entries := make([]int, len(c.target.Indexes))
	for at := range c.target.Indexes {
		var actual tally
		for entry, err := range c.view.Scan(c.target.Indexes[at].Space, nil) {
			if err := c.context.Err(); err != nil {
				return entries, err
			}
			if err != nil {
				c.report(problemIn(c.target.Indexes[at].Space, err).about(entry.Key))
			}
			if entry.Key != nil {
				actual.add(c.hash(entry.Key))
			}
		}
		entries[at] = actual.count
		if c.target.Indexes[at].Ready && actual != c.expected[at] {
			if err := c.detail(at); err != nil {
				return entries, err
			}
		}
	}
	return entries, nil
}

// detail names the entries that an index lacks, and those that it should not have.
func (c *comparison) detail(at int) error {
	compared := &c.target.Indexes[at]
	surplus := map[string]struct{}{}
	for entry, err := range c.view.Scan(compared.Space, nil) {
		if err == nil || entry.Key != nil {
			surplus[string(entry.Key)] = struct{}{}
		}
	}
	for entry, err := range c.view.Scan(c.target.Documents, nil) {
		if err := c.context.Err(); err != nil {
			return err
		}
		if _, skip := c.unreadable[string(entry.Key)]; skip || err != nil {
			continue
		}
		keys, _, err := compared.Entries(bson.Raw(entry.Value), entry.Key)
		if err != nil {
			continue // it was reported
		}
		for _, key := range keys {
			if _, present := surplus[string(key)]; !present {
				c.report(c.problem(at, "the index lacks an entry of the document").about(entry.Key))
			}
			delete(surplus, string(key))
		}
	}
	if c.lost && len(surplus) > 0 {
		c.report(c.problem(at, fmt.Sprintf("the index has %d entries of documents that cannot be read", len(surplus))))
		return nil
	}
	c.surplus(at, slices.Sorted(maps.Keys(surplus)))
	return nil
}

// surplus names entries that an index should not have, unless they are of documents that were reported.
func (c *comparison) surplus(at int, keys []string) {
	for _, key := range keys {
		id, err := c.target.Indexes[at].IDOf([]byte(key))
		if err != nil {
			c.report(c.problem(at, "the index has an entry that is no key").about([]byte(key)))
		} else if _, skip := c.unreadable[string(id)]; !skip {
			c.report(c.problem(at, "the index has an entry that the document does not have").about(id))
		}
	}
}
