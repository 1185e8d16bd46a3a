package embedded

import (
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// pipeCapacity is how many bytes one direction of a pipe holds before its writer waits.
const pipeCapacity = 1 << 18

// newPipe returns the two ends of a connection inside the process. Unlike net.Pipe it has a buffer, so that a writer
// need not wait for its reader.
func newPipe() (client, server net.Conn) {
	up, down := newStream(), newStream()
	return &pipeEnd{reads: down, writes: up}, &pipeEnd{reads: up, writes: down}
}

// stream is one direction.
type stream struct {
	mu            sync.Mutex
	changed       sync.Cond
	buffer        []byte
	start         int // of what was not read yet
	closed        bool
	readDeadline  time.Time
	writeDeadline time.Time
}

func newStream() *stream {
	s := &stream{}
	s.changed.L = &s.mu
	return s
}

func (s *stream) read(into []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.start == len(s.buffer) {
		if s.closed {
			return 0, io.EOF
		}
		if !s.wait(&s.readDeadline) {
			return 0, os.ErrDeadlineExceeded
		}
	}
	n := copy(into, s.buffer[s.start:])
	s.start += n
	if s.start == len(s.buffer) {
		s.buffer, s.start = s.buffer[:0], 0
	}
	s.changed.Broadcast()
	return n, nil
}

func (s *stream) write(from []byte) (written int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		if s.closed {
			return written, io.ErrClosedPipe
		}
		if n := min(len(from), pipeCapacity-(len(s.buffer)-s.start)); n > 0 {
			s.append(from[:n])
			from, written = from[n:], written+n
			s.changed.Broadcast()
		}
		if len(from) == 0 {
			return written, nil
		}
		if !s.wait(&s.writeDeadline) {
			return written, os.ErrDeadlineExceeded
		}
	}
}

// append moves what was not read to the front before the buffer would grow past its capacity.
func (s *stream) append(data []byte) {
	if s.start > 0 && len(s.buffer)+len(data) > cap(s.buffer) {
		s.buffer = s.buffer[:copy(s.buffer, s.buffer[s.start:])]
		s.start = 0
	}
	s.buffer = append(s.buffer, data...)
}

// wait waits until the stream may have changed; it returns false when the deadline has passed. A timer is needed only
// by those who wait, and most need not.
func (s *stream) wait(deadline *time.Time) bool {
	if deadline.IsZero() {
		s.changed.Wait()
		return true
	}
	left := time.Until(*deadline)
	if left <= 0 {
		return false
	}
	timer := time.AfterFunc(left, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.changed.Broadcast()
	})
	defer timer.Stop()
	s.changed.Wait()
	return true
}

func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.changed.Broadcast()
}

func (s *stream) setDeadline(deadline *time.Time, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*deadline = at
	s.changed.Broadcast()
}

// pipeEnd is a net.Conn.
type pipeEnd struct{ reads, writes *stream }

func (p *pipeEnd) Read(into []byte) (int, error)  { return p.reads.read(into) }
func (p *pipeEnd) Write(from []byte) (int, error) { return p.writes.write(from) }

func (p *pipeEnd) Close() error {
	p.reads.close()
	p.writes.close()
	return nil
}

func (p *pipeEnd) SetDeadline(at time.Time) error {
	p.reads.setDeadline(&p.reads.readDeadline, at)
	p.writes.setDeadline(&p.writes.writeDeadline, at)
	return nil
}

func (p *pipeEnd) SetReadDeadline(at time.Time) error {
	p.reads.setDeadline(&p.reads.readDeadline, at)
	return nil
}

func (p *pipeEnd) SetWriteDeadline(at time.Time) error {
	p.writes.setDeadline(&p.writes.writeDeadline, at)
	return nil
}

func (p *pipeEnd) LocalAddr() net.Addr  { return pipeAddress{} }
func (p *pipeEnd) RemoteAddr() net.Addr { return pipeAddress{} }

type pipeAddress struct{}

func (pipeAddress) Network() string { return "pipe" }
func (pipeAddress) String() string  { return hostPort }
