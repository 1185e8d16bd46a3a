package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/document"
)

// pageInfo describes the rest of the list around a page. It implements document.Info.
type pageInfo[T, F any] struct {
	collection *Collection[T, F]
	query      listQuery
	request    document.PageRequest
	// more is set if entries follow the page in the direction in which it was read.
	more bool
}

// HasNext reports whether entries follow the page.
func (p pageInfo[T, F]) HasNext(ctx context.Context) (bool, error) {
	return p.hasBeyond(ctx, !p.request.Backward(), p.request.Before, p.request.Order.Descending)
}

// HasPrevious reports whether entries precede the page.
func (p pageInfo[T, F]) HasPrevious(ctx context.Context) (bool, error) {
	return p.hasBeyond(ctx, p.request.Backward(), p.request.After, !p.request.Order.Descending)
}

// hasBeyond reports whether the list has entries on one side of the page. isReadSide is set for the side in whose direction
// the page was read. The cursor is the bound of the page on this side: without one, the page begins at the end of the list.
func (p pageInfo[T, F]) hasBeyond(ctx context.Context, isReadSide bool, cursor string, descending bool) (bool, error) {
	if isReadSide && p.more || cursor == "" {
		return isReadSide && p.more, nil
	}
	exists, err := p.collection.stored.hasEntry(ctx, p.query, p.query.keys.following(cursor, descending, true))
	if err != nil {
		return false, p.collection.failure(err)
	}
	return exists, nil
}

// Total returns the number of entries of the list, or nil if there are more than document.MaxTotal.
func (p pageInfo[T, F]) Total(ctx context.Context) (*int, error) {
	total, err := p.collection.stored.countEntries(ctx, p.query)
	if err != nil {
		return nil, p.collection.failure(err)
	}
	return total, nil
}

// hasEntry reports whether a list has an entry within a key range.
func (c companyCollection) hasEntry(ctx context.Context, query listQuery, keys keyRange) (bool, error) {
	findOptions := options.Find().SetHint(query.index).SetLimit(1).SetProjection(bson.D{{Key: idField, Value: 1}})
	exists := false
	err := c.each(ctx, query.filter(query.conditions(), keys), findOptions, func(bson.Raw) error {
		exists = true
		return nil
	})
	return exists, err
}

// countEntries returns the number of entries of a list, or nil if there are more than document.MaxTotal.
func (c companyCollection) countEntries(ctx context.Context, query listQuery) (*int, error) {
	countOptions := options.Count().SetHint(query.index).SetLimit(document.MaxTotal + 1)
	count, err := c.count(ctx, query.filter(query.conditions(), query.keys), countOptions)
	if err != nil {
		return nil, err
	}
	return document.Counted(int(count)), nil
}
