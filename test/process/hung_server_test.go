package process_test

import (
	"context"
	"net"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded"
	"accessgraph/mongo/storetest"
	"accessgraph/mongo/wiretest"
)

// serveMongoDB starts a server that passes for the primary of a replica set of one, and answers as a script says.
func serveMongoDB(t *testing.T, script wiretest.Script) (uri string) {
	t.Helper()
	engine, err := embedded.Open(storetest.Folder(t), embedded.Options{Logger: zerolog.Nop()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := wiretest.Serve(t.Context(), listener, engine, func(ctx context.Context, command wiretest.Command) (bson.D, error) {
		answer, err := script(ctx, command)
		if err == nil && len(answer) == 0 && command.IsHello() {
			return wiretest.Hello("rs0", listener.Addr().String()), nil
		}
		return answer, err
	})
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	return "mongodb://" + server.Address() + "/?replicaSet=rs0"
}

// stopTime is how long a stop may take, as docs/operations.md says.
const stopTime = 15 * time.Second

// TestStop_WhenTheServerHangs stops a process whose server takes requests and answers none: every request gets a response, what could
// not be written is logged, and the process ends by itself.
func TestStop_WhenTheServerHangs(t *testing.T) {
	const writers = 4
	var silent atomic.Bool
	reached := make(chan struct{}, 1000)
	uri := serveMongoDB(t, func(ctx context.Context, command wiretest.Command) (bson.D, error) {
		if !silent.Load() {
			return bson.D{}, nil
		}
		if !command.IsHello() {
			reached <- struct{}{}
		}
		<-ctx.Done()
		return nil, wiretest.ErrHangUp
	})
	p := launch(t, binary(t), storetest.Folder(t), "MONGODB_URI="+uri, "ACCESSGRAPH_LIMITS=operationMilliseconds=1000")
	_, err := createCustomerNamed(t.Context(), p, p.key, "Engines")
	require.NoError(t, err)
	silent.Store(true)
	responses := make(chan error, writers)
	for range writers {
		go func() {
			_, err := createCustomerNamed(t.Context(), p, p.key, "Lost")
			responses <- err
		}()
	}
	<-reached
	p.signal(t, syscall.SIGTERM)
	select {
	case err := <-p.exited:
		require.NoError(t, err, p.log.String())
	case <-time.After(stopTime):
		require.Fail(t, "the process has not ended", p.log.String())
	}
	for range writers {
		require.Error(t, <-responses)
	}
	require.Contains(t, p.log.String(), "draining")
	require.NotContains(t, p.log.String(), "COMMIT_OUTCOME_UNKNOWN")
}
