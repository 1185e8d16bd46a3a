package wire

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"
)

const (
	// maxSocketPath is how long the path of a socket may be, in bytes, on every system that is served.
	maxSocketPath = 103
	// writeTimeout is how long a client of the socket may take to accept a reply.
	writeTimeout = 30 * time.Second
)

// Socket is the path of a Unix socket. It implements the driver's options.ContextDialer, for other processes than the server's.
type Socket string

// DialContext opens a connection, whatever the address. It fails if there is no server.
func (s Socket) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	path, err := s.Path()
	if err != nil {
		return nil, err
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "unix", path)
}

// Path returns the absolute path. It fails if that is longer than 103 bytes.
func (s Socket) Path() (string, error) {
	path, err := filepath.Abs(string(s))
	if err == nil && len(path) > maxSocketPath {
		err = fmt.Errorf("the data folder's path is too long for a socket: %s has %d bytes, at most %d are possible; choose a folder with a shorter path",
			path, len(path), maxSocketPath)
	}
	return path, err
}

// listen opens the socket. It is made in a folder that nobody else may enter and moved to its place once its permissions are
// set, so that nobody but the owner can connect at any time.
func (s Socket) listen() (_ net.Listener, err error) {
	private, err := os.MkdirTemp(filepath.Dir(string(s)), "s")
	if err != nil {
		return nil, fmt.Errorf("preparing the socket: %w", err)
	}
	defer func() { _ = os.RemoveAll(private) }() // an empty folder that stays does no harm
	temporary := filepath.Join(private, "s")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: temporary, Net: "unix"})
	if err != nil {
		return nil, fmt.Errorf("opening the socket: %w", err)
	}
	listener.SetUnlinkOnClose(false)
	if err = os.Chmod(temporary, 0o600); err == nil {
		err = os.Rename(temporary, string(s))
	}
	if err != nil {
		_ = listener.Close() // the error that led here is the one to report
		return nil, fmt.Errorf("opening the socket: %w", err)
	}
	return listener, nil
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
