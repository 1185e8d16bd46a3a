package embedded

import (
	"errors"
	"io"
	"net"
	"slices"
	"time"
)

const (
	// writeTimeout is how long a client may take to accept an answer.
	writeTimeout = 30 * time.Second
	// readStep is how much of a message is read before more room is made for it.
	readStep = 1 << 20
)

// remote is a connection through the socket.
type remote struct {
	session *exchange
	raw     net.Conn
	request []byte
	reply   []byte
}

func newRemote(s *Store, raw net.Conn) *remote {
	opened := &remote{raw: raw}
	opened.session = &exchange{store: s, close: func() { _ = raw.Close() }} // it is to be closed, however that ends
	return opened
}

// run answers until either side closes the connection.
func (r *remote) run() {
	defer r.session.store.left.Add(1)
	defer r.session.store.recovered("serving a connection")
	defer r.session.forget()
	defer func() { _ = r.raw.Close() }() // the other side may have closed it already
	for {
		if err := r.answerOne(); err != nil {
			r.session.report(err)
			return
		}
	}
}

func (r *remote) answerOne() error {
	if err := r.read(); err != nil {
		return err
	}
	err := r.session.answer(r.session.store.context, r.request, r.reply, r.deliver)
	r.request = kept(r.request)
	return err
}

func (r *remote) deliver(answer []byte) error {
	r.reply = kept(answer)
	if err := r.raw.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	_, err := r.raw.Write(answer)
	return err
}

// read reads one whole message. Its length is checked before room is made for it, and room is made only for what comes.
func (r *remote) read() error {
	r.request = slices.Grow(r.request[:0], 4096)[:headerSize]
	if _, err := io.ReadFull(r.raw, r.request); err != nil {
		return err
	}
	length, err := messageLength(r.request)
	if err != nil {
		return err
	}
	for len(r.request) < length {
		have := len(r.request)
		next := min(length, have+readStep)
		r.request = slices.Grow(r.request, next-have)[:next]
		if _, err := io.ReadFull(r.raw, r.request[have:]); err != nil {
			return errors.Join(errMalformed, err)
		}
	}
	return nil
}
