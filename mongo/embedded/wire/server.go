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
)

// Handler answers the requests of one connection, one after the other. It may keep memory from one to the next.
type Handler interface {
	// Answer carries out a command, appends one BSON document to reply and returns the extended buffer. It must not hold on to
	// the request or the buffer. It should return early when the request's deadline passes, and when the context is done: the
	// client has gone, or the server closes and has waited long enough. A panic closes the connection.
	Answer(ctx context.Context, request Request, reply []byte) []byte
}

// Options configure a Server. All fields are required.
type Options struct {
	Logger zerolog.Logger
	// Socket is where the server listens. Only the owner can connect. A file that is already there is replaced, and the socket
	// stays when the server closes.
	Socket Socket
	// Connections is the maximum number of open connections.
	Connections int
	// NewHandler returns the handler of a new connection.
	NewHandler func() Handler
	// Deserted is called when the last connection through the socket has ended. The next one is not served meanwhile.
	Deserted func()
}

// Server serves connections until Close. It is safe for concurrent use.
type Server struct {
	options  Options
	listener net.Listener
	ctx      context.Context // ends all connections
	cancel   context.CancelFunc
	tasks    sync.WaitGroup // accepting, and serving each connection through the socket
	// commands is read-locked by each command that is being carried out, and locked by Close for good.
	commands sync.RWMutex
	open     atomic.Int64 // connections
	visits   sync.Mutex
	visited  int64 // connections that were made through the socket
	visitors int   // those of them that are open
}

// New returns a server that listens.
func New(options Options) (*Server, error) {
	listener, err := options.Socket.listen()
	if err != nil {
		return nil, err
	}
	s := &Server{options: options, listener: listener}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.tasks.Go(s.accept)
	return s, nil
}

// DialContext opens a connection inside the process, whatever the address. It implements the driver's options.ContextDialer.
func (s *Server) DialContext(context.Context, string, string) (net.Conn, error) {
	l := &local{}
	l.conn.client, l.changed.L = l, &l.mu
	if err := s.admit(&l.conn); err != nil {
		return nil, err
	}
	return l, nil
}

// Visits returns the number of connections that were made through the socket, and whether one of them is open. A connection
// is counted before its first command is answered, and open until its last one is.
func (s *Server) Visits() (count int64, open bool) {
	s.visits.Lock()
	defer s.visits.Unlock()
	return s.visited, s.visitors > 0
}

func (s *Server) visit() {
	s.visits.Lock()
	defer s.visits.Unlock()
	s.visited++
	s.visitors++
}

func (s *Server) leave() {
	s.visits.Lock()
	defer s.visits.Unlock()
	if s.visitors--; s.visitors == 0 {
		s.options.Deserted()
	}
}

// Close refuses further connections and commands, waits for the commands that are being carried out, cancels them after 5
// seconds, and closes all connections. It must be called once.
func (s *Server) Close() error {
	impatience := time.AfterFunc(drainTime, func() {
		defer s.recovered()
		s.cancel()
	})
	s.commands.Lock()
	impatience.Stop()
	s.cancel()
	err := s.listener.Close()
	s.tasks.Wait()
	return err
}

// admit opens a connection, which ends with its context.
func (s *Server) admit(c *connection) error {
	if !s.commands.TryRLock() {
		return net.ErrClosed
	}
	defer s.commands.RUnlock()
	if s.open.Add(1) > int64(s.options.Connections) {
		s.open.Add(-1)
		return fmt.Errorf("more than %d connections", s.options.Connections)
	}
	c.server, c.handler = s, s.options.NewHandler()
	c.ctx, c.cancel = context.WithCancel(s.ctx)
	context.AfterFunc(c.ctx, func() {
		defer s.recovered()
		s.open.Add(-1)
		_ = c.client.Close() // it is to be closed, however that ends
	})
	return nil
}

func (s *Server) accept() {
	defer s.recovered()
	for s.ctx.Err() == nil {
		conn, err := s.listener.Accept()
		if err == nil {
			err = s.serve(remote{conn})
		}
		if err != nil && !errors.Is(err, net.ErrClosed) {
			s.options.Logger.Warn().Err(err).Msg("wire protocol: accepting a connection")
			select {
			case <-time.After(acceptPause):
			case <-s.ctx.Done():
			}
		}
	}
}

// serve answers a client of the socket until either side closes the connection.
func (s *Server) serve(client remote) error {
	c := &connection{client: client}
	if err := s.admit(c); err != nil {
		return errors.Join(err, client.Close())
	}
	s.visit()
	s.tasks.Go(func() {
		defer s.recovered()
		defer s.leave()
		_, err := io.Copy(c, client)
		c.end(err)
	})
	return nil
}

// recovered is deferred by every goroutine: a panic ends the goroutine and not the process.
func (s *Server) recovered() {
	if problem := recover(); problem != nil {
		s.options.Logger.Error().Bytes("stack", debug.Stack()).Msgf("wire protocol: a panic: %v", problem)
	}
}
