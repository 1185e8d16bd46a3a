// Command peers compares Accessgraph with other servers of the same operations on one store, and prints what each takes of
// the processor, the clock and memory as a multiple of the bare handler.
//
// The store is an Accessgraph process. Every server reaches it by its own official driver, through the socket in its folder.
// Before anything is measured, all servers must answer each operation with equal data.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
)

// settings are what the flags say.
type settings struct {
	rounds, requests, connections int
	peers, operations             string
	output                        string
}

func main() {
	var chosen settings
	flag.IntVar(&chosen.rounds, "rounds", 5, "rounds that are measured; one before them warms up")
	flag.IntVar(&chosen.requests, "requests", 2000, "requests of a light operation in a round; heavy ones are sent less often")
	flag.IntVar(&chosen.connections, "connections", 8, "connections that send requests at the same time")
	flag.StringVar(&chosen.peers, "peers", "", "peers to measure beside bare, separated by commas (default: all)")
	flag.StringVar(&chosen.operations, "operations", "", "operations to measure, separated by commas (default: all)")
	flag.StringVar(&chosen.output, "output", "", "file to write the table to as well")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, chosen)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, chosen settings) (err error) {
	if chosen.rounds < 1 || chosen.requests < 1 || chosen.connections < 1 {
		return errors.New("-rounds, -requests and -connections must be at least 1")
	}
	measured, err := choose(peers(), chosen.peers, func(p peer) string { return p.name })
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(measured, func(p peer) bool { return p.name == baseline }) {
		measured = append([]peer{peers()[0]}, measured...)
	}
	work, err := os.MkdirTemp("", "peers")
	if err != nil {
		return fmt.Errorf("making a folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if err := build(ctx, work, measured); err != nil {
		return err
	}
	bench, err := prepare(ctx, work, measured, chosen)
	defer func() { err = errors.Join(err, bench.close()) }()
	if err != nil {
		return err
	}
	results, err := bench.measure(ctx, chosen)
	if err != nil {
		return err
	}
	return publish(table(results), chosen.output)
}

// publish prints the table, and writes it to a file if one is named.
func publish(text, file string) error {
	fmt.Print(text)
	if file == "" {
		return nil
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

// choose returns those of a list that are named, or all of them when names is empty.
func choose[T any](all []T, names string, nameOf func(T) string) ([]T, error) {
	if names == "" {
		return all, nil
	}
	selection := strings.Split(names, ",")
	chosen := slices.DeleteFunc(slices.Clone(all), func(each T) bool { return !slices.Contains(selection, nameOf(each)) })
	if len(chosen) != len(selection) {
		allNames := make([]string, len(all))
		for i := range all {
			allNames[i] = nameOf(all[i])
		}
		return nil, fmt.Errorf("%q must be a list, without repetitions, of some of: %s", names, strings.Join(allNames, ","))
	}
	return chosen, nil
}
