package query

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
)

// checkEvery is after how many entries a scan looks whether its time is over.
const checkEvery = 128

// Document is a document as a scan finds it. It is valid as long as the reader it came from.
type Document struct {
	ID      []byte // the key of its _id
	Raw     bson.Raw
	Version uint64
}

// Position is where a scan is to go on: after the key that was read last.
type Position struct {
	at   int // of the stretch
	last []byte
}

// Find yields the documents that match, each once.
func (p *Plan) Find(ctx context.Context, reader engine.Reader, from *Position) iter.Seq2[Document, error] {
	return p.documents(ctx, reader, from, p.filter)
}

// Matches reports whether a document satisfies the query's filter.
func (p *Plan) Matches(candidate Document) bool { return p.filter.matches(candidate.Raw) }

// Candidates yields the documents in the plan's stretches, also those that the filter leaves out, each once.
func (p *Plan) Candidates(ctx context.Context, reader engine.Reader, from *Position) iter.Seq2[Document, error] {
	return p.documents(ctx, reader, from, nil)
}

func (p *Plan) documents(ctx context.Context, reader engine.Reader, from *Position, sought filter) iter.Seq2[Document, error] {
	switch {
	case p.partial:
		return p.readable(ctx, reader, from, sought)
	case p.named:
		return p.byID(ctx, reader, from, sought)
	default:
		return p.scanned(ctx, reader, from, sought)
	}
}

func (p *Plan) scanned(ctx context.Context, reader engine.Reader, from *Position, sought filter) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		seen := 0
		for ; from.at < len(p.ranges); from.at, from.last = from.at+1, nil {
			for entry, err := range reader.Scan(p.index.Space, p.remaining(from), p.reverse) {
				if seen++; err == nil && seen%checkEvery == 0 {
					err = ctx.Err()
				}
				if err != nil {
					yield(Document{}, err)
					return
				}
				fetched, isSought, err := p.fetch(reader, entry, sought)
				if err == nil && !isSought {
					continue
				}
				from.last = append(from.last[:0], entry.Key...)
				if !yield(fetched, err) || err != nil {
					return
				}
			}
		}
	}
}

// readable yields the documents that can be read, in the order of their _id, and passes the others over.
func (p *Plan) readable(ctx context.Context, reader engine.Reader, from *Position, sought filter) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		snapshot, ok := reader.(engine.Snapshot)
		if !ok {
			yield(Document{}, failure.New(failure.BadValue, "the embedded store takes allowPartialResults in a transaction only while that has written nothing"))
			return
		}
		view := snapshot.Inspection()
		for ; from.at < len(p.ranges); from.at, from.last = from.at+1, nil {
			bounds := p.remaining(from)
			for entry, err := range view.Scan(p.index.Space, bounds.Low) {
				if late := ctx.Err(); late != nil {
					yield(Document{}, late)
					return
				}
				if bounds.High != nil && bytes.Compare(entry.Key, bounds.High) >= 0 {
					break
				}
				if err != nil || CheckDocument(entry, view.Commit()) != nil || !sought.matches(entry.Value) {
					continue
				}
				from.last = append(from.last[:0], entry.Key...)
				if !yield(Document{entry.Key, entry.Value, entry.Version}, nil) {
					return
				}
			}
		}
	}
}

// byID yields the documents that the plan knows by their _id: they need no scan.
func (p *Plan) byID(ctx context.Context, reader engine.Reader, from *Position, sought filter) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for from.at < len(p.ranges) {
			id := p.ranges[from.at].Low // of a single value: its key
			from.at++
			record, err := reader.Get(p.collection.Documents, id)
			if err == nil && from.at%checkEvery == 0 {
				err = ctx.Err()
			}
			if err == nil && record.Version == 0 {
				continue
			}
			named := Document{id, bson.Raw(record.Value), record.Version}
			if err == nil && !sought.matches(named.Raw) {
				continue
			}
			if !yield(named, err) || err != nil {
				return
			}
		}
	}
}

// Named returns the keys of the only documents that may match, if the query names them by their _id.
func (p *Plan) Named() [][]byte {
	var ids [][]byte
	if p.named {
		for _, bounds := range p.ranges {
			ids = append(ids, bounds.Low)
		}
	}
	return ids
}

// remaining is the part of a stretch that was not read yet.
func (p *Plan) remaining(from *Position) engine.Range {
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

// fetch reads the document of an entry; isSought is false when it does not match, and when another entry of it stands for it.
func (p *Plan) fetch(reader engine.Reader, entry engine.Entry, sought filter) (fetched Document, isSought bool, err error) {
	fetched = Document{ID: entry.Key}
	record := entry.Record
	if p.index != &p.collection.primary {
		if fetched.ID, err = p.index.IDOf(entry.Key); err != nil {
			return fetched, false, err
		}
		if record, err = reader.Get(p.collection.Documents, fetched.ID); err != nil {
			return fetched, false, err
		}
	}
	if record.Version == 0 {
		return fetched, false, fmt.Errorf("%w: index %s of %s has an entry without a document", engine.ErrDamaged, p.index.Name, p.collection.Namespace)
	}
	fetched.Raw, fetched.Version = bson.Raw(record.Value), record.Version
	isSought = sought.matches(fetched.Raw)
	if isSought && p.index.Arrays != 0 {
		isSought, err = p.isFirst(fetched, entry.Key)
	}
	return fetched, isSought, err
}

// isFirst reports whether an entry is the one of its document's that the scan meets first.
func (p *Plan) isFirst(of Document, key []byte) (bool, error) {
	keys, _, err := p.index.Entries(of.Raw, of.ID)
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
	return false, fmt.Errorf("%w: index %s of %s has an entry that its document does not have", engine.ErrDamaged, p.index.Name, p.collection.Namespace)
}

// covers reports whether a key lies in one of the stretches.
func (p *Plan) covers(key []byte) bool {
	_, covered := slices.BinarySearchFunc(p.ranges, key, func(stretch engine.Range, key []byte) int {
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
	return covered
}

// CheckDocument fails when a record is no document of a commit up to the newest.
func CheckDocument(entry engine.Entry, newest uint64) error {
	switch {
	case entry.Version == 0:
		return &engine.DamageError{What: "the document has no content"}
	case entry.Version > newest:
		return &engine.DamageError{What: "the document is of a commit that was never made"}
	}
	if err := document.Validate(entry.Value, 0); err != nil {
		return &engine.DamageError{What: "the document is no BSON that the store holds: " + err.Error()}
	}
	return nil
}
