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
	"accessgraph/mongo/embedded/order"
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
	if p.ids != nil {
		return p.byID(ctx, reader, from)
	}
	return p.scanned(ctx, reader, from)
}

// Candidates yields the documents in the plan's stretches, also those that the filter leaves out, each once.
func (p *Plan) Candidates(ctx context.Context, reader engine.Reader) iter.Seq2[Document, error] {
	unfiltered := *p
	unfiltered.filter = nil
	return unfiltered.Find(ctx, reader, &Position{})
}

// Matches reports whether a document satisfies the query's filter.
func (p *Plan) Matches(candidate Document) bool { return p.filter.matches(candidate.Raw) }

// Named returns the keys of the only documents that may match, if the query names them by their _id.
func (p *Plan) Named() [][]byte { return p.ids }

// byID reads the documents that the plan knows by their _id: they need no scan.
func (p *Plan) byID(ctx context.Context, reader engine.Reader, from *Position) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for from.at < len(p.ids) {
			id := p.ids[from.at]
			if p.reverse {
				id = p.ids[len(p.ids)-1-from.at]
			}
			from.at++
			record, err := reader.Get(p.collection.Documents, id)
			if err == nil && from.at%checkEvery == 0 {
				err = ctx.Err()
			}
			if err == nil && (record.Version == 0 || !p.filter.matches(record.Value)) {
				continue
			}
			if !yield(Document{id, record.Value, record.Version}, err) || err != nil {
				return
			}
		}
	}
}

func (p *Plan) scanned(ctx context.Context, reader engine.Reader, from *Position) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		seen := 0
		for ; from.at < len(p.ranges); from.at, from.last = from.at+1, nil {
			for entry, err := range p.entries(reader, p.remaining(from)) {
				if seen++; err == nil && seen%checkEvery == 0 {
					err = ctx.Err()
				}
				if err != nil {
					yield(Document{}, err)
					return
				}
				fetched, isSought, err := p.fetch(reader, entry)
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

// entries yields those of a stretch of the index; if the plan is partial, without the documents that cannot be read.
func (p *Plan) entries(reader engine.Reader, bounds engine.Range) iter.Seq2[engine.Entry, error] {
	if !p.partial {
		return reader.Scan(p.index.Space, bounds, p.reverse)
	}
	return func(yield func(engine.Entry, error) bool) {
		snapshot, ok := reader.(engine.Snapshot)
		if !ok {
			yield(engine.Entry{}, failure.New(failure.BadValue,
				"the embedded store takes allowPartialResults in a transaction only while that has written nothing"))
			return
		}
		view := snapshot.Inspection()
		for entry, err := range view.Scan(p.index.Space, bounds.Low) {
			if bounds.High != nil && bytes.Compare(entry.Key, bounds.High) >= 0 {
				return
			}
			if err == nil && CheckDocument(entry, view.Commit()) == nil && !yield(entry, nil) {
				return
			}
		}
	}
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
func (p *Plan) fetch(reader engine.Reader, entry engine.Entry) (fetched Document, isSought bool, err error) {
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
	isSought = p.filter.matches(fetched.Raw)
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

// covers reports whether a key lies within the bounds.
func (p *Plan) covers(key []byte) bool {
	for at := range p.bounds {
		size, err := order.Skip(key)
		if err != nil || !p.bounds[at].contains(key[:size]) {
			return false
		}
		key = key[size:]
	}
	return true
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
