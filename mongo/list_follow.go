package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// isFollowed reports whether a page is read from the start of a list in ascending order of creation. Whoever goes on after such a page
// expects every later document, whenever its commit ends.
func isFollowed(request document.PageRequest) bool {
	return !request.Order.ByName && !request.Order.Descending && !request.Backward() && request.Before == ""
}

// Follow returns the documents that a follower of a list has not read, at most limit of them in ascending order of creation. It passes
// on each document at least once, and the versions of one object in their order.
func (c *Collection[T, F]) Follow(ctx context.Context, companyID string, filter F, progress document.Progress, limit int) (document.Followed[T], error) {
	query := c.selectionOf(filter).query(companyID, document.Order{}, c.indexes)
	followed := *c
	if !c.store.embedded {
		// One snapshot has no version of an object without the earlier ones. A scan of MongoDB's that is none can pass the key of a record
		// before that is committed, and find the key of the next one.
		followed.stored = c.stored.inSnapshots()
	}
	part, err := followed.follow(ctx, query, progress, limit)
	if err != nil {
		return document.Followed[T]{}, err
	}
	return part.followed()
}

// listForward returns a page of a list that is followed.
func (c *Collection[T, F]) listForward(ctx context.Context, query listQuery, request document.PageRequest) (document.Page[T], error) {
	part, err := c.follow(ctx, query, request.Follower(), request.First)
	if err != nil {
		return document.Page[T]{}, err
	}
	page := document.Page[T]{Items: make([]*T, len(part.entries)), More: part.more, Info: pageInfo[T, F]{c, query, request, part.more}}
	for i, e := range part.entries {
		if e.err != nil {
			return document.Page[T]{}, e.err
		}
		page.Items[i] = e.item
	}
	if part.reading != nil {
		page.Progress = part.pass()
	}
	return page, nil
}

// followedPart is a part of a list that a follower has not read.
type followedPart[T any] struct {
	entries []entry[T]
	// more is set if the limit cut the part short.
	more bool
	// reading is nil if nothing can appear any more between the entries or before them, and before is what was read before them.
	reading *document.Reading
	before  document.Progress
	// past is the time before which nothing can appear, whichever process creates it.
	past int64
	kind id.Kind
}

// follow reads the entries that a follower has not read. If it remembers few entries, they are read again together with those that
// follow, in one read; otherwise their IDs are read again, and the documents of the part are looked up.
func (c *Collection[T, F]) follow(ctx context.Context, query listQuery, progress document.Progress, limit int) (followedPart[T], error) {
	settlement := c.store.beginReading()
	remembered := progress.Remembered()
	request := document.PageRequest{First: remembered + limit, After: progress.Bound()}
	scan := c.scanPrefix
	withDocuments := remembered <= document.MaxPageSize && query.names == nil
	if !withDocuments {
		scan = c.scanIDs
	}
	entries, err := scanPrefixes(ctx, query, request, scan)
	if err != nil {
		return followedPart[T]{}, c.failure(err)
	}
	part := followedPart[T]{kind: c.kind, before: progress, past: settlement.past.UnixMilli()}
	horizon := settlement.horizon()
	isCut := len(entries) > request.Size()
	if remembered > 0 || !areSettled(entries, horizon) {
		ids := make([]string, len(entries))
		for i, e := range entries {
			ids[i] = e.position
		}
		ids, part.reading = progress.Read(ids, isCut)
		part.reading.Horizon = horizon
		entries = only(entries, ids)
	}
	part.more = len(entries) > limit
	part.entries = entries[:min(limit, len(entries))]
	if !withDocuments {
		part.entries, err = c.lookUpEntries(ctx, query.companyID, part.entries)
	}
	return part, err
}

// areSettled reports whether nothing can appear any more before the last entry.
func areSettled[T any](entries []entry[T], horizon int64) bool {
	if len(entries) == 0 {
		return true
	}
	key, _ := id.KeyOf(entries[len(entries)-1].position)
	return key.Millisecond() < horizon
}

// only returns the entries with some of their IDs, which are in the same order.
func only[T any](entries []entry[T], ids []string) []entry[T] {
	chosen := entries[:0]
	for _, e := range entries {
		if len(ids) > 0 && e.position == ids[0] {
			chosen, ids = append(chosen, e), ids[1:]
		}
	}
	return chosen
}

// pass returns the progress after each entry.
func (p *followedPart[T]) pass() []document.Progress {
	progress := make([]document.Progress, len(p.entries))
	for i, e := range p.entries {
		if p.reading == nil {
			progress[i] = document.After(e.position)
		} else {
			progress[i] = p.reading.Pass(e.position)
		}
	}
	return progress
}

// followed returns the part with the progress after each entry, and after the part.
func (p *followedPart[T]) followed() (document.Followed[T], error) {
	result := document.Followed[T]{Items: make([]*T, len(p.entries)), Progress: p.pass(), More: p.more, End: p.before}
	for i, e := range p.entries {
		if e.err != nil {
			return document.Followed[T]{}, e.err
		}
		result.Items[i], result.End = e.item, result.Progress[i]
	}
	if !p.more {
		if p.reading != nil {
			result.End = p.reading.End()
		}
		result.End = result.End.NotBefore(p.past, p.kind)
	}
	return result, nil
}

// scanIDs reads the IDs of one index prefix, as scanPrefix reads its documents.
func (c *Collection[T, F]) scanIDs(ctx context.Context, query listQuery, filter companyFilter, request document.PageRequest) ([]entry[T], error) {
	if query.names != nil {
		return c.scanNames(ctx, query, filter, request)
	}
	limit := request.Size() + 1
	// All in one reply, which is one snapshot of the embedded store.
	findOptions := options.Find().SetSort(bson.D{{Key: idField, Value: ascendingOrder}}).SetHint(query.index).
		SetProjection(bson.D{{Key: idField, Value: 1}}).SetLimit(int64(limit)).SetBatchSize(maxBatchSize)
	var entries []entry[T]
	err := c.stored.eachEntry(ctx, filter, findOptions, func(raw bson.Raw) error {
		position, _ := raw.Lookup(idField).StringValueOK()
		entries = append(entries, entry[T]{position: position})
		return nil
	})
	return entries, err
}

// maxBatchSize is the maximum number of IDs in one reply.
const maxBatchSize = 1_000_000

// lookUpEntries returns entries with their documents. Those that were deleted in the meantime are omitted.
func (c *Collection[T, F]) lookUpEntries(ctx context.Context, companyID string, entries []entry[T]) ([]entry[T], error) {
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.position
	}
	byID := make(map[string]entry[T], len(ids))
	err := c.stored.lookUp(ctx, companyID, idField, ids, func(documentID string, raw bson.Raw) error {
		item, err := c.decode(raw)
		byID[documentID] = entry[T]{documentID, item, err}
		return nil
	})
	if err != nil {
		return nil, err
	}
	present := entries[:0]
	for _, e := range entries {
		if e, ok := byID[e.position]; ok {
			present = append(present, e)
		}
	}
	return present, nil
}
