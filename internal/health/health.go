// Package health asks a server whether it is ready.
package health

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Timeout is how long a server may take to answer.
const Timeout = 5 * time.Second

// readyPath is the path at which a server reports whether it is ready.
const readyPath = "/readyz"

// ErrAnyPort is returned by URL for an address whose port the system chooses.
var ErrAnyPort = errors.New("the port is 0, so that the system chooses one")

// URL returns where a server that listens on an address, as host:port, reports whether it is ready. Who listens on every address is
// asked on loopback.
func URL(scheme, address string) (string, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("reading the address: %w", err)
	}
	if port == "0" {
		return "", ErrAnyPort
	}
	ip := net.ParseIP(host)
	switch {
	case host == "" || ip.Equal(net.IPv4zero):
		host = "127.0.0.1"
	case ip.Equal(net.IPv6unspecified):
		host = "::1"
	}
	return (&url.URL{Scheme: scheme, Host: net.JoinHostPort(host, port), Path: readyPath}).String(), nil
}

// Check returns an error unless a server responds at address that it is ready, within Timeout. No proxy is used, and no redirect
// followed. With anyCertificate, the server's certificate is not verified.
func Check(ctx context.Context, address string, anyCertificate bool) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("asking the server: %w", err)
	}
	transport := &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: anyCertificate}}
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("asking the server: %w", err)
	}
	if err := response.Body.Close(); err != nil {
		return fmt.Errorf("asking the server: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: %s responds with %s", address, response.Status)
	}
	return nil
}
