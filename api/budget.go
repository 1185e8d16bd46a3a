package api

import (
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"accessgraph/domain/fault"
)

// budget is how many bytes the answer to one operation may have, data and errors together. It is looked at while the
// answer is written: what lies beyond it is never held in memory. It is safe for concurrent use.
//
// A query that goes beyond it fails as a whole. A mutation has changed something: the root field whose answer is too large
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

// failure returns why a query must fail as a whole; nil when its answer is complete.
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

// errorBytes is about what an error takes in the answer beside the texts that it was made with, which stand in it twice.
const errorBytes = 300

// charge takes an error out of the budget. An error beyond the budget keeps what a program acts on, and loses the rest.
func (b *budget) charge(answered *gqlerror.Error, found *fault.Error) {
	size := errorBytes + len(answered.Message)
	for _, violation := range found.Violations {
		size += len(answered.Message)
		for key, value := range violation.Data {
			size += len(key)
			if text, ok := value.(string); ok {
				size += len(text)
			}
		}
	}
	if !b.take(size) {
		b.giveBack(size - errorBytes)
		shed(answered)
	}
}

// shed takes from an error what a program does not act on.
func shed(answered *gqlerror.Error) {
	answered.Extensions["data"], answered.Extensions["violations"] = map[string]any{}, []violation{}
}
