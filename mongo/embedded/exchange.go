package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"sync"
)

// keptBuffer is the largest buffer that a connection keeps from one message to the next.
const keptBuffer = 1 << 20

var (
	errClosing = errors.New("the store is closing")
	errUnread  = errors.New("a client sends commands and does not read the answers")
)

// exchange is what a connection is to the store, whichever way it came: it answers one message after the other.
type exchange struct {
	store *Store
	close func()
	call  call // the one being carried out; kept for the memory that it has

	mu       sync.Mutex
	busy     bool
	draining bool
}

// answer carries out a message and delivers the whole message that answers it, which is in buffer if that is large
// enough. It fails when the connection is of no more use.
func (e *exchange) answer(ctx context.Context, raw, buffer []byte, deliver func([]byte) error) (err error) {
	defer func() {
		if problem := recover(); problem != nil { // of a command it is caught where the command is carried out
			err = fmt.Errorf("a panic: %v\n%s", problem, debug.Stack())
		}
	}()
	request, err := parseMessage(raw)
	if err != nil {
		return err
	}
	if !e.begin() {
		return errClosing
	}
	defer e.finish()
	defer e.call.clear()
	return deliver(e.call.answer(ctx, e.store, request, buffer[:0]))
}

func kept(buffer []byte) []byte {
	if cap(buffer) > keptBuffer {
		return nil
	}
	return buffer[:0]
}

// begin says that a command is being carried out; it is refused when the store is closing.
func (e *exchange) begin() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.draining {
		return false
	}
	e.busy = true
	e.store.serving.Add(1)
	return true
}

func (e *exchange) finish() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.busy = false
	e.store.serving.Done()
}

// drain has the connection take no more commands, and closes it unless it is carrying one out.
func (e *exchange) drain() {
	e.mu.Lock()
	e.draining = true
	busy := e.busy
	e.mu.Unlock()
	if !busy {
		e.close()
	}
}

// forget takes the connection off the store's list.
func (e *exchange) forget() {
	e.store.mu.Lock()
	defer e.store.mu.Unlock()
	delete(e.store.exchanges, e)
}

// report logs why a connection is closed, if it is not that one side wanted so.
func (e *exchange) report(err error) {
	for _, usual := range []error{io.EOF, net.ErrClosed, errClosing} {
		if errors.Is(err, usual) {
			return
		}
	}
	e.store.options.Logger.Warn().Err(err).Msg("embedded store: closing a connection")
}

// messageLength reads and checks the length in a header.
func messageLength(header []byte) (int, error) {
	length, _, _ := readHeader(header)
	if length < headerSize || length > maxMessageSize {
		return 0, fmt.Errorf("%w: it says to be %d bytes long, which is not between %d and %d", errMalformed, length, headerSize, maxMessageSize)
	}
	return int(length), nil
}
