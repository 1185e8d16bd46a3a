package process_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// endpoint is where the server that runs at present is reached; a restart moves it.
type endpoint struct {
	mutex   sync.Mutex
	changed *sync.Cond
	running *process
}

func newEndpoint(running *process) *endpoint {
	e := &endpoint{running: running}
	e.changed = sync.NewCond(&e.mutex)
	return e
}

func (e *endpoint) current() *process {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.running
}

// after waits for the server that follows one that was killed.
func (e *endpoint) after(killed *process) *process {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	for e.running == killed {
		e.changed.Wait()
	}
	return e.running
}

func (e *endpoint) move(next *process) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.running = next
	e.changed.Broadcast()
}

// created is what a client was told about a customer that it had made.
type created struct {
	ID       string
	repeated bool
}

// createUntilAnswered sends a mutation with one idempotency key until it gets an answer, from whatever server runs then.
func createUntilAnswered(ctx context.Context, at *endpoint, key, name string) (created, error) {
	body, err := json.Marshal(map[string]any{"query": createCustomerMutation, "variables": map[string]any{"name": name}})
	if err != nil {
		return created{}, err
	}
	running := at.current()
	for {
		answered, err := createOnce(ctx, running, key, name, body)
		if err == nil {
			return answered, nil
		}
		if ctx.Err() != nil {
			return created{}, err
		}
		running = at.after(running)
	}
}

func createOnce(ctx context.Context, running *process, key, name string, body []byte) (created, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, running.endpoint, bytes.NewReader(body))
	if err != nil {
		return created{}, err
	}
	request.Header = http.Header{"Content-Type": {"application/json"}, "X-Api-Key": {key}, "Idempotency-Key": {"intention-" + name}}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return created{}, err
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Data struct {
			CreateCustomer *struct{ Customer struct{ ID string } }
		}
		Extensions struct{ Idempotency struct{ Replayed []string } }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return created{}, err
	}
	if answer.Data.CreateCustomer == nil {
		return created{}, fmt.Errorf("no customer in the answer of status %d", response.StatusCode)
	}
	return created{answer.Data.CreateCustomer.Customer.ID, len(answer.Extensions.Idempotency.Replayed) > 0}, nil
}

// TestRetry_CarriesOutEachMutationOnceWhileTheServerIsKilled has clients repeat every mutation that they got no answer for,
// while the server is killed under them again and again.
func TestRetry_CarriesOutEachMutationOnceWhileTheServerIsKilled(t *testing.T) {
	const writers, kills, answersBetweenKills = 8, 6, 40
	built, folder := binary(t), storetest.Folder(t)
	first := launch(t, built, folder)
	key, at := first.key, newEndpoint(first)
	// With room for what is answered until the server is dead: it is killed while it writes.
	answers, enough := make(chan created, 1<<12), make(chan struct{})
	ids := map[string]string{}
	var mutex sync.Mutex
	var writing sync.WaitGroup
	for writer := range writers {
		writing.Go(func() {
			for number := 0; ; number++ {
				name := fmt.Sprintf("%d-%d", writer, number)
				answered, err := createUntilAnswered(t.Context(), at, key, name)
				if err != nil {
					return
				}
				mutex.Lock()
				ids[name] = answered.ID
				mutex.Unlock()
				select {
				case answers <- answered:
				case <-enough:
					return
				}
			}
		})
	}
	repeated := 0
	for range kills {
		for range answersBetweenKills {
			if answered := <-answers; answered.repeated {
				repeated++
			}
		}
		at.current().kill(t)
		at.move(launch(t, built, folder))
	}
	close(enough)
	writing.Wait()

	listed := map[string]bool{}
	after := any(nil)
	for {
		data, err := ask(t.Context(), at.current().endpoint, key,
			`query($after: String) { customers(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`, map[string]any{"after": after})
		require.NoError(t, err)
		page := data["customers"].(map[string]any)
		for _, node := range page["nodes"].([]any) {
			listed[node.(map[string]any)["id"].(string)] = true
		}
		info := page["pageInfo"].(map[string]any)
		if info["hasNextPage"] == false {
			break
		}
		after = info["endCursor"]
	}
	require.GreaterOrEqual(t, len(ids), kills*answersBetweenKills)
	for name, id := range ids {
		require.True(t, listed[id], "%s was acknowledged", name)
	}
	require.Len(t, listed, len(ids), "each intention made one customer, and none was lost or made twice")
	t.Logf("%d intentions, %d servers killed, %d answers were repeats", len(ids), kills, repeated)
	at.current().interrupt(t)
}
