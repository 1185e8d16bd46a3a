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

// allocations are what a server has allocated since it started.
type allocations struct{ objects, bytes float64 }

func (a allocations) minus(b allocations) allocations {
	return allocations{a.objects - b.objects, a.bytes - b.bytes}
}

// allocated returns what a server tells at /metrics.
func allocated(ctx context.Context, client *http.Client, address string) (told allocations, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/metrics", nil)
	if err != nil {
		return told, fmt.Errorf("preparing to read the metrics: %w", err)
	}
	answered, err := client.Do(request)
	if err != nil {
		return told, fmt.Errorf("reading the metrics: %w", err)
	}
	defer func() { err = errors.Join(err, answered.Body.Close()) }()
	lines := bufio.NewScanner(answered.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		switch name {
		case "go_memstats_mallocs_total":
			told.objects, err = strconv.ParseFloat(value, 64)
		case "go_memstats_alloc_bytes_total":
			told.bytes, err = strconv.ParseFloat(value, 64)
		}
		if err != nil {
			return told, fmt.Errorf("reading the metrics: %w", err)
		}
	}
	if told.objects == 0 || told.bytes == 0 {
		return told, fmt.Errorf("the metrics at %s do not tell the allocations: %s", address, answered.Status)
	}
	return told, lines.Err()
}
