package embedded

import (
	"context"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// local is a connection inside the process, as its client sees it. There is nobody at the other end: whoever writes the
// last byte of a message carries the command out, and the answer lies ready when that is done. So an operation is not
// handed from one goroutine to another and back, which would cost more than most commands do.
//
// To close the connection cancels the command that is being carried out, and so does the write deadline.
type local struct {
	session *exchange
	context context.Context
	cancel  context.CancelFunc

	writing sync.Mutex // held by the one who writes, while his command is carried out
	request []byte     // the beginning of a message
	spare   []byte     // for the next answer

	mu       sync.Mutex
	changed  sync.Cond
	answers  []byte
	start    int // of what was not read yet
	closed   bool
	deadline struct{ read, write time.Time }
}

func newLocal(s *Store) *local {
	opened := &local{}
	opened.session = &exchange{store: s, close: opened.shut}
	opened.context, opened.cancel = context.WithCancel(s.context)
	opened.changed.L = &opened.mu
	return opened
}

// Write takes part of a message, one or several, and carries out those that are complete.
func (l *local) Write(data []byte) (int, error) {
	l.writing.Lock()
	defer l.writing.Unlock()
	if err := l.usable(); err != nil {
		return 0, err
	}
	rest := data
	if len(l.request) > 0 {
		l.request = append(l.request, data...)
		rest = l.request
	}
	for len(rest) >= headerSize {
		length, err := messageLength(rest)
		if err == nil && len(rest) < length {
			break
		}
		if err == nil {
			err = l.exchange(rest[:length])
		}
		if err != nil { // the client finds the connection closed when it reads
			l.session.report(err)
			l.shut()
			return len(data), nil
		}
		rest = rest[length:]
	}
	l.request = append(l.request[:0], rest...)
	return len(data), nil
}

// exchange carries out one message and keeps the answer for the reader.
func (l *local) exchange(message []byte) error {
	l.mu.Lock()
	unread, until := len(l.answers)-l.start, l.deadline.write
	l.mu.Unlock()
	if unread > maxMessageSize {
		return errUnread
	}
	ctx := l.context
	if !until.IsZero() {
		ctx = timed{ctx, until}
	}
	return l.session.answer(ctx, message, l.spare, l.deliver)
}

// deliver keeps an answer for the reader. When he has read all others, it changes places with them.
func (l *local) deliver(answer []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.start == len(l.answers) {
		l.answers, l.start, l.spare = answer, 0, kept(l.answers)
	} else {
		l.answers, l.spare = append(l.answers, answer...), kept(answer)
	}
	l.changed.Broadcast()
	return nil
}

func (l *local) usable() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return io.ErrClosedPipe
	}
	return nil
}

// Read returns what is there of the answers, and waits when nothing is.
func (l *local) Read(into []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.start == len(l.answers) {
		if l.closed {
			return 0, io.EOF
		}
		if !l.wait() {
			return 0, os.ErrDeadlineExceeded
		}
	}
	n := copy(into, l.answers[l.start:])
	l.start += n
	return n, nil
}

// wait waits until there may be an answer; it returns false when the read deadline has passed.
func (l *local) wait() bool {
	if l.deadline.read.IsZero() {
		l.changed.Wait()
		return true
	}
	left := time.Until(l.deadline.read)
	if left <= 0 {
		return false
	}
	timer := time.AfterFunc(left, func() {
		defer l.session.store.recovered("waking a reader")
		l.mu.Lock()
		defer l.mu.Unlock()
		l.changed.Broadcast()
	})
	defer timer.Stop()
	l.changed.Wait()
	return true
}

// Close ends the connection, and cancels the command that is being carried out.
func (l *local) Close() error {
	l.shut()
	return nil
}

func (l *local) shut() {
	l.cancel()
	l.session.forget()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	l.changed.Broadcast()
}

// SetDeadline implements net.Conn.
func (l *local) SetDeadline(at time.Time) error {
	l.setDeadlines(func() { l.deadline.read, l.deadline.write = at, at })
	return nil
}

// SetReadDeadline implements net.Conn.
func (l *local) SetReadDeadline(at time.Time) error {
	l.setDeadlines(func() { l.deadline.read = at })
	return nil
}

// SetWriteDeadline bounds the commands that are written after it.
func (l *local) SetWriteDeadline(at time.Time) error {
	l.setDeadlines(func() { l.deadline.write = at })
	return nil
}

func (l *local) setDeadlines(set func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	set()
	l.changed.Broadcast()
}

// LocalAddr implements net.Conn.
func (l *local) LocalAddr() net.Addr { return localAddress{} }

// RemoteAddr implements net.Conn.
func (l *local) RemoteAddr() net.Addr { return localAddress{} }

type localAddress struct{}

func (localAddress) Network() string { return "local" }
func (localAddress) String() string  { return hostPort }
