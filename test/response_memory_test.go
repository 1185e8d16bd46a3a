package test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestResponses_ShareNoMemory has clients of two companies ask at once, for responses of many sizes. The memory that one
// response was written into is used again for others.
func TestResponses_ShareNoMemory(t *testing.T) {
	w := newWorld(t)
	documents := []string{
		`{ viewer { company { id name } application { id name scopes } } }`,
		`{ accesses(first: 100) { totalCount nodes { id firstName lastName privateId createdBy { applicationId } } } }`,
		`{ auditLog(first: 100) { nodes { id action subjectId requestId actor { applicationId applicationName } changes { field before after } } } }`,
		`{ customers { nodes { id name users { nodes { id lastName } } } } users(last: 1) { nodes { id } } identifiers { nodes { id number } } }`,
		`{ accesses(first: 0) { nodes { id } } viewer { company { id } } }`,
		`{ node(id: "${identity}") { id } }`,
	}
	clients := []client{w.admin, w.foreign}
	expected := map[string]string{}
	key := func(of, document int) string { return fmt.Sprint(of, " ", document) }
	send := func(of, document int) string {
		return written(t, clients[of].send(t, string(w.fill(t, []byte(documents[document]))), nil).Data)
	}
	for of := range clients {
		for document := range documents {
			expected[key(of, document)] = send(of, document)
		}
	}
	require.NotEqual(t, expected[key(0, 0)], expected[key(1, 0)])
	var asking sync.WaitGroup
	wrong := make([]string, 16)
	for sender := range wrong {
		asking.Go(func() {
			for turn := range 40 {
				of, document := (sender+turn)%len(clients), (sender*7+turn*5)%len(documents)
				if got := send(of, document); got != expected[key(of, document)] {
					wrong[sender] = fmt.Sprintf("%s\ninstead of\n%s", got, expected[key(of, document)])
				}
			}
		})
	}
	asking.Wait()
	require.Equal(t, make([]string, 16), wrong)
}
