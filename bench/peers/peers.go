package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// baseline is the peer that all others are compared with.
const baseline = "bare"

// points is what an application may spend in a minute: more than it can.
const points = 1_000_000_000

// peer is a server of the comparison.
type peer struct {
	name string
	// module and folder say where the Go package of its program is; generate has it generate code first.
	module, folder string
	generate       bool
	// script is the program of a Node peer, which has no Go package.
	script string
	// allocations reports whether the peer tells, at /metrics, what it allocates.
	allocations bool
}

func peers() []peer {
	return []peer{
		{name: baseline, module: ".", folder: "./bench/peers/cmd/bare", allocations: true},
		{name: "accessgraph", module: ".", folder: ".", allocations: true},
		{name: "executor", module: ".", folder: "./bench/peers/cmd/executor", allocations: true},
		{name: "gqlgen", module: "bench/peers/gqlgen", folder: ".", generate: true, allocations: true},
		{name: "apollo", script: "apollo.js"},
		{name: "yoga", script: "yoga.js"},
		{name: "jit", script: "jit.js"},
	}
}

// nodeFolder has the Node peers.
const nodeFolder = "bench/peers/node"

// build builds the store and all peers. It fails when one of them cannot be built.
func build(ctx context.Context, work string, chosen []peer) error {
	if _, err := os.Stat("bench/peers/main.go"); err != nil {
		return fmt.Errorf("run it in the root of the tree: %w", err)
	}
	if err := runCommand(ctx, ".", "go", "build", "-o", filepath.Join(work, "store"), "."); err != nil {
		return fmt.Errorf("building the store: %w", err)
	}
	installed := false
	for _, each := range chosen {
		var err error
		switch {
		case each.script == "":
			err = each.compile(ctx, work)
		case !installed:
			err = runCommand(ctx, nodeFolder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
			installed = true
		}
		if err != nil {
			return fmt.Errorf("building %s: %w", each.name, err)
		}
	}
	return nil
}

// compile builds the program of a Go peer.
func (p peer) compile(ctx context.Context, work string) error {
	if p.generate {
		if err := runCommand(ctx, p.module, "go", "tool", "gqlgen", "generate"); err != nil {
			return err
		}
	}
	return runCommand(ctx, p.module, "go", "build", "-o", filepath.Join(work, p.name), p.folder)
}

func runCommand(ctx context.Context, folder, name string, arguments ...string) error {
	command := exec.CommandContext(ctx, name, arguments...)
	command.Dir, command.Stdout, command.Stderr = folder, os.Stderr, os.Stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// command returns how the peer is started: it listens on an address and reaches the store at a connection string.
func (p peer) command(work, address, store string) (path string, arguments, environment []string) {
	environment = append(os.Environ(),
		"PEER_LISTEN="+address, "PEER_POINTS="+strconv.Itoa(points), "MONGODB_URI="+store, "NODE_ENV=production",
		"ACCESSGRAPH_LISTEN="+address, "ACCESSGRAPH_METRICS=on", "ACCESSGRAPH_LIMITS=pointsPerApplicationAndMinute="+strconv.Itoa(points),
	)
	if p.script != "" {
		return "node", []string{filepath.Join(nodeFolder, p.script)}, environment
	}
	return filepath.Join(work, p.name), nil, environment
}
