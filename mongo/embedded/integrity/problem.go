package integrity

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/order"
	"accessgraph/mongo/embedded/query"
)

// Problem is one thing in a store that is not as it must be. Two are equal if they are the same.
type Problem struct {
	// Collection is where it is, without the database; empty for what is of no collection.
	Collection string `bson:"collection" json:"collection,omitempty"`
	// ID is the _id of the document as extended JSON; empty when it is of no document, or cannot be read.
	ID string `bson:"id" json:"id,omitempty"`
	// Key is the key of the record in hexadecimal, when its _id cannot be read.
	Key string `bson:"key" json:"key,omitempty"`
	// Index is the name of the index; empty for the documents themselves.
	Index string `bson:"index" json:"index,omitempty"`
	// What is wrong, in words.
	What string `bson:"what" json:"what"`
}

// String implements fmt.Stringer.
func (p Problem) String() string {
	var where []string
	for _, part := range []struct{ before, value string }{{"", p.Collection}, {"_id ", p.ID}, {"key ", p.Key}, {"index ", p.Index}} {
		if part.value != "" {
			where = append(where, part.before+part.value)
		}
	}
	if len(where) == 0 {
		return p.What
	}
	return strings.Join(where, ", ") + ": " + p.What
}

// collectionName returns the name without the database.
func collectionName(namespace string) string {
	_, name, _ := strings.Cut(namespace, ".")
	return name
}

// problemIn is a problem of a space.
func problemIn(space string, err error) Problem {
	what := err.Error()
	var damage *engine.DamageError
	if errors.As(err, &damage) {
		what = damage.What
	}
	namespace, index := query.PlaceOf(space)
	if namespace == "" && space != "" {
		what = fmt.Sprintf("%s: %s", space, what)
	}
	return Problem{Collection: collectionName(namespace), Index: index, What: what}
}

// about adds what is known of a record from its key.
func (p Problem) about(key []byte) Problem {
	if text, ok := order.Text(key); ok {
		p.ID = strconv.Quote(text)
	} else if len(key) > 0 {
		p.Key = hex.EncodeToString(key)
	}
	return p
}
