package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
)

// keyRange is a range of the keys of an order, which are IDs or name keys. A bound that is nil is open.
type keyRange struct{ low, high *bound }

// bound is a bound of a key range.
type bound struct {
	key       string
	inclusive bool
}

// above returns the part of the range above a key.
func (r keyRange) above(key string, inclusive bool) keyRange {
	if r.low == nil || r.low.key < key || r.low.key == key && !inclusive {
		r.low = &bound{key, inclusive}
	}
	return r
}

// below returns the part of the range below a key.
func (r keyRange) below(key string, inclusive bool) keyRange {
	if r.high == nil || r.high.key > key || r.high.key == key && !inclusive {
		r.high = &bound{key, inclusive}
	}
	return r
}

// following returns the part of the range that follows a key in ascending or descending order.
func (r keyRange) following(key string, descending, inclusive bool) keyRange {
	if descending {
		return r.below(key, inclusive)
	}
	return r.above(key, inclusive)
}

// between returns the part of the range between the cursors of a request.
func (r keyRange) between(request document.PageRequest) keyRange {
	if request.After != "" {
		r = r.following(request.After, request.Order.Descending, false)
	}
	if request.Before != "" {
		r = r.following(request.Before, !request.Order.Descending, false)
	}
	return r
}

// operators returns the range as MongoDB's comparison operators; none for a range that is open on both sides.
func (r keyRange) operators() bson.D {
	var operators bson.D
	if r.low != nil {
		operator := "$gt"
		if r.low.inclusive {
			operator = "$gte"
		}
		operators = append(operators, bson.E{Key: operator, Value: r.low.key})
	}
	if r.high != nil {
		operator := "$lt"
		if r.high.inclusive {
			operator = "$lte"
		}
		operators = append(operators, bson.E{Key: operator, Value: r.high.key})
	}
	return operators
}
