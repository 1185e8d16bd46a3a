// Package workload has what the peers are compared with: the operations, a client that sends them, and the objects in the
// store that they are about.
package workload

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"reflect"
)

//go:embed operations/*.graphql
var documents embed.FS

// Operation is one operation of the comparison.
type Operation struct {
	Name string
	// Share is how many of a hundred requests of a measurement are sent: heavy operations need fewer.
	Share int
	// Bodies are the requests, to be sent in turn.
	Bodies [][]byte
	// Fresh names the fields of the data that differ from one response to the next.
	Fresh []string
}

// operation returns an operation that is sent with each of some variables.
func operation(name string, share int, fresh []string, variables ...any) (Operation, error) {
	document, err := documents.ReadFile("operations/" + name + ".graphql")
	if err != nil {
		return Operation{}, fmt.Errorf("reading an operation: %w", err)
	}
	prepared := Operation{Name: name, Share: share, Fresh: fresh}
	for _, sent := range variables {
		body, err := json.Marshal(map[string]any{"operationName": name, "query": string(document), "variables": sent})
		if err != nil {
			return Operation{}, fmt.Errorf("encoding the operation %s: %w", name, err)
		}
		prepared.Bodies = append(prepared.Bodies, body)
	}
	return prepared, nil
}

// SocketURI is the connection string of the store that a process has open in a folder.
func SocketURI(folder string) string {
	return "mongodb://" + url.PathEscape(filepath.Join(folder, "accessgraph.sock")) +
		"/accessgraph?directConnection=true&readConcernLevel=majority&w=majority&journal=true"
}

// Client sends requests to one server.
type Client struct {
	HTTP     *http.Client
	Endpoint string
	Key      string
}

// ErrRefused reports a response that is not a success: another status than 200, or errors.
var ErrRefused = errors.New("the server did not carry out the operation")

// Send sends a request and returns the body of the response. Errors within it are for Data to find.
func (c Client) Send(ctx context.Context, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.Endpoint, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("preparing a request: %w", err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	request.Header.Set("X-Api-Key", c.Key)
	answered, err := c.HTTP.Do(request)
	if err != nil {
		return nil, fmt.Errorf("sending a request: %w", err)
	}
	defer func() { _ = answered.Body.Close() }() // it was read to its end
	received, err := io.ReadAll(answered.Body)
	if err != nil {
		return nil, fmt.Errorf("reading a response: %w", err)
	}
	if answered.StatusCode != http.StatusOK || bytes.Contains(received, []byte(`"errors":`)) {
		return nil, fmt.Errorf("%w: %s: %.1000s", ErrRefused, answered.Status, received)
	}
	return received, nil
}

// Data sends a request and returns the data of the response.
func (c Client) Data(ctx context.Context, body []byte) (map[string]any, error) {
	received, err := c.Send(ctx, body)
	if err != nil {
		return nil, err
	}
	var answered struct{ Data map[string]any }
	if err := json.Unmarshal(received, &answered); err != nil {
		return nil, fmt.Errorf("decoding a response: %w", err)
	}
	return answered.Data, nil
}

// ErrUnequal reports that two servers answer an operation differently.
var ErrUnequal = errors.New("the servers answer differently")

// CheckEqual has two servers answer each request of an operation, and returns ErrUnequal unless their data is equal but for
// the fresh fields.
func (o Operation) CheckEqual(ctx context.Context, a, b Client) error {
	for _, body := range o.Bodies {
		var data [2]map[string]any
		for i, client := range []Client{a, b} {
			received, err := client.Data(ctx, body)
			if err != nil {
				return fmt.Errorf("%s at %s: %w", o.Name, client.Endpoint, err)
			}
			if len(received) == 0 {
				return fmt.Errorf("%s at %s: %w: no data", o.Name, client.Endpoint, ErrRefused)
			}
			for _, field := range o.Fresh {
				mask(received, field)
			}
			data[i] = received
		}
		if !reflect.DeepEqual(data[0], data[1]) {
			return fmt.Errorf("%s: %w: %v and %v", o.Name, ErrUnequal, data[0], data[1])
		}
	}
	return nil
}

// mask replaces a field, wherever it is, by the type that its value has.
func mask(value any, field string) {
	switch value := value.(type) {
	case map[string]any:
		for name, inner := range value {
			if name == field {
				value[name] = fmt.Sprintf("a %T", inner)
				continue
			}
			mask(inner, field)
		}
	case []any:
		for _, inner := range value {
			mask(inner, field)
		}
	}
}
