package api

import (
	"bytes"
	"context"
	"io"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
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
	// isMetered is set when a meter takes from the budget while the answer is written.
	isMetered bool
	// cut is why a query could not be written whole; nil when it was.
	cut atomic.Pointer[error]
}

type budgetKey struct{}

func (b *budget) into(ctx context.Context) context.Context {
	return context.WithValue(ctx, budgetKey{}, b)
}

// budgetOf returns the budget of the operation; nil outside of one.
func budgetOf(ctx context.Context) *budget {
	budget, _ := ctx.Value(budgetKey{}).(*budget)
	return budget
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

// writeWithinBudget has the answer to each root field written within the operation's budget and deadline.
func writeWithinBudget(ctx context.Context, next graphql.RootResolver) graphql.Marshaler {
	value, budget := next(ctx), budgetOf(ctx)
	if budget == nil {
		return value
	}
	if graphql.GetOperationContext(ctx).Operation.Operation == ast.Mutation {
		return wholeOrNull(ctx, value, budget)
	}
	if value == graphql.Null || value == graphql.RequiredNull || budget.isMetered {
		return value
	}
	return graphql.WriterFunc(func(w io.Writer) {
		writer := &budgetWriter{to: w, budget: budget, mustEnd: ctx.Err}
		value.MarshalGQL(writer)
		if writer.stopped != nil {
			budget.cut.Store(&writer.stopped)
		}
	})
}

// wholeOrNull answers a root field of a mutation as a whole, or with null and an error where that cost too much or is too
// large.
func wholeOrNull(ctx context.Context, value graphql.Marshaler, budget *budget) graphql.Marshaler {
	root := graphql.GetRootFieldContext(ctx).Field
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: root, Args: map[string]any{}})
	if err := meteringOf(ctx).stoppedWithin(root.Alias); err != nil {
		graphql.AddError(ctx, err)
		return graphql.Null
	}
	if budget.isMetered {
		return value
	}
	return graphql.WriterFunc(func(w io.Writer) {
		var whole bytes.Buffer
		writer := &budgetWriter{to: &whole, budget: budget, mustEnd: ctx.Err}
		value.MarshalGQL(writer)
		if writer.stopped == nil {
			_, _ = w.Write(whole.Bytes())
			return
		}
		budget.giveBack(writer.taken)
		graphql.AddError(ctx, writer.stopped)
		graphql.Null.MarshalGQL(w)
	})
}

// budgetWriter writes until the budget is used up or the operation must end; what comes after that it drops, since those
// who write an answer do not look at errors.
type budgetWriter struct {
	to     io.Writer
	budget *budget
	// mustEnd returns why the operation must end, and nil while it may go on.
	mustEnd func() error
	taken   int
	looked  int
	stopped error
}

// lookEvery is how many bytes are written between two looks at the deadline.
const lookEvery = 64 << 10

func (w *budgetWriter) Write(text []byte) (int, error) {
	if w.stopped == nil {
		w.stopped = w.take(len(text))
	}
	if w.stopped == nil {
		return w.to.Write(text)
	}
	return len(text), nil
}

// take returns why no more may be written.
func (w *budgetWriter) take(size int) error {
	w.taken += size
	if !w.budget.take(size) {
		return w.budget.err()
	}
	if w.taken-w.looked < lookEvery {
		return nil
	}
	w.looked = w.taken
	return w.mustEnd()
}

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
