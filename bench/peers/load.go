package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"accessgraph/bench/peers/workload"
)

// load is what sending an operation many times came to.
type load struct {
	requests  int
	duration  time.Duration
	latencies []time.Duration
}

// newHTTPClient returns a client that keeps its connections, at most so many.
func newHTTPClient(connections int) *http.Client {
	return &http.Client{Timeout: time.Minute, Transport: &http.Transport{
		MaxConnsPerHost: connections, MaxIdleConnsPerHost: connections, DisableCompression: true,
	}}
}

// send sends an operation so many times over all connections.
func send(ctx context.Context, client workload.Client, operation workload.Operation, requests, connections int) (load, error) {
	var next atomic.Int64
	var running sync.WaitGroup
	latencies := make([][]time.Duration, connections)
	failed := make([]error, connections)
	begun := time.Now()
	for connection := range connections {
		running.Go(func() {
			for at := next.Add(1); at <= int64(requests) && failed[connection] == nil; at = next.Add(1) {
				sent := time.Now()
				_, failed[connection] = client.Send(ctx, operation.Bodies[int(at)%len(operation.Bodies)])
				latencies[connection] = append(latencies[connection], time.Since(sent))
			}
		})
	}
	running.Wait()
	return load{requests, time.Since(begun), slices.Concat(latencies...)}, errors.Join(failed...)
}

// allocated returns how many objects a server has allocated since it started.
func allocated(ctx context.Context, client *http.Client, address string) (float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/metrics", nil)
	if err != nil {
		return 0, fmt.Errorf("preparing to read the metrics: %w", err)
	}
	answered, err := client.Do(request)
	if err != nil {
		return 0, fmt.Errorf("reading the metrics: %w", err)
	}
	defer func() { _ = answered.Body.Close() }() // it was read to its end
	count, found := 0.0, false
	for lines := bufio.NewScanner(answered.Body); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), "go_memstats_mallocs_total "); ok {
			found = true
			if count, err = strconv.ParseFloat(value, 64); err != nil {
				return 0, fmt.Errorf("reading the metrics: %w", err)
			}
		}
	}
	if !found {
		return 0, fmt.Errorf("the metrics at %s do not tell the allocations: %s", address, answered.Status)
	}
	return count, nil
}
