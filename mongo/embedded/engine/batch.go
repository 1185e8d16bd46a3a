package engine

import (
	"bytes"
	"iter"
	"slices"
	"sort"
)

// Batch is a set of changes that is committed as a whole if every record still has the version that was expected.
// The zero value is an empty batch. It is not safe for concurrent use.
type Batch struct {
	expected map[address]uint64
	spaces   map[string]*changes
	dropped  []string
	size     int
}

type address struct{ space, key string }

// changes are one space's; keys is sorted when it is as long as operations.
type changes struct {
	operations map[string]operation
	keys       []string
}

type operation struct {
	kind  kind
	value []byte
}

type kind uint8

const (
	remove kind = iota
	mark
	put
)

// Expect makes the commit depend on a record still having this version; 0 means that it is absent. The first
// expectation of a record counts: later ones would describe the batch's own changes.
func (b *Batch) Expect(space string, key []byte, version uint64) {
	if b.expected == nil {
		b.expected = map[address]uint64{}
	}
	at := address{space, string(key)}
	if _, known := b.expected[at]; !known {
		b.expected[at] = version
	}
}

// Put writes a record. The batch keeps value: it must not change afterwards.
func (b *Batch) Put(space string, key, value []byte) {
	b.set(space, key, operation{put, value})
}

// Mark writes a key that carries no record: an index entry.
func (b *Batch) Mark(space string, key []byte) {
	b.set(space, key, operation{kind: mark})
}

// Delete removes a key, if it is there.
func (b *Batch) Delete(space string, key []byte) {
	b.set(space, key, operation{kind: remove})
}

// Drop removes a space and all its keys. The batch must not change keys of the same space, and a View does not show it.
func (b *Batch) Drop(space string) { b.dropped = append(b.dropped, space) }

// Changes says whether the batch changes a key.
func (b *Batch) Changes(space string, key []byte) bool {
	in := b.spaces[space]
	if in == nil {
		return false
	}
	_, changed := in.operations[string(key)]
	return changed
}

// Size is the number of bytes that the batch holds.
func (b *Batch) Size() int { return b.size }

// Empty says that the batch changes nothing.
func (b *Batch) Empty() bool { return len(b.spaces) == 0 && len(b.dropped) == 0 }

func (b *Batch) set(space string, key []byte, change operation) {
	if b.spaces == nil {
		b.spaces = map[string]*changes{}
	}
	in := b.spaces[space]
	if in == nil {
		in = &changes{operations: map[string]operation{}}
		b.spaces[space] = in
	}
	in.operations[string(key)] = change
	b.size += len(key) + len(change.value)
}

// sorted returns the changed keys in order, sorting again only what was added since it was last asked.
func (c *changes) sorted() []string {
	if len(c.keys) != len(c.operations) {
		c.keys = c.keys[:0]
		for key := range c.operations {
			c.keys = append(c.keys, key)
		}
		slices.Sort(c.keys)
	}
	return c.keys
}

func (c *changes) within(bounds Range) []string {
	keys := c.sorted()
	from := sort.SearchStrings(keys, string(bounds.Low))
	to := len(keys)
	if bounds.High != nil {
		to = max(from, sort.SearchStrings(keys, string(bounds.High)))
	}
	return keys[from:to]
}

// View is what a snapshot will look like once a batch is committed on top of it.
type View struct {
	base  Reader
	batch *Batch
}

// NewView lays the changes of a batch, also later ones, over a snapshot.
func NewView(base Reader, batch *Batch) *View { return &View{base, batch} }

// Get implements Reader. A record that the batch wrote has the version Own.
func (v *View) Get(space string, key []byte) (Record, error) {
	if in := v.batch.spaces[space]; in != nil {
		if change, changed := in.operations[string(key)]; changed {
			return change.record(), nil
		}
	}
	return v.base.Get(space, key)
}

func (o operation) record() Record {
	if o.kind != put {
		return Record{}
	}
	return Record{Value: o.value, Version: Own}
}

// Scan implements Reader: it merges the snapshot with the batch.
func (v *View) Scan(space string, bounds Range, reverse bool) iter.Seq2[Entry, error] {
	in := v.batch.spaces[space]
	if in == nil {
		return v.base.Scan(space, bounds, reverse)
	}
	return func(yield func(Entry, error) bool) {
		own := in.within(bounds)
		if reverse {
			own = slices.Clone(own)
			slices.Reverse(own)
		}
		rest := merging{keys: own, in: in, reverse: reverse, yield: yield}
		for entry, err := range v.base.Scan(space, bounds, reverse) {
			if err != nil {
				yield(entry, err)
				return
			}
			replaced, goOn := rest.upTo(entry.Key)
			if !goOn || !replaced && !yield(entry, nil) {
				return
			}
		}
		rest.upTo(nil)
	}
}

// merging is what is left of a batch's own keys while a scan of the snapshot goes on.
type merging struct {
	keys    []string
	in      *changes
	reverse bool
	yield   func(Entry, error) bool
}

// upTo yields the entries that come before a key of the snapshot, or at it, in which case they replace it; all of them
// for nil. It says whether the scan goes on.
func (m *merging) upTo(key []byte) (replaced, goOn bool) {
	for len(m.keys) > 0 && !replaced {
		own := m.keys[0]
		if key != nil && !ahead(own, key, m.reverse) && own != string(key) {
			break
		}
		m.keys = m.keys[1:]
		replaced = key != nil && own == string(key)
		change := m.in.operations[own]
		if change.kind != remove && !m.yield(Entry{[]byte(own), change.record()}, nil) {
			return replaced, false
		}
	}
	return replaced, true
}

// ahead says that a key comes before another in the direction of the scan.
func ahead(key string, other []byte, reverse bool) bool {
	if reverse {
		return bytes.Compare([]byte(key), other) > 0
	}
	return bytes.Compare([]byte(key), other) < 0
}
