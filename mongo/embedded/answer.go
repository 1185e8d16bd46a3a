package embedded

import (
	"context"
	"fmt"
	"runtime/debug"

	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/wire"
)

// Answer implements wire.Handler: it carries out a command and appends its reply.
func (c *call) Answer(ctx context.Context, request wire.Request, reply []byte) []byte {
	defer c.clear()
	c.context, c.request, c.reply.buffer = ctx, request, reply
	if !request.Deadline.IsZero() {
		c.context = timed{ctx, request.Deadline}
	}
	c.reply.begin()
	if err := c.execute(); err != nil {
		problem := c.problem(err)
		if problem.code == codeInternalError {
			c.store.options.Logger.Error().Err(advise(err)).Str("command", c.name).Msg("embedded store: a command failed")
		}
		c.reply = builder{buffer: reply}
		c.reply.begin()
		c.reply.double("ok", 0)
		problem.write(&c.reply)
		problem.writeLabels(&c.reply)
	} else {
		c.reply.double("ok", 1)
	}
	c.reply.end()
	return c.reply.buffer
}

// clear makes a call ready for the next request. It holds on to nothing of the last one.
func (c *call) clear() {
	clear(c.fields)
	*c = call{store: c.store, fields: c.fields[:0], reply: builder{open: c.reply.open[:0]}}
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
	if err := c.limit(); err != nil {
		return err
	}
	if !c.inTransaction() || c.command.concludes {
		return c.command.run(c)
	}
	return c.executeInTransaction()
}

func (c *call) executeInTransaction() error {
	if err := c.enterTransaction(); err != nil {
		return err
	}
	failed := true
	defer func() { c.leaveTransaction(failed) }()
	err := c.command.run(c)
	failed = err != nil || c.refused
	if err == nil {
		return nil
	}
	if problem := asFailure(err); problem.code == codeWriteConflict {
		return problem.labelled(transient)
	}
	return err
}
