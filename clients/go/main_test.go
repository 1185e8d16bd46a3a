package accessgraph_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	accessgraph "accessgraph/clients/go"
	"accessgraph/clients/go/internal/servertest"
)

// TestMain runs the tests on a built program that the variables ENDPOINT and API_KEY name, as the examples read them.
func TestMain(m *testing.M) {
	code, err := runOnServer(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func runOnServer(m *testing.M) (code int, err error) {
	folder, err := os.MkdirTemp("", "accessgraph")
	if err != nil {
		return 1, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program, err := servertest.Program(context.Background(), folder)
	if err != nil {
		return 1, err
	}
	server, err := servertest.Start(context.Background(), program)
	if err != nil {
		return 1, err
	}
	for name, value := range map[string]string{"PROGRAM": program, "ENDPOINT": server.Endpoint, "API_KEY": server.Key} {
		if err := os.Setenv(name, value); err != nil {
			return 1, err
		}
	}
	code = m.Run()
	return code, server.Stop()
}

// start runs another server with settings of its own.
func start(t *testing.T, settings ...string) *servertest.Server {
	t.Helper()
	server, err := servertest.Start(context.WithoutCancel(t.Context()), os.Getenv("PROGRAM"), settings...)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Stop()) })
	return server
}

// shared returns a client of the server that all tests share.
func shared() *accessgraph.Client {
	return accessgraph.NewClient(os.Getenv("ENDPOINT"), accessgraph.Options{Key: os.Getenv("API_KEY")})
}
