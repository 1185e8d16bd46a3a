package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/document"
)

// stretch is a part of an order's places, in their ascending order. An edge that is nil is open.
type stretch struct{ low, high *edge }

// edge is where a stretch ends, with that place or without it.
type edge struct {
	place string
	with  bool
}

// above is the part of the stretch that lies above a place.
func (s stretch) above(place string, with bool) stretch {
	if s.low == nil || s.low.place < place || s.low.place == place && !with {
		s.low = &edge{place, with}
	}
	return s
}

// below is the part of the stretch that lies below a place.
func (s stretch) below(place string, with bool) stretch {
	if s.high == nil || s.high.place > place || s.high.place == place && !with {
		s.high = &edge{place, with}
	}
	return s
}

// after is the part of the stretch that follows a place in an order, which may descend.
func (s stretch) after(place string, descending, with bool) stretch {
	if descending {
		return s.below(place, with)
	}
	return s.above(place, with)
}

// between is the part of the stretch that lies between the cursors of a request.
func (s stretch) between(request document.PageRequest) stretch {
	if request.After != "" {
		s = s.after(request.After, request.Order.Descending, false)
	}
	if request.Before != "" {
		s = s.after(request.Before, !request.Order.Descending, false)
	}
	return s
}

func (s stretch) operators() bson.D {
	var operators bson.D
	if s.low != nil {
		operator := "$gt"
		if s.low.with {
			operator = "$gte"
		}
		operators = append(operators, bson.E{Key: operator, Value: s.low.place})
	}
	if s.high != nil {
		operator := "$lt"
		if s.high.with {
			operator = "$lte"
		}
		operators = append(operators, bson.E{Key: operator, Value: s.high.place})
	}
	return operators
}
