package engine

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"slices"
)

// Salvage opens whatever can still be read of a file that no process has open: the last commit, the one before when the last
// cannot be entered, and when neither header is valid the newest that the pages lead to.
func Salvage(path string, options Options) (*Inspection, error) {
	if options.Files == nil {
		options.Files = system{}
	}
	file, err := openLocked(path, options)
	if err != nil {
		return nil, err
	}
	view, err := salvage(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, file.Close())
	}
	view.close = file.Close
	view.readForm()
	return view, nil
}

func salvage(file *os.File) (*Inspection, error) {
	headers := readHeaders(file)
	slices.SortFunc(headers, func(a, b header) int { return int(int64(b.commit) - int64(a.commit)) })
	for at, candidate := range headers {
		view := &Inspection{image: image{file: file, header: candidate}}
		if at > 0 {
			view.before = append(view.before, &DamageError{What: "the last commit cannot be entered: the one before it is taken"})
		} else if len(headers) == 1 {
			view.before = append(view.before, headerDamage())
		}
		if view.canBeEntered() {
			return view, nil
		}
	}
	view, err := searchRoot(file, headers)
	if err != nil {
		return nil, err
	}
	view.before = append(view.before, &DamageError{What: "no header leads to what the store holds: the newest that was found is taken"})
	return view, nil
}

// canBeEntered reports whether the list of spaces is whole.
func (i *Inspection) canBeEntered() bool {
	all := newWalk(&i.image)
	all.damage = func(*DamageError) error { return errEnough }
	return all.spaces(func(element) error { return nil }) == nil
}

// searchRoot looks through the pages for lists of spaces, and takes the one that leads to the newest record.
func searchRoot(file *os.File, headers []header) (*Inspection, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	tried := header{pageSize: uint32(os.Getpagesize())}
	if len(headers) > 0 {
		tried.pageSize = headers[0].pageSize
	}
	tried.pages = pageID(info.Size() / int64(tried.pageSize))
	var best *Inspection
	for id := pageID(2); id < tried.pages; id++ {
		tried.root = id
		candidate := &Inspection{image: image{file: file, header: tried}}
		if !candidate.isRoot() {
			continue
		}
		candidate.image.commit = candidate.newest()
		if best == nil || candidate.image.commit >= best.image.commit {
			best = candidate
		}
	}
	if best == nil {
		return nil, fmt.Errorf("%w: nothing of a store can be found in it", ErrDamaged)
	}
	return best, nil
}

// isRoot reports whether the image's root lists spaces, that of the format among them.
func (i *Inspection) isRoot() bool {
	root, err := i.image.read(i.image.root, leafPage)
	if err != nil {
		return false
	}
	entries, err := root.elements(nil, nil)
	return err == nil && !slices.ContainsFunc(entries, func(entry element) bool { return entry.flags != bucketFlag }) &&
		slices.ContainsFunc(entries, func(entry element) bool { return string(entry.key) == FormatSpace })
}

// newest returns the number of the last commit of any record.
func (i *Inspection) newest() uint64 {
	newest := uint64(0)
	for _, space := range i.Spaces() {
		for entry, err := range i.Scan(space, nil) {
			if err == nil {
				newest = max(newest, entry.Version)
			}
		}
	}
	return newest
}

// Orphan is an entry of a leaf that nothing leads to any more. Its Space is empty when it is not known.
type Orphan struct {
	Space string
	Entry
}

// Orphans yields the records in leaves that are neither free nor led to, because a page above them is damaged. Which space they
// are of is known when their keys lie within a part that only one of the spaces with records has lost. Without a list of free pages there are
// none: a free leaf, with what was deleted, could not be told from one in use.
func (i *Inspection) Orphans(hasRecords func(space string) bool) iter.Seq2[Orphan, error] {
	return func(yield func(Orphan, error) bool) {
		var lost []*DamageError
		all := newWalk(&i.image)
		all.damage = func(damage *DamageError) error {
			if damage.lost && hasRecords(damage.Space) {
				lost = append(lost, damage)
			}
			return nil
		}
		_ = all.structure() // nothing ends it
		free, err := i.image.free()
		if err != nil || len(lost) == 0 {
			return
		}
		for _, id := range free.ids {
			all.seen[id] = struct{}{}
		}
		for id := pageID(2); id < i.image.pages; id++ {
			if _, seen := all.seen[id]; seen {
				continue
			}
			leaf, err := i.image.read(id, leafPage)
			if err == nil {
				err = all.claim(id, leaf.overflow)
			}
			if err != nil {
				continue
			}
			if !i.yieldOrphans(&leaf, lost, yield) {
				return
			}
		}
	}
}

// yieldOrphans yields the records of a leaf. Marks are none.
func (i *Inspection) yieldOrphans(leaf *page, lost []*DamageError, yield func(Orphan, error) bool) bool {
	entries, err := leaf.elements(nil, nil)
	if err != nil {
		return true
	}
	space := spaceOf(entries, lost)
	for _, entry := range entries {
		if len(entry.value) == 0 || entry.flags == bucketFlag {
			continue
		}
		whole, err := i.entry(space, entry)
		if !yield(Orphan{space, whole}, err) {
			return false
		}
	}
	return true
}

// spaceOf returns the only space that has lost a part which keys lie within, or "".
func spaceOf(entries []element, lost []*DamageError) string {
	space := ""
	for _, part := range lost {
		within := !slices.ContainsFunc(entries, func(entry element) bool {
			return bytes.Compare(entry.key, part.low) < 0 || part.high != nil && bytes.Compare(entry.key, part.high) >= 0
		})
		switch {
		case !within || part.Space == space:
		case space != "":
			return ""
		default:
			space = part.Space
		}
	}
	return space
}
