package wire

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// errUnread reports a client that does not read the replies to its commands.
var errUnread = errors.New("a client sends commands and does not read the replies")

// local is a connection inside the process, as its client sees it. There is nobody at the other end: whoever writes the last
// byte of a message carries the command out, and the reply is ready when Write returns. Handing each command to another
// goroutine and back would cost more than most commands do.
//
// Closing the connection cancels the command that is being carried out.
type local struct {
	conn    connection
	writing sync.Mutex // held while a command is carried out

	mu       sync.Mutex
	changed  sync.Cond
	replies  []byte
	start    int // of what has not been read
	deadline struct{ read, write time.Time }
}

// Write takes part of a message, one or several, and carries out those that are complete. After a message that cannot be
// answered the client finds the connection closed when it reads.
func (l *local) Write(data []byte) (int, error) {
	l.writing.Lock()
	defer l.writing.Unlock()
	if l.conn.ctx.Err() != nil {
		return 0, io.ErrClosedPipe
	}
	l.mu.Lock()
	l.conn.deadline = l.deadline.write
	l.mu.Unlock()
	if _, err := l.conn.Write(data); err != nil {
		l.conn.end(err)
	}
	return len(data), nil
}

// deliver changes the buffers if everything before the reply has been read.
func (l *local) deliver(reply []byte) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.start == len(l.replies) {
		l.replies, l.start, reply = reply, 0, l.replies
	} else {
		l.replies = append(l.replies, reply...)
	}
	l.changed.Broadcast()
	if len(l.replies)-l.start > MaxMessageSize {
		return nil, errUnread
	}
	return reply, nil
}

// Read returns what there is of the replies, and waits if there is nothing.
func (l *local) Read(into []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.start == len(l.replies) {
		if l.conn.ctx.Err() != nil {
			return 0, io.EOF
		}
		if until := l.deadline.read; !until.IsZero() && !time.Now().Before(until) {
			return 0, os.ErrDeadlineExceeded
		}
		l.wait()
	}
	n := copy(into, l.replies[l.start:])
	l.start += n
	return n, nil
}

// wait returns when something may have changed, at the latest at the read deadline.
func (l *local) wait() {
	if !l.deadline.read.IsZero() {
		defer time.AfterFunc(time.Until(l.deadline.read), l.wake).Stop()
	}
	l.changed.Wait()
}

func (l *local) wake() {
	defer l.conn.server.recovered()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.changed.Broadcast()
}

// Close implements net.Conn. Replies that have arrived can still be read.
func (l *local) Close() error {
	l.conn.cancel()
	l.wake()
	return nil
}

// SetDeadline implements net.Conn.
func (l *local) SetDeadline(at time.Time) error {
	return errors.Join(l.SetReadDeadline(at), l.SetWriteDeadline(at))
}

// SetReadDeadline implements net.Conn.
func (l *local) SetReadDeadline(at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deadline.read = at
	l.changed.Broadcast()
	return nil
}

// SetWriteDeadline implements net.Conn. The deadline bounds the commands that are written after the call.
func (l *local) SetWriteDeadline(at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deadline.write = at
	return nil
}

// LocalAddr implements net.Conn.
func (l *local) LocalAddr() net.Addr { return &net.UnixAddr{Name: "local", Net: "local"} }

// RemoteAddr implements net.Conn.
func (l *local) RemoteAddr() net.Addr { return l.LocalAddr() }
