package engine

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
)

const (
	// listed is up to how many free pages are written, as a list, at each commit. A longer list would soon be most of what a commit
	// writes, so it is left out, and written when the file is closed. When the process dies before that, it is made anew at the next start.
	listed = 1000
	// noFreelist is where the list of free pages is when it was left out.
	noFreelist = ^pageID(0)
)

// commitList puts the list of free pages on disk if the last commit left it out.
func (b *bolt) commitList() error {
	if !b.db.NoFreelistSync {
		return nil
	}
	b.db.NoFreelistSync = false
	tx, err := b.db.Begin(true)
	if err != nil {
		return fmt.Errorf("writing the list of free pages: %w", err)
	}
	if err := tx.Commit(); err != nil && !noRoom(err) { // without room there is still the next start
		return fmt.Errorf("writing the list of free pages: %w", err)
	}
	return nil
}

// isShort reports whether the list of free pages is to be written with the next commit.
func (b *bolt) isShort() bool {
	now := b.db.Stats()
	return now.FreePageN+now.PendingPageN <= listed
}

// restoreList gives a file that has no list of free pages one, in a commit of its own. bbolt would read every page for that, key
// by key: what leads to pages, and those pages that others may run over from, are enough.
func (i *Inspection) restoreList(file *os.File) error {
	free, err := i.unused()
	if err != nil {
		return err
	}
	next := i.image.header
	size := int(next.pageSize)
	length := pageID((pageHeader + 8*(len(free)+1) + size - 1) / size)
	if at, ok := runOf(free, int(length)); ok {
		next.freelist = free[at]
		free = slices.Delete(free, at, at+int(length))
	} else {
		next.freelist = next.pages
		next.pages += length
	}
	next.commit++
	raw := make([]byte, int(length)*size)
	putPage(raw, next.freelist, freelistPage, manyFree, length-1)
	binary.NativeEndian.PutUint64(raw[pageHeader:], uint64(len(free)))
	for at, id := range free {
		binary.NativeEndian.PutUint64(raw[pageHeader+8*(at+1):], uint64(id))
	}
	if _, err := file.WriteAt(raw, int64(next.freelist)*int64(size)); err != nil {
		return fmt.Errorf("writing the list of free pages: %w", err)
	}
	if err := file.Sync(); err != nil {
		return fmt.Errorf("writing the list of free pages: %w", err)
	}
	_, err = file.WriteAt(next.page(), int64(next.commit%2)*int64(size))
	return errors.Join(err, file.Sync())
}

// unused returns the pages that nothing leads to. It fails with the first damage.
func (i *Inspection) unused() ([]pageID, error) {
	all := newWalk(&i.image)
	all.shallow = true
	all.damage = func(damage *DamageError) error { return damage }
	if err := all.structure(); err != nil {
		return nil, err
	}
	var free []pageID
	for id := pageID(2); id < i.image.pages; id++ {
		if _, used := all.seen[id]; used {
			continue
		}
		if _, unread := all.unread[id-1]; unread { // it may run over into this one
			before, err := i.image.read(id-1, leafPage)
			if err == nil && before.overflow > 0 {
				if err = all.claim(id, before.overflow-1); err == nil {
					continue
				}
			}
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
			}
		}
		free = append(free, id)
	}
	return free, nil
}

// runOf returns where so many pages follow each other.
func runOf(ids []pageID, length int) (at int, ok bool) {
	for end := length - 1; end < len(ids); end++ {
		if at = end - length + 1; ids[end]-ids[at] == pageID(length-1) {
			return at, true
		}
	}
	return 0, false
}

// putPage writes the head of a page.
func putPage(raw []byte, id pageID, kind, count uint16, overflow pageID) {
	binary.NativeEndian.PutUint64(raw, uint64(id))
	binary.NativeEndian.PutUint16(raw[8:], kind)
	binary.NativeEndian.PutUint16(raw[10:], count)
	binary.NativeEndian.PutUint32(raw[12:], uint32(overflow))
}

// page returns the page that is the header.
func (h header) page() []byte {
	raw := make([]byte, pageHeader+headerSize)
	putPage(raw, pageID(h.commit%2), headerPage, 0, 0)
	body, order := raw[pageHeader:], binary.NativeEndian
	order.PutUint32(body, headerMagic)
	order.PutUint32(body[4:], headerVersion)
	order.PutUint32(body[8:], h.pageSize)
	order.PutUint64(body[16:], uint64(h.root))
	order.PutUint64(body[32:], uint64(h.freelist))
	order.PutUint64(body[40:], uint64(h.pages))
	order.PutUint64(body[48:], h.commit)
	order.PutUint64(body[headerSize-8:], headerSum(body))
	return raw
}

// headerSum is the checksum of a header without the head of its page.
func headerSum(body []byte) uint64 {
	sum := fnv.New64a()
	_, _ = sum.Write(body[:headerSize-8]) // a hash takes everything
	return sum.Sum64()
}
