// Package wire serves MongoDB's wire protocol to connections inside the process and through a Unix socket. It reads and
// writes messages; what a command means is up to a Handler.
package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
)

const (
	// drainTime is how long commands may continue when the server closes.
	drainTime = 5 * time.Second
	// acceptPause is how long the socket rests after it could not accept a client.
	acceptPause = 100 * time.Millisecond
	// writeTimeout is how long a client of the socket may take to accept a reply.
	writeTimeout = 30 * time.Second
)

// Handler answers the requests of one connection, one after the other. It may keep memory from one to the next.
type Handler interface {
	// Answer appends one BSON document to reply, which holds the beginning of a message, and returns the extended buffer. It
	// must hold on to neither the request nor the buffer. The context is done when the client has gone or when the server
	// closes and is out of patience; Answer should then return early, and when the request's deadline has passed. A panic
	// closes the connection.
	Answer(ctx context.Context, request Request, reply []byte) []byte
}

// Options configure a Server. All fields are required.
type Options struct {
	Logger zerolog.Logger
	// Connections is the maximum number of connections that are open at a time.
	Connections int
	// NewHandler returns the handler of a new connection.
	NewHandler func() Handler
}

// Server serves connections until Close. It is safe for concurrent use.
type Server struct {
	options  Options
	ctx      context.Context // ends all connections
	cancel   context.CancelFunc
	listener net.Listener
	tasks    sync.WaitGroup // accepting, and serving each connection of the socket
	// commands is read-locked by each command that is being carried out. Close locks it for good, which refuses further commands
	// and waits for the others.
	commands sync.RWMutex
	// visited counts the connections through the socket, and left those of them that have ended.
	visited, left atomic.Int64

	mu     sync.Mutex
	closed bool
	open   int // connections
}

// New returns a server. The context ends all connections; it should outlive Close, which lets commands finish.
func New(ctx context.Context, options Options) *Server {
	s := &Server{options: options}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

// Listen also serves clients that connect to a socket with a path, which only the owner can. It replaces a socket that is
// already there, and must be called at most once.
func (s *Server) Listen(path string) (err error) {
	if s.listener, err = listen(path); err == nil {
		s.tasks.Go(s.accept)
	}
	return err
}

// DialContext opens a connection inside the process, whatever the address. It implements the driver's options.ContextDialer.
func (s *Server) DialContext(context.Context, string, string) (net.Conn, error) {
	l := &local{server: s}
	l.changed.L = &l.mu
	var err error
	if l.conn, err = s.admit(l); err != nil {
		return nil, err
	}
	return l, nil
}

// Visits returns the number of connections that were made through the socket, and whether one of them is open. A connection
// is counted before its first command is answered, and open until its last one is.
func (s *Server) Visits() (count int64, open bool) {
	left := s.left.Load()
	count = s.visited.Load()
	return count, count != left
}

// Close refuses further connections and commands, waits 5 seconds at most for the commands that are being carried out, cancels
// those that are left, and closes all connections. The file of the socket stays.
func (s *Server) Close() (err error) {
	s.mu.Lock()
	closed := s.closed
	s.closed = true
	s.mu.Unlock()
	if closed {
		return nil
	}
	if s.listener != nil {
		err = s.listener.Close()
	}
	impatience := time.AfterFunc(drainTime, func() {
		defer s.recovered()
		s.cancel()
	})
	s.commands.Lock()
	impatience.Stop()
	s.cancel()
	s.tasks.Wait()
	return err
}

// admit opens a connection, which ends with its context.
func (s *Server) admit(of client) (*connection, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, net.ErrClosed
	}
	if s.open >= s.options.Connections {
		return nil, fmt.Errorf("more than %d connections", s.options.Connections)
	}
	s.open++
	c := &connection{server: s, handler: s.options.NewHandler(), client: of}
	c.ctx, c.cancel = context.WithCancel(s.ctx)
	context.AfterFunc(c.ctx, func() {
		defer s.recovered()
		s.mu.Lock()
		s.open--
		s.mu.Unlock()
		of.closed()
	})
	return c, nil
}

func (s *Server) accept() {
	defer s.recovered()
	for {
		accepted, err := s.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			err = s.serve(accepted)
		}
		if err != nil {
			s.options.Logger.Warn().Err(err).Msg("wire protocol: accepting a connection")
			time.Sleep(acceptPause)
		}
	}
}

// serve answers a client of the socket until either side closes the connection.
func (s *Server) serve(accepted net.Conn) error {
	c, err := s.admit(remote{accepted})
	if err != nil {
		return errors.Join(err, accepted.Close())
	}
	s.visited.Add(1)
	s.tasks.Go(func() {
		defer s.recovered()
		defer s.left.Add(1)
		_, err := io.Copy(c, accepted)
		c.end(err)
	})
	return nil
}

// remote is a client of the socket.
type remote struct{ net.Conn }

func (r remote) deliver(reply []byte) ([]byte, error) {
	if err := r.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return nil, err
	}
	_, err := r.Write(reply)
	return reply, err
}

func (r remote) closed() { _ = r.Close() } // it is to be closed, however that ends

// recovered is deferred by every goroutine: a panic ends the goroutine and not the process.
func (s *Server) recovered() {
	if problem := recover(); problem != nil {
		s.options.Logger.Error().Bytes("stack", debug.Stack()).Msgf("wire protocol: a panic: %v", problem)
	}
}
