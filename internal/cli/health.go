package cli

import (
	"context"
	"fmt"

	"accessgraph/internal/config"
	"accessgraph/internal/health"
)

// checkHealth asks the server that the settings name whether it is ready, as a container engine does.
type checkHealth struct {
	URL string `name:"url" placeholder:"URL" help:"Ask at this URL, such as http://127.0.0.1:8080/readyz, and not where the settings say."`
	config.File
	config.Listening
	config.TLS
}

// Run implements the subcommand.
func (c *checkHealth) Run(ctx context.Context, program Program) error {
	address, err := c.address()
	if err != nil {
		return err
	}
	// The certificate of the machine's own server is valid for its public name; nothing secret is sent.
	isOwn := c.URL == "" && c.HasTLS()
	if err := health.Check(ctx, address, isOwn); err != nil {
		return err
	}
	return program.printLine("health", "ready")
}

// address returns the URL to ask at.
func (c *checkHealth) address() (string, error) {
	if c.URL != "" {
		return c.URL, nil
	}
	scheme := "http"
	if c.HasTLS() {
		scheme = "https"
	}
	address, err := health.URL(scheme, string(c.Listen))
	if err != nil {
		return "", fmt.Errorf("the setting ACCESSGRAPH_LISTEN does not say where the server is: %w; --url says it", err)
	}
	return address, nil
}
