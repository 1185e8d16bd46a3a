package mongo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/document"
	"accessgraph/domain/text"
)

// searched returns what entries does, for a search by name in the order of creation. No index has both: the keys of all
// names that match are read from the index of names, which end with the IDs, and then the documents of the page.
func (c *Collection[T, F]) searchNames(ctx context.Context, reading listQuery, request document.PageRequest) ([]entry[T], error) {
	matches, err := scanAll(ctx, reading, request, c.scanNames)
	if err != nil {
		return nil, err
	}
	ids := make([]string, min(len(matches), request.Size()))
	for i := range ids {
		ids[i] = matches[i].position
	}
	documents := make(map[string]entry[T], len(ids))
	err = c.stored.lookUp(ctx, reading.companyID, idField, ids, func(id string, raw bson.Raw) error {
		item, err := c.decode(raw)
		documents[id] = entry[T]{id, item, err}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// The last one only tells that more follow. One that was deleted meanwhile is on no page.
	page := matches[:0]
	for i, match := range matches {
		if found, ok := documents[match.position]; ok {
			page = append(page, found)
		} else if i == request.Size() {
			page = append(page, match)
		}
	}
	return page, nil
}

// namesRun reads the names of one part of an index, and keeps as many of them as a page has and one more.
func (c *Collection[T, F]) scanNames(ctx context.Context, reading listQuery, filter companyFilter, request document.PageRequest) ([]entry[T], error) {
	how := options.Find().SetSort(bson.D{{Key: nameKeyField, Value: ascendingOrder}}).SetHint(reading.index).
		SetProjection(bson.D{{Key: nameKeyField, Value: 1}, {Key: idField, Value: 1}})
	descending := request.Order.Descending != request.Backward()
	compare := func(a entry[T], id string) int {
		if descending {
			return strings.Compare(id, a.position)
		}
		return strings.Compare(a.position, id)
	}
	first := make([]entry[T], 0, request.Size()+1)
	err := c.stored.each(ctx, filter, how, func(raw bson.Raw) error {
		key, _ := raw.Lookup(nameKeyField).StringValueOK()
		id, ok := text.IDOfNameKey(key)
		if !ok {
			return c.stored.unreadable(raw, fmt.Errorf("its %s does not end with an ID", nameKeyField))
		}
		at, _ := slices.BinarySearchFunc(first, id, compare)
		if at > request.Size() {
			return nil
		}
		if len(first) > request.Size() {
			first = first[:request.Size()]
		}
		first = slices.Insert(first, at, entry[T]{position: id})
		return nil
	})
	return first, err
}
