package embedded

import (
	"path/filepath"

	"accessgraph/mongo/embedded/wire"
)

const socketName = "accessgraph.sock"

// IsSocket reports whether a host of a connection string is the socket of a running store.
func IsSocket(host string) bool { return filepath.Base(host) == socketName }

// SocketDialer returns the dialer to give to the driver, with URI, in a process that is not the one which has the
// store in folder open.
func SocketDialer(folder string) wire.Socket { return wire.Socket(filepath.Join(folder, socketName)) }
