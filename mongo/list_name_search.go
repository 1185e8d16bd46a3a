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

// searchNames does what scan does, for a search by name in the order of creation. No index has both. It reads the name keys
// of all matches, which end with the IDs, from an index of names, and then looks up the documents of the page.
func (c *Collection[T, F]) searchNames(ctx context.Context, query listQuery, request document.PageRequest) ([]entry[T], error) {
	matches, err := scanPrefixes(ctx, query, request, c.scanNames)
	if err != nil {
		return nil, err
	}
	ids := make([]string, min(len(matches), request.Size()))
	for i := range ids {
		ids[i] = matches[i].position
	}
	byID := make(map[string]entry[T], len(ids))
	err = c.stored.lookUp(ctx, query.companyID, idField, ids, func(documentID string, raw bson.Raw) error {
		item, err := c.decode(raw)
		byID[documentID] = entry[T]{documentID, item, err}
		return nil
	})
	if err != nil {
		return nil, err
	}
	// The match after the page shows only that more follow. A match that was deleted in the meantime is omitted.
	page := matches[:0]
	for i, match := range matches {
		if e, ok := byID[match.position]; ok {
			page = append(page, e)
		} else if i == request.Size() {
			page = append(page, match)
		}
	}
	return page, nil
}

// scanNames reads the name keys of one index prefix, and returns the positions of a page and, if more follow, one more.
func (c *Collection[T, F]) scanNames(ctx context.Context, query listQuery, filter companyFilter, request document.PageRequest) ([]entry[T], error) {
	findOptions := options.Find().SetSort(bson.D{{Key: nameKeyField, Value: ascendingOrder}}).SetHint(query.index).
		SetProjection(bson.D{{Key: nameKeyField, Value: 1}, {Key: idField, Value: 1}})
	descending := request.Order.Descending != request.Backward()
	compare := func(e entry[T], documentID string) int {
		if descending {
			return strings.Compare(documentID, e.position)
		}
		return strings.Compare(e.position, documentID)
	}
	first := make([]entry[T], 0, request.Size()+1)
	err := c.stored.each(ctx, filter, findOptions, func(raw bson.Raw) error {
		nameKey, _ := raw.Lookup(nameKeyField).StringValueOK()
		documentID, ok := text.IDOfNameKey(nameKey)
		if !ok {
			return c.stored.unreadable(raw, fmt.Errorf("its %s does not end with an ID", nameKeyField))
		}
		i, _ := slices.BinarySearchFunc(first, documentID, compare)
		if i > request.Size() {
			return nil
		}
		if len(first) > request.Size() {
			first = first[:request.Size()]
		}
		first = slices.Insert(first, i, entry[T]{position: documentID})
		return nil
	})
	return first, err
}
