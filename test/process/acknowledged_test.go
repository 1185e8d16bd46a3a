package process_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// acknowledged are the customers that a server said it had created, while it was killed again and again.
type acknowledged struct {
	key string

	mutex sync.Mutex
	names map[string]string // by ID
}

func newAcknowledged(key string) *acknowledged {
	return &acknowledged{key: key, names: map[string]string{}}
}

// write creates customers from several clients at once until the server is gone, which wait waits for. The channel enough is
// closed when so many have been acknowledged.
func (a *acknowledged) write(ctx context.Context, running *process, round, clients, before int) (enough <-chan struct{}, wait func()) {
	var writing sync.WaitGroup
	reached := make(chan struct{})
	written := 0
	for client := range clients {
		writing.Go(func() {
			for number := 0; ; number++ {
				name := fmt.Sprintf("customer %d-%d-%d", round, client, number)
				customerID, err := createCustomerNamed(ctx, running, a.key, name)
				if err != nil {
					return
				}
				a.mutex.Lock()
				a.names[customerID] = name
				if written++; written == before {
					close(reached)
				}
				a.mutex.Unlock()
			}
		})
	}
	return reached, writing.Wait
}

// requireStored reads every customer.
func (a *acknowledged) requireStored(t *testing.T, running *process) {
	t.Helper()
	for customerID, name := range a.names {
		data, err := ask(t.Context(), running.endpoint, a.key, `query($id: ID!) { customer(customerId: $id) { name } }`, map[string]any{"id": customerID})
		require.NoError(t, err)
		require.Equal(t, map[string]any{"name": name}, data["customer"])
	}
}
