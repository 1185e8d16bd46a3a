package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"slices"
	"time"

	"accessgraph/mongo/embedded/engine"
)

const (
	// writeTimeout is how long a client may take to accept an answer.
	writeTimeout = 30 * time.Second
	// readStep is how much of a message is read before more room is made for it.
	readStep = 1 << 20
)

// remote is a connection through the socket.
type remote struct {
	session *exchange
	raw     net.Conn
	request []byte
	reply   []byte
}

func newRemote(s *Store, raw net.Conn) *remote {
	opened := &remote{raw: raw}
	opened.session = &exchange{store: s, close: func() { _ = raw.Close() }} // it is to be closed, however that ends
	return opened
}

// run answers until either side closes the connection.
func (r *remote) run() {
	defer r.session.store.left.Add(1)
	defer r.session.store.recovered("serving a connection")
	defer r.session.forget()
	defer func() { _ = r.raw.Close() }() // the other side may have closed it already
	for {
		if err := r.answerOne(); err != nil {
			r.session.report(err)
			return
		}
	}
}

func (r *remote) answerOne() error {
	if err := r.read(); err != nil {
		return err
	}
	err := r.session.answer(r.session.store.context, r.request, r.reply, r.deliver)
	r.request = kept(r.request)
	return err
}

func (r *remote) deliver(answer []byte) error {
	r.reply = kept(answer)
	if err := r.raw.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	_, err := r.raw.Write(answer)
	return err
}

// read reads one whole message. Its length is checked before room is made for it, and room is made only for what comes.
func (r *remote) read() error {
	r.request = slices.Grow(r.request[:0], 4096)[:headerSize]
	if _, err := io.ReadFull(r.raw, r.request); err != nil {
		return err
	}
	length, err := messageLength(r.request)
	if err != nil {
		return err
	}
	for len(r.request) < length {
		have := len(r.request)
		next := min(length, have+readStep)
		r.request = slices.Grow(r.request, next-have)[:next]
		if _, err := io.ReadFull(r.raw, r.request[have:]); err != nil {
			return errors.Join(errMalformed, err)
		}
	}
	return nil
}

// answer carries out a request and returns the whole message that answers it, in buffer if that is large enough.
func (c *call) answer(ctx context.Context, store *Store, request message, buffer []byte) []byte {
	c.store, c.context, c.request = store, ctx, request
	c.reply.buffer = appendReply(buffer, request)
	start := len(c.reply.buffer)
	c.reply.begin()
	if err := c.execute(); err != nil {
		problem := c.problem(err)
		if problem.code == codeInternalError {
			store.options.Logger.Error().Err(advise(err)).Str("command", c.name).Msg("embedded store: a command failed")
		}
		c.reply = builder{buffer: c.reply.buffer[:start]}
		c.reply.begin()
		c.reply.double("ok", 0)
		problem.write(&c.reply)
		problem.writeLabels(&c.reply)
	} else {
		c.reply.double("ok", 1)
	}
	c.reply.end()
	return finishReply(c.reply.buffer)
}

// clear makes a call ready for the next request. It holds on to nothing of the last one.
func (c *call) clear() {
	clear(c.fields)
	*c = call{fields: c.fields[:0], reply: builder{open: c.reply.open[:0]}}
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
	if err == nil {
		failed = c.refused
		return nil
	}
	problem := c.problem(err)
	// A read that meets damage ends no transaction, so that its client can read past the damage (allowPartialResults).
	failed = !c.command.reads || problem.code != codeInternalError
	if problem.code == codeWriteConflict {
		return problem.labelled(transient)
	}
	return err
}
