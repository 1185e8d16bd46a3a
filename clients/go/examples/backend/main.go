// The backend command is a backend for a front end: it takes the requests of a web page with the session of a user, and sends them to
// Accessgraph with the key of the application, which never reaches a browser. It is an example to start from.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run serves at the address LISTEN, and prints it. DOCUMENTS is the manifest that GraphQL Code Generator writes, and
// SESSIONS a file with the ID of a user by session, in place of a login.
func run(ctx context.Context) error {
	endpoint, err := url.Parse(os.Getenv("ENDPOINT"))
	if err != nil {
		return fmt.Errorf("reading ENDPOINT: %w", err)
	}
	var documents, sessions map[string]string
	if err := readJSON(os.Getenv("DOCUMENTS"), &documents); err != nil {
		return err
	}
	if err := readJSON(os.Getenv("SESSIONS"), &sessions); err != nil {
		return err
	}
	userOf := func(session string) (userID string, ok bool) {
		userID, ok = sessions[session]
		return userID, ok
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", os.Getenv("LISTEN"))
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	if _, err := fmt.Fprintf(os.Stdout, "http://%s\n", listener.Addr()); err != nil {
		return fmt.Errorf("printing the address: %w", err)
	}
	server := &http.Server{
		Handler:           newHandler(endpoint, os.Getenv("API_KEY"), documents, userOf),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
	}
	return server.Serve(listener)
}

// readJSON reads an object of texts from a file.
func readJSON(name string, into *map[string]string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("reading a setting: %w", err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("reading %s: %w", name, err)
	}
	return nil
}
