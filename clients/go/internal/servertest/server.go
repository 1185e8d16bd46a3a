// Package servertest runs the built program for tests of its clients.
package servertest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Server is a running program.
type Server struct {
	// Endpoint is the URL for GraphQL requests.
	Endpoint string
	// Key is that of the first application, which has every scope.
	Key string

	command *exec.Cmd
	folder  string
}

// Program returns the path of the program: the variable PROGRAM, or one that is built into a folder.
func Program(ctx context.Context, folder string) (string, error) {
	if program := os.Getenv("PROGRAM"); program != "" {
		return program, nil
	}
	root, err := exec.CommandContext(ctx, "git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return "", fmt.Errorf("finding the repository: %w", err)
	}
	program := filepath.Join(folder, "accessgraph")
	build := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", program, ".")
	build.Dir = strings.TrimSpace(string(root))
	if output, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the program: %w: %s", err, output)
	}
	return program, nil
}

// Start runs the program on an empty store with settings such as ACCESSGRAPH_LIMITS=depth=20.
func Start(ctx context.Context, program string, settings ...string) (*Server, error) {
	folder, err := os.MkdirTemp("", "accessgraph")
	if err != nil {
		return nil, fmt.Errorf("creating the folder of the store: %w", err)
	}
	server := &Server{command: exec.CommandContext(ctx, program), folder: folder}
	server.command.Env = append([]string{"ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_DATA=" + filepath.Join(folder, "data")}, settings...)
	var log bytes.Buffer
	server.command.Stderr = &log
	output, err := server.command.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("reading the output: %w", err)
	}
	if err := server.command.Start(); err != nil {
		return nil, fmt.Errorf("starting the program: %w", err)
	}
	lines := bufio.NewScanner(output)
	for server.Endpoint == "" && lines.Scan() {
		switch name, value, _ := strings.Cut(lines.Text(), ": "); name {
		case "API key":
			server.Key = value
		case "Endpoint":
			server.Endpoint = value
		}
	}
	if server.Endpoint == "" {
		return nil, errors.Join(errors.New("the program did not start"), server.Stop(), errors.New(log.String()))
	}
	go func() {
		defer func() { _ = recover() }()
		_, _ = io.Copy(io.Discard, output)
	}()
	return server, nil
}

// Stop ends the program and removes its store.
func (s *Server) Stop() error {
	_ = s.command.Process.Signal(os.Interrupt) // it may have ended
	err := s.command.Wait()
	return errors.Join(err, os.RemoveAll(s.folder))
}
