package wiretest

import (
	"context"
	"errors"
	"net"
	"sync/atomic"

	"github.com/rs/zerolog"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded"
)

const setName = "rs0"

// maxReached is the number of commands that may reach a silent replica set before they are told of.
const maxReached = 1000

// ReplicaSet is a server that passes for a replica set of one, and can fall silent.
type ReplicaSet struct {
	server  *Server
	store   *embedded.Store
	silent  atomic.Bool
	reached chan struct{}
}

// StartReplicaSet starts a replica set whose data are in a folder, until Close.
func StartReplicaSet(ctx context.Context, folder string) (*ReplicaSet, error) {
	store, err := embedded.Open(folder, embedded.Options{Logger: zerolog.Nop()})
	if err != nil {
		return nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	r := &ReplicaSet{store: store, reached: make(chan struct{}, maxReached)}
	r.server = Serve(ctx, listener, store, func(ctx context.Context, command Command) (bson.D, error) {
		switch {
		case r.silent.Load():
			if !command.IsHello() {
				r.reached <- struct{}{}
			}
			<-ctx.Done()
			return nil, ErrHangUp
		case command.IsHello():
			return Hello(setName, listener.Addr().String()), nil
		default:
			return bson.D{}, nil
		}
	})
	return r, nil
}

// URI returns the connection string.
func (r *ReplicaSet) URI() string {
	return "mongodb://" + r.server.Address() + "/?replicaSet=" + setName
}

// FallSilent has the server take every command from now on and answer none. The channel gets a value for each command that reaches
// it, except for those that watch the server.
func (r *ReplicaSet) FallSilent() (reached <-chan struct{}) {
	r.silent.Store(true)
	return r.reached
}

// Close stops the server and closes its data.
func (r *ReplicaSet) Close() error { return errors.Join(r.server.Close(), r.store.Close()) }
