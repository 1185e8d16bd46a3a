package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"accessgraph/bench/peers/workload"
)

const (
	// startPatience is how long a server may take to answer first.
	startPatience = 30 * time.Second
	// idleTime is how long servers do nothing before their memory is read.
	idleTime = 2 * time.Second
	// pollEvery is how often a server that starts is tried.
	pollEvery = time.Millisecond
)

// bench is a store with its objects and the servers on it.
type bench struct {
	store      *process
	operations []workload.Operation
	servers    []*server
}

// server is a peer that runs.
type server struct {
	peer    peer
	process *process
	address string
	client  workload.Client
	// coldStarts are the times from the start of the process to its first response, in seconds.
	coldStarts series
	idle       float64
}

// prepare starts and fills the store, starts the peers, and compares their responses. What it returns must be closed, also
// with an error.
func prepare(ctx context.Context, work string, chosen []peer, how settings) (*bench, error) {
	prepared := &bench{}
	if err := pinOthers(ctx); err != nil {
		return prepared, err
	}
	key, err := prepared.startStore(ctx, work)
	if err != nil {
		return prepared, err
	}
	prepared.operations, err = choose(prepared.operations, how.operations, func(o workload.Operation) string { return o.Name })
	if err != nil {
		return prepared, err
	}
	uri := workload.SocketURI(filepath.Join(work, "data"))
	for _, each := range chosen {
		prepared.servers = append(prepared.servers, &server{peer: each, client: workload.Client{HTTP: newHTTPClient(how.connections), Key: key}})
	}
	for round := range how.rounds {
		for _, each := range prepared.servers {
			if err := each.restart(ctx, work, uri, prepared.operations[0].Bodies[0]); err != nil {
				return prepared, err
			}
			if last := round == how.rounds-1; last {
				continue
			}
			if err := each.process.stop(); err != nil {
				return prepared, err
			}
			each.process = nil
		}
	}
	return prepared, prepared.compare(ctx)
}

// startStore starts the store's process and fills it. It returns the API key of the first application.
func (b *bench) startStore(ctx context.Context, work string) (key string, err error) {
	address, err := freeAddress(ctx)
	if err != nil {
		return "", err
	}
	environment := append(os.Environ(), "ACCESSGRAPH_DATA="+filepath.Join(work, "data"), "ACCESSGRAPH_LISTEN="+address)
	if b.store, err = start(ctx, work, "store", othersProcessor, filepath.Join(work, "store"), nil, environment); err != nil {
		return "", err
	}
	var through workload.Client
	err = poll(ctx, b.store, func() error {
		through = workload.Client{HTTP: newHTTPClient(1), Endpoint: "http://" + address + "/graphql", Key: printedKey(b.store.lastLines())}
		_, err := through.Data(ctx, []byte(`{"query":"{ viewer { scopes } }"}`))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("starting the store: %w", err)
	}
	b.operations, err = workload.Seed(ctx, through, workload.Full())
	return through.Key, err
}

// printedKey finds the API key in what the store has printed.
func printedKey(printed string) string {
	_, after, _ := strings.Cut(printed, "API key: ")
	key, _, _ := strings.Cut(after, "\n")
	return key
}

func freeAddress(ctx context.Context) (string, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("finding a free port: %w", err)
	}
	return listener.Addr().String(), listener.Close()
}

// restart starts the server and measures how long its first response takes.
func (s *server) restart(ctx context.Context, work, uri string, body []byte) error {
	address, err := freeAddress(ctx)
	if err != nil {
		return err
	}
	s.address, s.client.Endpoint = address, "http://"+address+"/graphql"
	path, arguments, environment := s.peer.command(work, address, uri)
	if s.process, err = start(ctx, work, s.peer.name, serverProcessor, path, arguments, environment); err != nil {
		return err
	}
	err = poll(ctx, s.process, func() error {
		_, err := s.client.Data(ctx, body)
		return err
	})
	if err != nil {
		return fmt.Errorf("starting %s: %w", s.peer.name, err)
	}
	s.coldStarts = append(s.coldStarts, time.Since(s.process.started).Seconds())
	return nil
}

// poll tries until an attempt succeeds, the process ends, or patience does.
func poll(ctx context.Context, of *process, attempt func() error) error {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	for {
		err := attempt()
		if err == nil {
			return nil
		}
		select {
		case <-of.ended:
			return fmt.Errorf("the process has ended: %s", of.lastLines())
		case <-ctx.Done():
			return fmt.Errorf("%w; %s", err, of.lastLines())
		case <-time.After(pollEvery):
		}
	}
}

// compare has every server answer every operation as the baseline does.
func (b *bench) compare(ctx context.Context) error {
	for _, operation := range b.operations {
		for _, other := range b.servers[1:] {
			if err := operation.CheckEqual(ctx, b.servers[0].client, other.client); err != nil {
				return fmt.Errorf("%s and %s: %w", b.servers[0].peer.name, other.peer.name, err)
			}
		}
	}
	return nil
}

func (b *bench) close() error {
	var problems []error
	for _, each := range b.servers {
		if each.process != nil {
			problems = append(problems, each.process.stop())
		}
	}
	if b.store != nil {
		problems = append(problems, b.store.stop())
	}
	return errors.Join(problems...)
}
