package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"accessgraph/bench/peers/workload"
)

// results are what the servers came to, in their order; the first is the baseline.
type results struct {
	names []string
	rows  []row
}

// row is one figure of every server.
type row struct {
	name string
	unit unit
	// values are by server and round. A server that does not tell the figure has none.
	values []series
}

// figures are those of one server and one operation, by round.
type figures struct{ cpu, rate, latency, objects, bytes series }

// measure measures the rounds. In each, every server is sent every operation, one server after the other.
func (b *bench) measure(ctx context.Context, how settings) (results, error) {
	if err := b.measureIdle(ctx); err != nil {
		return results{}, err
	}
	measured := make([][]figures, len(b.operations))
	for i := range measured {
		measured[i] = make([]figures, len(b.servers))
	}
	for round := range how.rounds + 1 {
		warming := round == 0
		fmt.Fprintf(os.Stderr, "peers: round %d of %d\n", round, how.rounds)
		for i, operation := range b.operations {
			requests := max(how.connections, how.requests*operation.Share/100)
			for offset := range b.servers {
				at := (round + offset) % len(b.servers)
				into := &measured[i][at]
				if warming {
					into = &figures{}
				}
				if err := b.servers[at].measure(ctx, operation, requests, how.connections, into); err != nil {
					return results{}, fmt.Errorf("%s of %s: %w", operation.Name, b.servers[at].peer.name, err)
				}
			}
		}
	}
	return b.results(measured)
}

// measureIdle reads the memory of the servers that have answered a few requests, and do nothing now.
func (b *bench) measureIdle(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(idleTime):
	}
	for _, each := range b.servers {
		var err error
		if each.idle, err = each.process.memory("VmRSS"); err != nil {
			return err
		}
	}
	return nil
}

// measure sends an operation, after some requests that do not count.
func (s *server) measure(ctx context.Context, operation workload.Operation, requests, connections int, into *figures) error {
	const warming = 10 // one in so many
	if _, err := send(ctx, s.client, operation, max(connections, requests/warming), connections); err != nil {
		return err
	}
	allocatedSince, err := s.countAllocations(ctx)
	if err != nil {
		return err
	}
	before, err := s.process.cpu()
	if err != nil {
		return err
	}
	sent, err := send(ctx, s.client, operation, requests, connections)
	if err != nil {
		return err
	}
	after, err := s.process.cpu()
	if err != nil {
		return err
	}
	if s.peer.allocations {
		counted, err := allocatedSince()
		if err != nil {
			return err
		}
		into.objects = append(into.objects, counted.objects/float64(requests))
		into.bytes = append(into.bytes, counted.bytes/float64(requests))
	}
	into.cpu = append(into.cpu, (after-before).Seconds()/float64(requests))
	into.rate = append(into.rate, float64(requests)/sent.duration.Seconds())
	slices.Sort(sent.latencies)
	into.latency = append(into.latency, sent.latencies[len(sent.latencies)/2].Seconds())
	return nil
}

// countAllocations returns a function that tells what the server has allocated since the call, without what it costs to be told.
func (s *server) countAllocations(ctx context.Context) (since func() (allocations, error), err error) {
	if !s.peer.allocations {
		return func() (allocations, error) { return allocations{}, nil }, nil
	}
	first, err := allocated(ctx, s.client.HTTP, s.address)
	if err != nil {
		return nil, err
	}
	second, err := allocated(ctx, s.client.HTTP, s.address)
	return func() (allocations, error) {
		third, err := allocated(ctx, s.client.HTTP, s.address)
		return third.minus(second).minus(second.minus(first)), err
	}, err
}

// results puts the figures in the order of the table.
func (b *bench) results(measured [][]figures) (results, error) {
	var all results
	for _, each := range b.servers {
		all.names = append(all.names, each.peer.name)
	}
	for _, kind := range []struct {
		name string
		unit unit
		of   func(figures) series
	}{
		{"CPU per request", microseconds, func(f figures) series { return f.cpu }},
		{"Throughput", perSecond, func(f figures) series { return f.rate }},
		{"Median latency", microseconds, func(f figures) series { return f.latency }},
		{"Allocations per request", plain, func(f figures) series { return f.objects }},
		{"Allocated per request", kibibytes, func(f figures) series { return f.bytes }},
	} {
		for i, operation := range b.operations {
			added := row{name: kind.name + ": " + operation.Name, unit: kind.unit}
			for _, each := range measured[i] {
				added.values = append(added.values, kind.of(each))
			}
			all.rows = append(all.rows, added)
		}
	}
	idle, peak, cold := row{name: "Memory, idle", unit: mebibytes}, row{name: "Memory, peak", unit: mebibytes}, row{name: "Cold start", unit: milliseconds}
	for _, each := range b.servers {
		most, err := each.process.memory("VmHWM")
		if err != nil {
			return results{}, err
		}
		idle.values = append(idle.values, series{each.idle})
		peak.values = append(peak.values, series{most})
		cold.values = append(cold.values, each.coldStarts)
	}
	all.rows = append(all.rows, idle, peak, cold)
	return all, nil
}
