package wire

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime/debug"
	"time"

	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
)

// maxIdleBuffer is the largest buffer that a connection holds on to between messages.
const maxIdleBuffer = 1 << 20

// client is the other side of a connection.
type client interface {
	// deliver hands over a whole reply and returns a buffer for the next one.
	deliver(reply []byte) (buffer []byte, err error)
	// Close is called when the connection has ended, whoever ended it.
	Close() error
}

// connection splits the stream of a client into messages and has each answered, one after the other. Connections inside the
// process and through the socket differ in where the stream comes from and in how replies are delivered.
type connection struct {
	server   *Server
	handler  Handler
	client   client
	ctx      context.Context // done when either side has closed the connection
	cancel   context.CancelFunc
	deadline time.Time // of the commands that arrive next
	partial  []byte    // the beginning of a message
	reply    []byte    // the buffer for the next reply
}

// Write takes the next bytes of the stream and carries out each command that they complete. The connection is of no more use
// after an error.
func (c *connection) Write(data []byte) (int, error) {
	stream := data
	if len(c.partial) > 0 {
		c.partial = append(c.partial, data...)
		stream = c.partial
	}
	message, stream, err := split(stream)
	for message != nil {
		if err := c.answer(message); err != nil {
			return 0, err
		}
		message, stream, err = split(stream)
	}
	if len(stream) != len(c.partial) { // otherwise it is where it belongs
		c.partial = append(emptied(c.partial), stream...)
	}
	return len(data), err
}

func (c *connection) answer(message []byte) (err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("a panic: %v\n%s", problem, debug.Stack())
		}
	}()
	request, err := parse(message)
	if err != nil {
		return err
	}
	if !c.server.commands.TryRLock() {
		return net.ErrClosed
	}
	defer c.server.commands.RUnlock()
	request.Deadline = c.deadline
	_, request.Remote = c.client.(remote)
	reply := c.handler.Answer(c.ctx, request, request.appendReply(c.reply))
	c.reply, err = c.client.deliver(bsoncore.UpdateLength(reply, 0, int32(len(reply))))
	c.reply = emptied(c.reply)
	return err
}

// emptied returns a buffer to be filled again, or none if it is too large to hold on to.
func emptied(buffer []byte) []byte {
	if cap(buffer) > maxIdleBuffer {
		return nil
	}
	return buffer[:0]
}

// end closes the connection. The cause is logged unless it is nil or one side has closed the connection.
func (c *connection) end(cause error) {
	if cause != nil && !errors.Is(cause, net.ErrClosed) {
		c.server.options.Logger.Warn().Err(cause).Msg("wire protocol: closing a connection")
	}
	c.cancel()
}
