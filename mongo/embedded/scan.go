package embedded

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// checkEvery is after how many entries a scan looks whether its time is over.
const checkEvery = 128

// document is a document as a scan finds it. It is valid as long as the reader it came from.
type document struct {
	id      []byte // the key of its _id
	raw     bson.Raw
	version uint64
}

// position is where a scan is to go on: after the key that was read last.
type position struct {
	at   int // of the stretch
	last []byte
}

// candidates yields the documents in the plan's stretches, also those that the filter leaves out, each once.
func (p *plan) candidates(ctx context.Context, reader engine.Reader, from *position) iter.Seq2[document, error] {
	switch {
	case p.partial:
		return p.readable(ctx, reader, from)
	case p.byID():
		return p.named(ctx, reader, from)
	default:
		return p.scanned(ctx, reader, from)
	}
}

func (p *plan) scanned(ctx context.Context, reader engine.Reader, from *position) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		seen := 0
		for ; from.at < len(p.ranges); from.at, from.last = from.at+1, nil {
			for entry, err := range reader.Scan(p.index.space, p.remaining(from), p.reverse) {
				if seen++; err == nil && seen%checkEvery == 0 {
					err = ctx.Err()
				}
				if err != nil {
					yield(document{}, err)
					return
				}
				found, ok, err := p.fetch(reader, entry)
				if err == nil && !ok {
					continue
				}
				from.last = append(from.last[:0], entry.Key...)
				if !yield(found, err) || err != nil {
					return
				}
			}
		}
	}
}

// readable yields the documents that can be read, in the order of their _id, and passes the others over.
func (p *plan) readable(ctx context.Context, reader engine.Reader, from *position) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		snapshot, ok := reader.(engine.Snapshot)
		if !ok {
			yield(document{}, fail(codeBadValue, "the embedded store takes allowPartialResults in a transaction only while that has written nothing"))
			return
		}
		view := snapshot.Inspection()
		for ; from.at < len(p.ranges); from.at, from.last = from.at+1, nil {
			bounds := p.remaining(from)
			for entry, err := range view.Scan(p.index.space, bounds.Low) {
				if late := ctx.Err(); late != nil {
					yield(document{}, late)
					return
				}
				if bounds.High != nil && bytes.Compare(entry.Key, bounds.High) >= 0 {
					break
				}
				if err != nil || checkDocument(entry, view.Commit()) != nil {
					continue
				}
				from.last = append(from.last[:0], entry.Key...)
				if !yield(document{entry.Key, bson.Raw(entry.Value), entry.Version}, nil) {
					return
				}
			}
		}
	}
}

// named yields the documents that the plan knows by their _id: they need no scan.
func (p *plan) named(ctx context.Context, reader engine.Reader, from *position) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		for from.at < len(p.ranges) {
			id := p.ranges[from.at].Low // of a single value: its key
			from.at++
			record, err := reader.Get(p.collection.documents, id)
			if err == nil && from.at%checkEvery == 0 {
				err = ctx.Err()
			}
			if err == nil && record.Version == 0 {
				continue
			}
			if !yield(document{id, bson.Raw(record.Value), record.Version}, err) || err != nil {
				return
			}
		}
	}
}

// remaining is the part of a stretch that was not read yet.
func (p *plan) remaining(from *position) engine.Range {
	bounds := p.ranges[from.at]
	switch {
	case from.last == nil:
	case p.reverse:
		bounds.High = bytes.Clone(from.last)
	default:
		bounds.Low = append(bytes.Clone(from.last), 0)
	}
	return bounds
}

// fetch reads the document of an entry; ok is false when another entry of the same document stands for it.
func (p *plan) fetch(reader engine.Reader, entry engine.Entry) (found document, ok bool, err error) {
	if p.primary {
		if entry.Version == 0 {
			return document{}, false, fmt.Errorf("%w: a document of %s has no content", engine.ErrDamaged, p.collection.namespace)
		}
		return document{entry.Key, bson.Raw(entry.Value), entry.Version}, true, nil
	}
	id, err := p.index.idOf(entry.Key)
	if err != nil {
		return document{}, false, err
	}
	record, err := reader.Get(p.collection.documents, id)
	if err != nil {
		return document{}, false, err
	}
	if record.Version == 0 {
		return document{}, false, fmt.Errorf("%w: index %s of %s has an entry without a document", engine.ErrDamaged, p.index.name, p.collection.namespace)
	}
	found = document{id, bson.Raw(record.Value), record.Version}
	if !p.repeats {
		return found, true, nil
	}
	first, err := p.isFirst(found, entry.Key)
	return found, first, err
}

// isFirst says whether an entry is the one of its document's that the scan meets first.
func (p *plan) isFirst(found document, key []byte) (bool, error) {
	keys, _, err := p.index.entries(found.raw, found.id)
	if err != nil {
		return false, err
	}
	if p.reverse {
		slices.Reverse(keys)
	}
	for _, candidate := range keys {
		if p.covers(candidate) {
			return bytes.Equal(candidate, key), nil
		}
	}
	return false, fmt.Errorf("%w: index %s of %s has an entry that its document does not have", engine.ErrDamaged, p.index.name, p.collection.namespace)
}

// covers says whether a key lies in one of the stretches.
func (p *plan) covers(key []byte) bool {
	_, found := slices.BinarySearchFunc(p.ranges, key, func(stretch engine.Range, key []byte) int {
		result := 0
		if bytes.Compare(key, stretch.Low) < 0 {
			result = 1
		} else if stretch.High != nil && bytes.Compare(key, stretch.High) >= 0 {
			result = -1
		}
		if p.reverse {
			return -result
		}
		return result
	})
	return found
}
