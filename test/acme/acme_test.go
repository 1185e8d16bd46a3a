// Package acme_test has the built program get its certificates from pebble, the test server of Let's Encrypt. It is a module of
// its own, so that the product does not depend on pebble.
package acme_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	host  = "graph.localhost"
	email = "operator@example.org"
	// quarter is how many seconds a certificate is valid for.
	quarter = 90 * 24 * 60 * 60
)

func TestACME_IssuesByTLSALPN(t *testing.T) {
	authority, data := newAuthority(t), t.TempDir()
	p := start(t, data, authority)
	require.Equal(t, "https://"+host, strings.TrimSuffix(p.endpoint, ":"+p.port+"/graphql"), "it is named by its certificate")
	_, err := p.handshake(t, host)
	require.ErrorContains(t, err, "internal error", "a handshake does not wait for a certificate")
	authority.open(t, p.portNumber(t), quarter)
	p.waitFor(t, "the certificate was obtained")

	version, status := p.get(t, authority.roots, "/healthz")
	require.Equal(t, 2, version)
	require.Equal(t, http.StatusOK, status)
	issued := p.mustHandshake(t, host)
	require.Equal(t, []string{host}, issued.DNSNames)
	require.Equal(t, issued.SerialNumber, p.mustHandshake(t, "").SerialNumber, "clients that name no host")
	require.Equal(t, issued.SerialNumber, p.mustHandshake(t, strings.ToUpper(host)).SerialNumber)
	_, err = p.handshake(t, "other.localhost")
	require.ErrorContains(t, err, "internal error", "nobody has certificates issued by naming a host")
	p.interrupt(t)
	require.NotContains(t, p.log.String(), email)
	require.NotContains(t, p.log.String(), `"level":"error"`)

	folder := filepath.Join(data, "acme")
	requirePrivate(t, folder)
	before := authority.requests.Load()
	again := start(t, data, authority)
	again.waitFor(t, "the certificate was obtained")
	require.Equal(t, issued.SerialNumber, again.mustHandshake(t, host).SerialNumber)
	require.Equal(t, before, authority.requests.Load(), "the certificate is in the folder")
	again.interrupt(t)
}

// requirePrivate fails if anybody but the owner can read a folder or what is in it.
func requirePrivate(t *testing.T, folder string) {
	t.Helper()
	info, err := os.Stat(folder)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	require.Len(t, entries, 2, "the account's key, and the certificate")
	for _, entry := range entries {
		info, err := entry.Info()
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), entry.Name())
	}
}

// TestACME_Renews has certificates issued that are valid for some seconds, and waits until another is served.
func TestACME_Renews(t *testing.T) {
	authority := newAuthority(t)
	p := start(t, t.TempDir(), authority)
	authority.open(t, p.portNumber(t), 9)
	p.waitFor(t, "the certificate was obtained")
	first := p.mustHandshake(t, host)
	for p.mustHandshake(t, host).SerialNumber.Cmp(first.SerialNumber) == 0 {
		require.NoError(t, t.Context().Err())
	}
	p.interrupt(t)
}

// TestACME_WhoCannotBeReached names a port at which nobody answers the challenge: the server goes on without a certificate.
func TestACME_WhoCannotBeReached(t *testing.T) {
	authority := newAuthority(t)
	p := start(t, t.TempDir(), authority)
	authority.open(t, 1, quarter)
	p.waitFor(t, "the certificate could not be obtained: handshakes for this name fail until it is")
	_, err := p.handshake(t, host)
	require.ErrorContains(t, err, "internal error")
	p.interrupt(t)
	require.NotContains(t, p.log.String(), email)
}

// get sends a request to the server by its name, as a client that trusts only these certificates, and returns the version of HTTP
// and the status of the response.
func (p *process) get(t *testing.T, roots *x509.CertPool, path string) (version, status int) {
	t.Helper()
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true, DialContext: p.dial,
	}
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, strings.TrimSuffix(p.endpoint, "/graphql")+path, nil)
	require.NoError(t, err)
	response, err := (&http.Client{Transport: transport}).Do(request)
	require.NoError(t, err)
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	return response.ProtoMajor, response.StatusCode
}
