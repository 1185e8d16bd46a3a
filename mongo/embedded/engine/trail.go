package engine

import (
	"bytes"
	"hash/maphash"
	"slices"

	"go.etcd.io/bbolt"
)

const (
	// recordFill and markFill are how full a page is left that is split where keys rise. Hardly anything will be put into it any more, but
	// where marks rise in several places near each other, a page that is full would be split at each of them. Elsewhere a page
	// is split in the middle, since the next key may go to either half.
	recordFill, markFill = 1.0, 0.9
	// lately is how many keys of a space are remembered: more than the writers that commit at the same time, whose keys come in any order.
	lately = 128
	// surely is how many keys in a row must have risen. Few in a row do so in the midst of others, as the accesses of one person.
	surely = 16
)

// trails have the trail of each space.
type trails map[string]*trail

// trail is which keys were put into a space lately, by their hashes. Where keys rise, as IDs do with time, be it within a company or
// a state, each comes right after one that was put shortly before.
type trail struct {
	seed   maphash.Seed
	keys   [lately]uint64
	next   int
	rises  int    // how many of the keys that were looked at last did so, up to surely
	looked uint64 // the commit in which one was looked at
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
	t.keys[t.next] = maphash.Bytes(t.seed, packed)
	t.next = (t.next + 1) % lately
}

func (t *trail) look(bucket *bbolt.Bucket, packed []byte, kind kind) {
	cursor := bucket.Cursor()
	next, _ := cursor.Seek(packed)
	before, _ := cursor.Prev()
	if next == nil {
		before, _ = cursor.Last()
	}
	switch {
	case bytes.Equal(next, packed): // its record grows or shrinks where it is
		return
	case before == nil || slices.Contains(t.keys[:], maphash.Bytes(t.seed, before)):
		t.rises = min(t.rises+1, surely)
	default:
		t.rises = 0
	}
	if t.rises < surely {
		return
	}
	bucket.FillPercent = markFill
	if kind == put {
		bucket.FillPercent = recordFill
	}
}
