package process_test

import (
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
	"accessgraph/mongo/wiretest"
)

// stopTime is how long a stop may take, as docs/operations.md says.
const stopTime = 15 * time.Second

// TestStop_WhenTheServerHangs stops a process whose MongoDB takes commands and answers none: every request gets a response, and the
// process ends by itself in time.
func TestStop_WhenTheServerHangs(t *testing.T) {
	const writers = 4
	server, err := wiretest.StartReplicaSet(t.Context(), storetest.Folder(t))
	require.NoError(t, err)
	defer func() { require.NoError(t, server.Close()) }()
	p := launch(t, binary(t), storetest.Folder(t), "MONGODB_URI="+server.URI(), "ACCESSGRAPH_LIMITS=operationMilliseconds=1000")
	_, err = createCustomerNamed(t.Context(), p, p.key, "Engines")
	require.NoError(t, err)
	reached := server.FallSilent()
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
}
