package api

import (
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// budget is the number of bytes that the response to one operation may have, data and errors together. It is spent while the
// response is written: what lies beyond it is never held in memory. It is safe for concurrent use.
//
// A query that goes beyond it fails as a whole. A mutation has changed something: the root field whose payload is too large
// becomes null, with an error that names the IDs, and the others stay.
type budget struct {
	maximum int
	used    atomic.Int64
	// cut is why a query could not be written whole; nil when it was.
	cut atomic.Pointer[error]
}

// take uses up bytes, and reports whether all that were taken so far are within the budget.
func (b *budget) take(size int) bool { return b.used.Add(int64(size)) <= int64(b.maximum) }

func (b *budget) giveBack(size int) { b.used.Add(-int64(size)) }

// failure returns why a query must fail as a whole; nil if its response is complete.
func (b *budget) failure() error {
	if cut := b.cut.Load(); cut != nil {
		return *cut
	}
	if b.used.Load() > int64(b.maximum) {
		return b.err()
	}
	return nil
}

// err returns LIMIT_EXCEEDED: so much was written when writing stopped.
func (b *budget) err() error { return within(limitAnswerBytes, int(b.used.Load()), b.maximum) }

// errorBytes is about the size of an error in the response, without its own texts, which it has twice.
const errorBytes = 300

// charge takes an error out of the budget. An error beyond the budget keeps what a program acts on, and loses the rest.
func (b *budget) charge(sent *gqlerror.Error, err *fault.Error) {
	size := errorBytes + len(sent.Message)
	for _, violation := range err.Violations {
		size += len(sent.Message)
		for key, value := range violation.Data {
			size += len(key)
			if text, ok := value.(string); ok {
				size += len(text)
			}
		}
	}
	if !b.take(size) {
		b.giveBack(size - errorBytes)
		shed(sent)
	}
}

// shed takes from an error what a program does not act on.
func shed(sent *gqlerror.Error) {
	sent.Extensions["data"], sent.Extensions["violations"] = map[string]any{}, []violation{}
}
