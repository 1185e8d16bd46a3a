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
	readDeadline  deadline
	writeDeadline deadline
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
		switch {
		case s.closed:
			return 0, io.EOF
		case s.readDeadline.passed():
			return 0, os.ErrDeadlineExceeded
		}
		s.changed.Wait()
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
		switch {
		case s.closed:
			return written, io.ErrClosedPipe
		case s.writeDeadline.passed():
			return written, os.ErrDeadlineExceeded
		}
		n := min(len(from), pipeCapacity-(len(s.buffer)-s.start))
		if n > 0 {
			s.append(from[:n])
			from, written = from[n:], written+n
			s.changed.Broadcast()
		}
		if len(from) == 0 {
			return written, nil
		}
		s.changed.Wait()
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

func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.changed.Broadcast()
}

// deadline wakes those who wait on a stream when its time has come.
type deadline struct {
	at    time.Time
	timer *time.Timer
}

func (d *deadline) passed() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }

func (s *stream) setDeadline(d *deadline, at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	d.at = at
	if !at.IsZero() {
		d.timer = time.AfterFunc(time.Until(at), func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.changed.Broadcast()
		})
	}
	s.changed.Broadcast()
}

// pipeEnd is a net.Conn.
type pipeEnd struct{ reads, writes *stream }

func (p *pipeEnd) Read(into []byte) (int, error)  { return p.reads.read(into) }
func (p *pipeEnd) Write(from []byte) (int, error) { return p.writes.write(from) }

func (p *pipeEnd) Close() error {
	p.reads.close()
	p.writes.close()
	p.reads.setDeadline(&p.reads.readDeadline, time.Time{})
	p.writes.setDeadline(&p.writes.writeDeadline, time.Time{})
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
