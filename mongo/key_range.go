package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
)

// stretch is a part of an order's places, in their ascending order. An edge that is nil is open.
type keyRange struct{ low, high *bound }

// edge is where a stretch ends, with that place or without it.
type bound struct {
	key       string
	inclusive bool
}

// above is the part of the stretch that lies above a place.
func (s keyRange) above(place string, with bool) keyRange {
	if s.low == nil || s.low.key < place || s.low.key == place && !with {
		s.low = &bound{place, with}
	}
	return s
}

// below is the part of the stretch that lies below a place.
func (s keyRange) below(place string, with bool) keyRange {
	if s.high == nil || s.high.key > place || s.high.key == place && !with {
		s.high = &bound{place, with}
	}
	return s
}

// after is the part of the stretch that follows a place in an order, which may descend.
func (s keyRange) following(place string, descending, with bool) keyRange {
	if descending {
		return s.below(place, with)
	}
	return s.above(place, with)
}

// between is the part of the stretch that lies between the cursors of a request.
func (s keyRange) between(request document.PageRequest) keyRange {
	if request.After != "" {
		s = s.following(request.After, request.Order.Descending, false)
	}
	if request.Before != "" {
		s = s.following(request.Before, !request.Order.Descending, false)
	}
	return s
}

func (s keyRange) operators() bson.D {
	var operators bson.D
	if s.low != nil {
		operator := "$gt"
		if s.low.inclusive {
			operator = "$gte"
		}
		operators = append(operators, bson.E{Key: operator, Value: s.low.key})
	}
	if s.high != nil {
		operator := "$lt"
		if s.high.inclusive {
			operator = "$lte"
		}
		operators = append(operators, bson.E{Key: operator, Value: s.high.key})
	}
	return operators
}
