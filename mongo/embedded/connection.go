package embedded

import (
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"accessgraph/mongo/embedded/engine"
)

const (
	// writeTimeout is how long a client may take to accept an answer.
	writeTimeout = 30 * time.Second
	// keptBuffer is the largest buffer that a connection keeps from one message to the next.
	keptBuffer = 1 << 20
	// readStep is how much of a message is read before more room is made for it.
	readStep = 1 << 20
)

// connection answers one client, one message after the other.
type connection struct {
	store   *Store
	raw     net.Conn
	request []byte
	reply   []byte

	mu       sync.Mutex
	busy     bool
	draining bool
}

func (c *connection) run() {
	defer c.raw.Close()
	for {
		err := c.answerOne()
		if err == nil {
			continue
		}
		if !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) && !errors.Is(err, io.ErrClosedPipe) {
			c.store.options.Logger.Warn().Err(err).Msg("embedded store: closing a connection")
		}
		return
	}
}

// drain closes the connection as soon as it is not carrying out a command.
func (c *connection) drain() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.draining = true
	if !c.busy {
		_ = c.raw.Close() // it is to be closed, however that ends
	}
}

// begin says that a command is being carried out; it is refused when the store is closing.
func (c *connection) begin() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy = !c.draining
	return c.busy
}

func (c *connection) finish() (goOn bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy = false
	return !c.draining
}

func (c *connection) answerOne() error {
	if err := c.read(); err != nil {
		return err
	}
	request, err := parseMessage(c.request)
	if err != nil {
		return err
	}
	if !c.begin() {
		return io.EOF
	}
	reply := c.store.answer(request, c.reply[:0])
	err = c.write(reply)
	if !c.finish() {
		return io.EOF
	}
	c.reply = kept(reply)
	c.request = kept(c.request)
	return err
}

func kept(buffer []byte) []byte {
	if cap(buffer) > keptBuffer {
		return nil
	}
	return buffer[:0]
}

func (c *connection) write(reply []byte) error {
	if err := c.raw.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	_, err := c.raw.Write(reply)
	return err
}

// read reads one whole message. Its length is checked before room is made for it, and room is made only for what comes.
func (c *connection) read() error {
	c.request = slices.Grow(c.request[:0], 4096)[:headerSize]
	if _, err := io.ReadFull(c.raw, c.request); err != nil {
		return err
	}
	length, _, _ := readHeader(c.request)
	if length < headerSize || length > maxMessageSize {
		return fmt.Errorf("%w: it says to be %d bytes long, which is not between %d and %d", errMalformed, length, headerSize, maxMessageSize)
	}
	for len(c.request) < int(length) {
		have := len(c.request)
		next := min(int(length), have+readStep)
		c.request = slices.Grow(c.request, next-have)[:next]
		if _, err := io.ReadFull(c.raw, c.request[have:]); err != nil {
			return errors.Join(errMalformed, err)
		}
	}
	return nil
}

// answer carries out a request and returns the whole message that answers it, in buffer if that is large enough.
func (s *Store) answer(request message, buffer []byte) []byte {
	done := &call{store: s, context: s.context, request: request}
	done.reply.buffer = appendReply(buffer, request)
	start := len(done.reply.buffer)
	done.reply.begin()
	if err := done.execute(); err != nil {
		problem := asFailure(err)
		if problem.code == codeInternalError {
			s.options.Logger.Error().Err(err).Str("command", done.name).Msg("embedded store: a command failed")
		}
		done.reply = builder{buffer: done.reply.buffer[:start]}
		done.reply.begin()
		done.reply.double("ok", 0)
		problem.write(&done.reply)
		problem.writeLabels(&done.reply)
	} else {
		done.reply.double("ok", 1)
	}
	done.reply.end()
	return finishReply(done.reply.buffer)
}

// execute checks and runs a command. Panics and page faults of a damaged file become errors here.
func (c *call) execute() (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if problem := recover(); problem != nil {
			c.store.options.Logger.Error().Str("command", c.name).Bytes("stack", debug.Stack()).Msgf("embedded store: %v", problem)
			err = fmt.Errorf("%w, or the store is at fault: %v", engine.ErrDamaged, problem)
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
	if problem := asFailureOrNil(err); problem != nil && problem.code == codeWriteConflict {
		return problem.labelled(transient)
	}
	return err
}

func asFailureOrNil(err error) *failure {
	if err == nil {
		return nil
	}
	return asFailure(err)
}
