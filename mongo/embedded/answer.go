package embedded

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/integrity"
	"accessgraph/mongo/embedded/wire"
)

// Answer implements wire.Handler: it carries out a command and appends its reply.
func (c *call) Answer(ctx context.Context, request wire.Request, reply []byte) []byte {
	defer c.clear()
	c.context, c.request, c.reply.Buffer = ctx, request, reply
	c.reply.Begin()
	if err := c.execute(); err != nil {
		problem := c.problem(err)
		if problem.Code == failure.InternalError {
			c.store.options.Logger.Error().Err(integrity.Advise(err)).Str("command", c.name).Msg("embedded store: a command failed")
		}
		c.reply = document.Builder{Buffer: reply}
		c.reply.Begin()
		c.reply.Double("ok", 0)
		c.writeFailure(problem)
	} else {
		c.reply.Double("ok", 1)
	}
	c.reply.End()
	return c.reply.Buffer
}

// clear makes a call ready for the next request. It holds on to nothing of the last one.
func (c *call) clear() {
	clear(c.values)
	*c = call{store: c.store, values: c.values, reply: c.reply.Reuse()}
}

// execute checks and runs a command. Panics and page faults of a damaged file become errors here.
func (c *call) execute() (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if problem := recover(); problem != nil {
			c.store.options.Logger.Error().Str("command", c.name).Bytes("stack", debug.Stack()).Msgf("embedded store: %v", problem)
			err = fmt.Errorf("%w, or the store is at fault (%v)", engine.ErrDamaged, problem)
		}
	}()
	if err := c.prepare(); err != nil {
		return err
	}
	if !c.inTransaction() || c.command.concludes {
		return c.command.run(c)
	}
	return c.runInTransaction()
}

// asFailure finds MongoDB's code for an error of the layers below.
func asFailure(err error) *failure.Error {
	var refusal *failure.Error
	switch {
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, engine.ErrConflict):
		return failure.WriteConflicted()
	case errors.Is(err, engine.ErrFailed):
		return failure.New(failure.InternalError, "%s", err)
	case errors.Is(err, engine.ErrStopped):
		return failure.New(failure.ShutdownInProgress, "%s", err)
	case errors.Is(err, engine.ErrTooOld):
		return failure.New(failure.SnapshotTooOld, "%s", err)
	case errors.Is(err, engine.ErrFull):
		return failure.New(failure.OutOfDiskSpace, "%s", err)
	case errors.Is(err, engine.ErrClosed), errors.Is(err, context.Canceled):
		return failure.New(failure.InterruptedAtShutdown, "the store is closing")
	case errors.Is(err, context.DeadlineExceeded):
		return failure.New(failure.MaxTimeMSExpired, "operation exceeded time limit")
	default:
		return failure.New(failure.InternalError, "%s", integrity.Advise(err))
	}
}

// isUnwritten reports whether an error of a write says by itself that nothing was written. A command commits once, at its
// end, and of the errors of a commit only ErrFailed leaves it open.
func isUnwritten(err error) bool {
	for _, cause := range []error{engine.ErrStopped, engine.ErrFull, engine.ErrClosed, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, cause) {
			return !errors.Is(err, engine.ErrFailed)
		}
	}
	return false
}

// problem is the error of a command as the driver takes it best. What was refused for certain is labelled so. A read that a
// stopped store refuses is not told that it is shutting down: the driver would read again and again until the deadline.
func (c *call) problem(err error) *failure.Error {
	problem := asFailure(err)
	switch {
	case c.command == nil:
	case c.command.writes && isUnwritten(err):
		problem = problem.Labelled(failure.Unwritten)
	case !c.command.writes && problem.Code == failure.ShutdownInProgress:
		problem = failure.New(failure.Interrupted, "%s", problem.Message)
	}
	return problem
}

// writeFailure adds the fields of an error to the reply or to an entry of writeErrors, which has no labels.
func (c *call) writeFailure(cause *failure.Error) {
	c.reply.Text("errmsg", cause.Message)
	c.reply.Int32("code", int(cause.Code.Number))
	c.reply.Text("codeName", cause.Code.Name)
	if cause.Pattern != nil {
		c.reply.Raw("keyPattern", cause.Pattern)
		c.reply.Raw("keyValue", cause.Value)
	}
	if len(cause.Labels) > 0 {
		c.reply.Array("errorLabels")
		for at, label := range cause.Labels {
			c.reply.Text(document.ItemName(at), label)
		}
		c.reply.End()
	}
}
