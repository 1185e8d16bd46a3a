package engine

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// DamageError is something in the file that is not as it must be. It is an error, after which the reading goes on.
type DamageError struct {
	// Space is where it was found, empty for what is of no space.
	Space string
	// What is wrong, as a sentence without its end.
	What string

	lost      bool // all between low and high is unreadable
	low, high []byte
}

func (d *DamageError) Error() string {
	if d.Space == "" {
		return d.What
	}
	return fmt.Sprintf("%q: %s", d.Space, d.What)
}

// Unwrap makes every damage ErrDamaged.
func (d *DamageError) Unwrap() error { return ErrDamaged }

// errEnough ends a walk whose caller wants no more.
var errEnough = errors.New("enough")

// walk goes through the trees of an image. Each page is entered once, so that it ends whatever the pages say.
type walk struct {
	image *image
	seen  map[pageID]struct{}
	// shallow leaves most leaves unread: it is enough to know that no page leads astray. unread are those.
	shallow bool
	unread  map[pageID]struct{}
	// from is a key before which nothing need be read.
	from []byte
	// damage and entry may end the walk by an error; entry may be nil.
	damage func(*DamageError) error
	entry  func(element) error
}

func newWalk(image *image) *walk {
	return &walk{image: image, seen: map[pageID]struct{}{}, unread: map[pageID]struct{}{}}
}

// claim enters a page. It fails when another path has led to it already.
func (w *walk) claim(id, overflow pageID) error {
	for next := id; next <= id+overflow; next++ {
		if _, twice := w.seen[next]; twice {
			return fmt.Errorf("page %d is used twice", next)
		}
		w.seen[next] = struct{}{}
	}
	return nil
}

// span is the part of a space that a page is to hold.
type span struct {
	space     string
	low, high []byte
}

func (s span) damaged(what string, lost bool) *DamageError {
	return &DamageError{Space: s.space, What: what, lost: lost, low: s.low, high: s.high}
}

// tree goes through the tree below a page.
func (w *walk) tree(root pageID, within span) error {
	found, err := w.image.read(root, branchPage|leafPage)
	if err == nil {
		err = w.claim(root, found.overflow)
	}
	if err != nil {
		return w.damage(within.damaged(err.Error(), true))
	}
	if found.flags == leafPage {
		return w.leaf(&found, within)
	}
	entries, err := found.elements(within.low, within.high)
	if err != nil {
		return w.damage(within.damaged(err.Error(), true))
	}
	leaves := w.shallow && w.leavesBelow(entries[0].child)
	for at, entry := range entries {
		below := span{within.space, entry.key, within.high}
		if at+1 < len(entries) {
			below.high = entries[at+1].key
		}
		if below.high != nil && bytes.Compare(below.high, w.from) <= 0 {
			continue
		}
		if leaves && at > 0 {
			err = w.claimUnread(entry.child, below)
		} else {
			err = w.tree(entry.child, below)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// leavesBelow reports whether a page, and so each of its siblings, is a leaf.
func (w *walk) leavesBelow(child pageID) bool {
	_, err := w.image.read(child, leafPage)
	return err == nil
}

func (w *walk) claimUnread(id pageID, within span) error {
	if id < 2 || id >= w.image.pages {
		return w.damage(within.damaged(fmt.Sprintf("page %d is not one of the file's %d", id, w.image.pages), true))
	}
	if err := w.claim(id, 0); err != nil {
		return w.damage(within.damaged(err.Error(), true))
	}
	w.unread[id] = struct{}{}
	return nil
}

// leaf hands the entries of a leaf on. Of one that is damaged it hands on those that can be read.
func (w *walk) leaf(found *page, within span) error {
	entries, err := found.elements(within.low, within.high)
	if err != nil {
		if err := w.damage(within.damaged(err.Error(), false)); err != nil {
			return err
		}
		entries = entries[:0]
		for at := range found.count {
			if entry, err := found.element(at); err == nil {
				entries = append(entries, entry)
			}
		}
	}
	if w.entry == nil {
		return nil
	}
	for _, entry := range entries {
		if err := w.entry(entry); err != nil {
			return err
		}
	}
	return nil
}

// bucket goes through the tree of a space, which a small one has in its entry.
func (w *walk) bucket(entry element) error {
	within := span{space: string(entry.key)}
	if entry.flags != bucketFlag || len(entry.value) < bucketHeader {
		return w.damage(within.damaged("it is not a space", true))
	}
	if root := pageID(binary.NativeEndian.Uint64(entry.value)); root != 0 {
		return w.tree(root, within)
	}
	raw := entry.value[bucketHeader:]
	if len(raw) < pageHeader {
		return w.damage(within.damaged("it is cut short", true))
	}
	inline := parsePage(raw)
	if inline.flags != leafPage || pageHeader+inline.count*elementSize > len(raw) {
		return w.damage(within.damaged("its page is not one", true))
	}
	return w.leaf(&inline, within)
}

// spaces goes through the list of spaces.
func (w *walk) spaces(each func(element) error) error {
	w.entry = each
	return w.tree(w.image.root, span{})
}

// structure goes through everything and compares what is used with what is free.
func (w *walk) structure() error {
	top := *w // shares what was seen
	err := top.spaces(func(entry element) error {
		inner := *w
		inner.entry = nil
		if !w.shallow {
			inner.entry = func(of element) error { return w.checkRecord(string(entry.key), of) }
		}
		return inner.bucket(entry)
	})
	if err != nil || w.image.freelist == noFreelist {
		return err
	}
	free, err := w.image.free()
	if err != nil {
		return w.damage(&DamageError{What: "the list of free pages: " + err.Error()})
	}
	return w.compare(free)
}

// checkRecord looks for what no entry of a space may be.
func (w *walk) checkRecord(space string, entry element) error {
	if entry.flags == bucketFlag {
		return w.damage(&DamageError{Space: space, What: fmt.Sprintf("the key %x holds a space", entry.key)})
	}
	return nil
}

// compare reports pages that are in use and free at once and, unless the walk is shallow, those that are neither.
func (w *walk) compare(free freelist) error {
	for _, id := range free.ids {
		if _, used := w.seen[id]; used {
			if err := w.damage(&DamageError{What: fmt.Sprintf("page %d is in use and in the list of free pages", id)}); err != nil {
				return err
			}
		}
		w.seen[id] = struct{}{}
	}
	for id := free.at; id <= free.at+free.overflow; id++ {
		if _, used := w.seen[id]; used {
			return w.damage(&DamageError{What: fmt.Sprintf("page %d of the list of free pages is used twice", id)})
		}
		w.seen[id] = struct{}{}
	}
	if lost := int(w.image.pages) - 2 - len(w.seen); lost > 0 && !w.shallow {
		return w.damage(&DamageError{What: fmt.Sprintf("%d pages are neither in use nor free", lost)})
	}
	return nil
}

// freelist is the list of free pages, and where it is.
type freelist struct {
	at, overflow pageID
	ids          []pageID
}

// free reads the list of free pages. It fails unless they ascend within the file.
func (i *image) free() (freelist, error) {
	if i.freelist == noFreelist {
		return freelist{}, errors.New("it was left out")
	}
	listed, err := i.read(i.freelist, freelistPage)
	if err != nil {
		return freelist{}, err
	}
	raw, count := listed.raw[pageHeader:], uint64(listed.count)
	if count == manyFree {
		count, raw = binary.NativeEndian.Uint64(raw), raw[8:]
	}
	if count > uint64(len(raw)/8) {
		return freelist{}, fmt.Errorf("page %d has more entries than room", i.freelist)
	}
	found := freelist{at: i.freelist, overflow: listed.overflow, ids: make([]pageID, count)}
	last := pageID(1)
	for at := range found.ids {
		id := pageID(binary.NativeEndian.Uint64(raw[at*8:]))
		if id <= last || id >= i.pages {
			return freelist{}, fmt.Errorf("entry %d, page %d, is out of order or not in the file", at, id)
		}
		found.ids[at], last = id, id
	}
	return found, nil
}
