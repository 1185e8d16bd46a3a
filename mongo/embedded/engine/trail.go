package engine

import (
	"bytes"
	"hash/maphash"

	"go.etcd.io/bbolt"
)

const (
	// recordFill and markFill are how full a page is left that is split where keys rise: hardly anything will be put into it any more.
	// Elsewhere a page is split in the middle, since the next key may go to either half.
	recordFill, markFill = 1.0, 0.95
	// lately is how many keys of a space are remembered: more than the writers that commit at the same time, whose keys come in any order.
	lately = 256
	// surely is how many keys in a row must have risen. Fewer do so also where each of several writers adds some in a place of its own, as the
	// accesses of one person.
	surely = 192
	// meanwhile is within how many commits the keys of writers that commit at the same time come.
	meanwhile = 3
)

// trails have the trail of each space.
type trails map[string]*trail

// trail is which keys were put into a space lately, by their hashes. Where keys rise, as IDs do with time, be it within a company or
// a state, each comes right after one that was put shortly before.
type trail struct {
	seed    maphash.Seed
	puts    [lately]struct{ key, commit uint64 }
	next    int
	rises   int    // how many of the keys that were looked at last did so, up to surely
	crowded int    // how many are still to be looked at since keys were seen to rise in several places next to each other
	looked  uint64 // the commit in which one was looked at
}

func (t trails) of(space string) *trail {
	if t[space] == nil {
		t[space] = &trail{seed: maphash.MakeSeed(), rises: surely}
	}
	return t[space]
}

// put is called with each key before it is put: with one of each commit it looks where the key goes, and sets how full pages
// are left if keys rise there.
func (t *trail) put(bucket *bbolt.Bucket, packed []byte, kind kind, commit uint64) {
	if t.looked != commit {
		t.looked = commit
		t.look(bucket, packed, kind)
	}
	t.puts[t.next].key, t.puts[t.next].commit = maphash.Bytes(t.seed, packed), commit
	t.next = (t.next + 1) % lately
}

func (t *trail) look(bucket *bbolt.Bucket, packed []byte, kind kind) {
	cursor := bucket.Cursor()
	next, _ := cursor.Seek(packed)
	before, _ := cursor.Prev()
	if next == nil {
		before, _ = cursor.Last()
	}
	if bytes.Equal(next, packed) { // its record grows or shrinks where it is
		return
	}
	t.rises, t.crowded = min(t.rises+1, surely), max(t.crowded-1, 0)
	if _, isNew := t.age(before); before != nil && !isNew {
		t.rises = 0
	}
	// Where the key that follows is new, too, but not of a writer at the same time, others rise right behind it. A page in which keys
	// rise in several places would be split at each of them, and a page that is left full split again and again.
	if age, isNew := t.age(next); isNew && age > meanwhile {
		t.crowded = surely
	}
	if t.rises < surely || t.crowded > 0 {
		return
	}
	bucket.FillPercent = markFill
	if kind == put {
		bucket.FillPercent = recordFill
	}
}

// age returns how many commits ago a key was put, if that was lately.
func (t *trail) age(key []byte) (commits uint64, isNew bool) {
	hash := maphash.Bytes(t.seed, key)
	for at := range t.puts {
		if t.puts[at].key == hash {
			return t.looked - t.puts[at].commit, true
		}
	}
	return 0, false
}
