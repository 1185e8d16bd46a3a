package wiretest

import (
	"context"
	"errors"
	"fmt"
	"net"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/wiremessage"
)

// Moment is when a connection is cut in the course of a command.
type Moment int

// The moments in their order.
const (
	// BeforeRequest cuts a connection when the store has seen nothing of the command.
	BeforeRequest Moment = iota
	// WithinRequest cuts it when the store has half of the command.
	WithinRequest
	// AfterRequest cuts it when the store has all of the command, and may or may not have carried it out.
	AfterRequest
	// BeforeAnswer cuts it when the store has answered, and the client has nothing of that.
	BeforeAnswer
	// WithinAnswer cuts it when the client has half of the answer.
	WithinAnswer
)

// Moments returns all moments in their order.
func Moments() []Moment {
	return []Moment{BeforeRequest, WithinRequest, AfterRequest, BeforeAnswer, WithinAnswer}
}

// CutError is what a script returns to cut the connection instead of answering.
type CutError struct {
	At Moment
	// Reset is set to reset the connection, instead of closing it in order.
	Reset bool
	// Late, unless it is nil, has the connection cut at once, and the whole command reach the store later.
	Late *Late
}

// Late says when a command reaches the store whose connection is cut already.
type Late struct {
	// Proceed is closed to let the command reach the store, and Delivered once the store has answered.
	Proceed, Delivered chan struct{}
}

// NewLate returns a Late for one command.
func NewLate() *Late {
	return &Late{Proceed: make(chan struct{}), Delivered: make(chan struct{})}
}

// Error implements error.
func (c CutError) Error() string { return fmt.Sprintf("cut at the moment %d", c.At) }

// ErrHangUp is what a script returns to close the connection instead of answering.
var ErrHangUp error = CutError{At: BeforeRequest}

// cut passes on as much of a command and of its answer as a cut lets through, and closes the connection to the client. That to the
// store is closed by the caller.
func (s *Server) cut(how CutError, client, store net.Conn, message []byte, command Command) error {
	if how.Late != nil {
		return s.deliverLate(how.Late, client, store, message, command)
	}
	translated, err := s.forStore(message, command)
	if err != nil {
		return err
	}
	switch how.At {
	case BeforeRequest:
	case WithinRequest:
		_, err = store.Write(translated[:len(translated)/2])
	case AfterRequest:
		_, err = store.Write(translated)
	case BeforeAnswer, WithinAnswer:
		answer, answerErr := s.answerOfStore(message, command, store)
		if err = answerErr; err == nil && how.At == WithinAnswer {
			_, err = client.Write(answer[:len(answer)/2])
		}
	}
	if connection, ok := client.(*net.TCPConn); ok && how.Reset {
		err = errors.Join(err, connection.SetLinger(0))
	}
	return errors.Join(err, client.Close())
}

func (s *Server) deliverLate(late *Late, client, store net.Conn, message []byte, command Command) error {
	defer close(late.Delivered)
	if err := client.Close(); err != nil {
		return err
	}
	select {
	case <-late.Proceed:
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
	_, err := s.answerOfStore(message, command, store)
	return err
}

// Ask sends a command to a store, and returns its answer.
func Ask(ctx context.Context, store Dialer, command bson.D) (answer bson.Raw, err error) {
	encoded, err := bson.Marshal(command)
	if err != nil {
		return nil, err
	}
	conn, err := store.DialContext(ctx, "", "")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if _, err := conn.Write(reply(0, encoded)); err != nil {
		return nil, err
	}
	message, err := readMessage(conn)
	if err != nil {
		return nil, err
	}
	return bodyOf(wiremessage.OpMsg, message[headerSize:])
}
