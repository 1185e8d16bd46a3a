package embedded

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
)

const (
	fileName   = "accessgraph.db"
	socketName = "accessgraph.sock"
	// maxSocketPath is how long the path of a socket may be, in bytes, on every system that is served.
	maxSocketPath = 103
)

// IsSocket reports whether a host of a connection string is the socket of a running store.
func IsSocket(host string) bool { return filepath.Base(host) == socketName }

// Dialer reaches a running store through the socket in its folder.
type Dialer struct{ folder string }

// SocketDialer returns the dialer to give to the driver, with URI, in a process that is not the one which has the
// store in folder open.
func SocketDialer(folder string) Dialer { return Dialer{folder} }

// DialContext implements the driver's options.ContextDialer. It fails when no store is open in the folder.
func (d Dialer) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	path, err := socketPath(d.folder)
	if err != nil {
		return nil, err
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, "unix", path)
}

// socketPath returns the path of the folder's socket. It fails when the path is too long for a socket.
func socketPath(folder string) (string, error) {
	path, err := filepath.Abs(filepath.Join(folder, socketName))
	if err != nil {
		return "", fmt.Errorf("finding the socket: %w", err)
	}
	if len(path) > maxSocketPath {
		return "", fmt.Errorf("the data folder's path is too long for a socket: %s has %d bytes, at most %d are possible; choose a folder with a shorter path",
			path, len(path), maxSocketPath)
	}
	return path, nil
}

// listen opens the socket. It is made in a folder that nobody else may enter and moved to its place only when its own
// permissions are set, so that at no time anybody but the owner can open it. A socket that is there already was left
// by a process that died: the caller has the store.
func listen(folder string) (net.Listener, error) {
	path, err := socketPath(folder)
	if err != nil {
		return nil, err
	}
	private, err := os.MkdirTemp(folder, "s")
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
	if err := os.Chmod(temporary, 0o600); err != nil {
		return nil, closing(listener, err)
	}
	if err := os.Rename(temporary, path); err != nil {
		return nil, closing(listener, err)
	}
	return listener, nil
}

func closing(listener net.Listener, err error) error {
	_ = listener.Close() // the error that led here is the one to report
	return fmt.Errorf("opening the socket: %w", err)
}
