package engine

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"time"
)

// This file reads the pages of a bbolt file without trusting them. bbolt's own check runs in a goroutine of its own, where a
// fault ends the process, and follows a page that leads back to itself until memory ends; and it cannot go on past a page
// that is damaged.

// pageID is the number of a page.
type pageID uint64

// The layout of bbolt's pages.
const (
	minPageSize   = 1 << 10
	maxPageSize   = 1 << 24
	pageHeader    = 16 // id, flags, count, overflow
	elementSize   = 16 // of a branch or a leaf
	bucketHeader  = 16 // root page, sequence
	headerSize    = 64
	headerMagic   = 0xED0CDAED
	headerVersion = 2
	manyFree      = 0xFFFF // the count is in the first entry
)

// The kinds of pages.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	headerPage   = 0x04
	freelistPage = 0x10
)

// bucketFlag is on an entry of a leaf that is a bucket.
const bucketFlag = 0x01

// header is what one of the first two pages says: where everything is as of one commit.
type header struct {
	pageSize uint32
	root     pageID
	freelist pageID
	pages    pageID // how many the file uses
	commit   uint64
}

// parseHeader reads a header; ok is false for one that is not whole.
func parseHeader(raw []byte) (parsed header, ok bool) {
	if len(raw) < pageHeader+headerSize {
		return header{}, false
	}
	raw = raw[pageHeader:]
	order := binary.NativeEndian
	if order.Uint32(raw) != headerMagic || order.Uint32(raw[4:]) != headerVersion || order.Uint64(raw[headerSize-8:]) != headerSum(raw) {
		return header{}, false
	}
	return header{
		pageSize: order.Uint32(raw[8:]), root: pageID(order.Uint64(raw[16:])), freelist: pageID(order.Uint64(raw[32:])),
		pages: pageID(order.Uint64(raw[40:])), commit: order.Uint64(raw[48:]),
	}, true
}

// readHeaders returns the headers that are whole, at most two. The second is looked for at every page size there is.
func readHeaders(file io.ReaderAt) []header {
	var headers []header
	raw := make([]byte, pageHeader+headerSize)
	if _, err := file.ReadAt(raw, 0); err == nil {
		if first, ok := parseHeader(raw); ok {
			headers = append(headers, first)
		}
	}
	for size := int64(minPageSize); size <= maxPageSize; size *= 2 {
		if _, err := file.ReadAt(raw, size); err != nil {
			break
		}
		if second, ok := parseHeader(raw); ok && int64(second.pageSize) == size {
			return append(headers, second)
		}
	}
	return headers
}

// image is a file as of one commit.
type image struct {
	file  io.ReaderAt
	until time.Time // after which pages may have been written anew; zero if they never are
	header
}

func (i *image) checkLength(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if whole := int64(i.pages) * int64(i.pageSize); info.Size() < whole {
		return fmt.Errorf("it has %d bytes, and uses %d", info.Size(), whole)
	}
	return nil
}

// page is one page with those that it runs over into.
type page struct {
	id       pageID
	flags    uint16
	count    int
	overflow pageID
	raw      []byte
}

func parsePage(raw []byte) page {
	order := binary.NativeEndian
	return page{
		id: pageID(order.Uint64(raw)), flags: order.Uint16(raw[8:]), count: int(order.Uint16(raw[10:])),
		overflow: pageID(order.Uint32(raw[12:])), raw: raw,
	}
}

func (i *image) isOver() bool { return !i.until.IsZero() && time.Now().After(i.until) }

// read returns a page of one of some kinds.
func (i *image) read(id pageID, kinds uint16) (page, error) {
	if id < 2 || id >= i.pages {
		return page{}, fmt.Errorf("page %d is not one of the file's %d", id, i.pages)
	}
	if i.isOver() {
		return page{}, ErrTooOld
	}
	size, offset := int64(i.pageSize), int64(id)*int64(i.pageSize)
	raw := make([]byte, size)
	if _, err := i.file.ReadAt(raw, offset); err != nil {
		return page{}, fmt.Errorf("page %d cannot be read: %w", id, err)
	}
	found := parsePage(raw)
	switch {
	case found.id != id:
		return page{}, fmt.Errorf("page %d says that it is page %d", id, found.id)
	case found.flags&kinds == 0 || found.flags&(found.flags-1) != 0:
		return page{}, fmt.Errorf("page %d is of the wrong kind %#x", id, found.flags)
	case found.overflow >= i.pages-id:
		return page{}, fmt.Errorf("page %d runs over the end of the file", id)
	}
	if found.overflow > 0 {
		found.raw = make([]byte, size*int64(found.overflow+1))
		if _, err := i.file.ReadAt(found.raw, offset); err != nil {
			return page{}, fmt.Errorf("page %d cannot be read: %w", id, err)
		}
	}
	if found.flags != freelistPage && pageHeader+found.count*elementSize > len(found.raw) {
		return page{}, fmt.Errorf("page %d has more entries than room", id)
	}
	return found, nil
}

// element is an entry of a page: of a branch its key and child, of a leaf its key, value and whether it is a bucket.
type element struct {
	key, value []byte
	child      pageID
	flags      uint32
}

// element returns an entry. It fails when the entry does not lie within the page.
func (p *page) element(at int) (element, error) {
	order := binary.NativeEndian
	start := pageHeader + at*elementSize
	raw := p.raw[start:]
	var found element
	var offset, keySize, valueSize uint64
	if p.flags == branchPage {
		offset, keySize = uint64(order.Uint32(raw)), uint64(order.Uint32(raw[4:]))
		found.child = pageID(order.Uint64(raw[8:]))
	} else {
		found.flags = order.Uint32(raw)
		offset, keySize, valueSize = uint64(order.Uint32(raw[4:])), uint64(order.Uint32(raw[8:])), uint64(order.Uint32(raw[12:]))
	}
	from := uint64(start) + offset
	end := from + keySize + valueSize
	if from < uint64(pageHeader+p.count*elementSize) || end > uint64(len(p.raw)) {
		return element{}, fmt.Errorf("entry %d of page %d does not lie within it", at, p.id)
	}
	found.key, found.value = p.raw[from:from+keySize:from+keySize], p.raw[from+keySize:end:end]
	return found, nil
}

// elements returns all entries. It fails unless their keys ascend from low on and before high; nil bounds are none.
func (p *page) elements(low, high []byte) ([]element, error) {
	entries := make([]element, p.count)
	for at := range entries {
		var err error
		if entries[at], err = p.element(at); err != nil {
			return nil, err
		}
		key := entries[at].key
		switch {
		case at == 0 && bytes.Compare(key, low) < 0, at > 0 && bytes.Compare(key, entries[at-1].key) <= 0,
			high != nil && bytes.Compare(key, high) >= 0:
			return nil, fmt.Errorf("the keys of page %d are out of order", p.id)
		case entries[at].flags > bucketFlag:
			return nil, fmt.Errorf("entry %d of page %d is of an unknown kind", at, p.id)
		}
	}
	if p.count == 0 && p.flags == branchPage {
		return nil, fmt.Errorf("page %d has no entries", p.id)
	}
	return entries, nil
}
