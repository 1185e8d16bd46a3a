// Package wiretest provides a server that speaks MongoDB's protocol as a script says, to test what the store makes of a server's
// answers and failures. What the script does not answer, the embedded store answers: the server then is a proxy before it, which can
// cut, hold back and delay what passes. It is for tests only.
package wiretest

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/wiremessage"
)

const headerSize = 16

// Command is a command that a client has sent.
type Command struct {
	// Name is the name of the command, such as find.
	Name string
	// Body is the command without the documents beside it.
	Body bson.Raw
	// Number is the number of this command among those of its name, from 1.
	Number int
}

// Text returns the text of a field of the command, or "" if it has none.
func (c Command) Text(field string) string {
	text, _ := c.Body.Lookup(field).StringValueOK()
	return text
}

// Script answers a command; an empty answer leaves it to the embedded store. It is called by several connections at the same time. A
// script that waits keeps its connection waiting, and must end with the context, which ends with the server.
type Script func(ctx context.Context, command Command) (bson.D, error)

// Dialer connects to the embedded store.
type Dialer interface {
	DialContext(ctx context.Context, network, address string) (net.Conn, error)
}

// Server serves a script on a listener.
type Server struct {
	script   Script
	behind   Dialer
	listener net.Listener
	ctx      context.Context
	cancel   context.CancelFunc
	serving  sync.WaitGroup

	mu      sync.Mutex
	conns   map[net.Conn]bool
	numbers map[string]int
	// expiring has the expiry of indexes whose documents expire, by collection and name.
	expiring map[string]any
}

// Serve serves a script on a listener, before the embedded store of a dialer, until Close.
func Serve(ctx context.Context, listener net.Listener, behind Dialer, script Script) *Server {
	s := &Server{script: script, behind: behind, listener: listener, conns: map[net.Conn]bool{}, numbers: map[string]int{}, expiring: map[string]any{}}
	s.ctx, s.cancel = context.WithCancel(ctx)
	s.serving.Go(s.accept)
	return s
}

// Address returns the host and port that clients connect to.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Close stops the server and its connections, and waits for them.
func (s *Server) Close() error {
	s.cancel()
	err := s.listener.Close()
	s.HangUp()
	s.serving.Wait()
	return err
}

// HangUp closes the connections of all clients.
func (s *Server) HangUp() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.conns {
		_ = conn.Close() // its server finds it closed
	}
}

func (s *Server) accept() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns[conn] = true
		s.mu.Unlock()
		s.serving.Go(func() {
			s.serve(conn)
			s.mu.Lock()
			defer s.mu.Unlock()
			delete(s.conns, conn)
		})
	}
}

// serve answers the messages of a client until either side hangs up.
func (s *Server) serve(client net.Conn) {
	defer func() { _ = client.Close() }()
	store, err := s.behind.DialContext(s.ctx, "", "")
	if err != nil {
		return
	}
	defer func() { _ = store.Close() }()
	for {
		message, err := readMessage(client)
		if err != nil {
			return
		}
		if err := s.exchange(client, store, message); err != nil {
			return
		}
	}
}

// exchange answers a message as the script says, or with the answer of the embedded store if the script has none.
func (s *Server) exchange(client, store net.Conn, message []byte) error {
	_, requestID, _, operation, rest, _ := wiremessage.ReadHeader(message)
	body, err := bodyOf(operation, rest)
	if err != nil {
		return err
	}
	command := s.number(body)
	scripted, err := s.script(s.ctx, command)
	var how CutError
	if errors.As(err, &how) {
		return errors.Join(how, s.cut(how, client, store, message, command))
	}
	if err != nil {
		return err
	}
	answer, err := s.answerOf(scripted, requestID, store, message, command)
	if err != nil {
		return err
	}
	_, err = client.Write(answer)
	return err
}

func (s *Server) answerOf(scripted bson.D, requestID int32, store net.Conn, message []byte, command Command) ([]byte, error) {
	if len(scripted) == 0 {
		return s.answerOfStore(message, command, store)
	}
	encoded, err := bson.Marshal(scripted)
	if err != nil {
		return nil, err
	}
	return reply(requestID, encoded), nil
}

func (s *Server) answerOfStore(message []byte, command Command, store net.Conn) ([]byte, error) {
	translated, err := s.forStore(message, command)
	if err != nil {
		return nil, err
	}
	if _, err := store.Write(translated); err != nil {
		return nil, err
	}
	answer, err := readMessage(store)
	if err != nil {
		return nil, err
	}
	return s.forClient(answer, command)
}

func (s *Server) number(body bson.Raw) Command {
	command := Command{Body: body}
	if elements, err := body.Elements(); err == nil && len(elements) > 0 {
		command.Name = elements[0].Key()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.numbers[command.Name]++
	command.Number = s.numbers[command.Name]
	return command
}

// bodyOf returns the command in a message. Clients that declare a version of the Stable API send nothing but OP_MSG.
func bodyOf(operation wiremessage.OpCode, rest []byte) (bson.Raw, error) {
	if operation != wiremessage.OpMsg {
		return nil, io.ErrUnexpectedEOF
	}
	_, rest, _ = wiremessage.ReadMsgFlags(rest)
	_, rest, _ = wiremessage.ReadMsgSectionType(rest)
	body, _, ok := wiremessage.ReadMsgSectionSingleDocument(rest)
	if !ok {
		return nil, io.ErrUnexpectedEOF
	}
	return bson.Raw(body), nil
}

func reply(requestID int32, document []byte) []byte {
	_, message := wiremessage.AppendHeaderStart(nil, wiremessage.NextRequestID(), requestID, wiremessage.OpMsg)
	message = wiremessage.AppendMsgFlags(message, 0)
	message = wiremessage.AppendMsgSectionType(message, wiremessage.SingleDocument)
	message = append(message, document...)
	return bsoncore.UpdateLength(message, 0, int32(len(message)))
}

func readMessage(conn net.Conn) ([]byte, error) {
	header := make([]byte, headerSize)
	if _, err := io.ReadFull(conn, header); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(header)
	if length < headerSize || length > 48_000_000 {
		return nil, io.ErrUnexpectedEOF
	}
	message := make([]byte, length)
	copy(message, header)
	_, err := io.ReadFull(conn, message[headerSize:])
	return message, err
}
