package wire

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
)

// maxSocketPath is how long the path of a socket may be, in bytes, on every system that is served.
const maxSocketPath = 103

// Socket is the path of a Unix socket. It implements the driver's options.ContextDialer for another process than the one that
// listens.
type Socket string

// DialContext opens a connection, whatever the address. It fails if nobody listens.
func (s Socket) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	path, err := s.Path()
	if err != nil {
		return nil, err
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "unix", path)
}

// Path returns the absolute path. It fails if that is too long for a socket.
func (s Socket) Path() (string, error) {
	path, err := filepath.Abs(string(s))
	if err != nil {
		return "", fmt.Errorf("finding the socket: %w", err)
	}
	if len(path) > maxSocketPath {
		return "", fmt.Errorf("the data folder's path is too long for a socket: %s has %d bytes, at most %d are possible; choose a folder with a shorter path",
			path, len(path), maxSocketPath)
	}
	return path, nil
}

// listen opens a socket. It is made in a folder that nobody else may enter and moved to its place once its permissions are
// set, so that at no time anybody but the owner can open it.
func listen(path string) (net.Listener, error) {
	private, err := os.MkdirTemp(filepath.Dir(path), "s")
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
		err = os.Rename(temporary, path)
	}
	if err != nil {
		_ = listener.Close() // the error that led here is the one to report
		return nil, fmt.Errorf("opening the socket: %w", err)
	}
	return listener, nil
}
