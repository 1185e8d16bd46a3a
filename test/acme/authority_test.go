package acme_test

import (
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/letsencrypt/pebble/v2/ca"
	"github.com/letsencrypt/pebble/v2/db"
	"github.com/letsencrypt/pebble/v2/va"
	"github.com/letsencrypt/pebble/v2/wfe"
	"github.com/miekg/dns"
	"github.com/stretchr/testify/require"
)

// authority is pebble, the test server of Let's Encrypt, in the process of the test. It takes connections from the start, and
// responds once it is open: it has to know the port of the server whose names it validates, which has to know its address.
type authority struct {
	// directory is the URL of its directory, trusted the file of the certificate that the directory is trusted by.
	directory, trusted string
	// roots are those that issued certificates are trusted by. They are there once the authority is open.
	roots *x509.CertPool
	// requests counts the requests that it has responded to.
	requests atomic.Int64

	ready   chan struct{}
	handler http.Handler
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{ready: make(chan struct{}), roots: x509.NewCertPool()}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-a.ready:
			a.requests.Add(1)
			a.handler.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(server.Close)
	a.directory, a.trusted = server.URL+wfe.DirectoryPath, filepath.Join(t.TempDir(), "trusted.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	require.NoError(t, os.WriteFile(a.trusted, certificate, 0o600))
	return a
}

// open has the authority respond. It validates names at a port of this machine, and issues certificates for so many seconds.
func (a *authority) open(t *testing.T, port int, seconds uint64) {
	t.Helper()
	t.Setenv("PEBBLE_VA_NOSLEEP", "1")
	quiet, memory := log.New(io.Discard, "", 0), db.NewMemoryStore()
	issuer := ca.New(quiet, memory, "", "ecdsa", 0, 1, map[string]ca.Profile{"default": {ValidityPeriod: seconds}})
	a.roots.AddCert(issuer.GetRootCert(0).Cert)
	const noHTTP, strict, noBinding, retryAtOnce = 0, true, false, 1
	validator := va.New(quiet, noHTTP, port, strict, newResolver(t), memory)
	pebble := wfe.New(quiet, memory, validator, issuer, []string{"authority.localhost"}, strict, noBinding, retryAtOnce, retryAtOnce)
	a.handler = pebble.Handler()
	close(a.ready)
}

// newResolver returns the address of a server of the domain name system to which each name is this machine.
func newResolver(t *testing.T) string {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := &dns.Server{Listener: listener, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, question *dns.Msg) {
		answer := new(dns.Msg).SetReply(question)
		if first := question.Question[0]; first.Qtype == dns.TypeA {
			answer.Answer = []dns.RR{&dns.A{
				Hdr: dns.RR_Header{Name: first.Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 1}, A: net.IPv4(127, 0, 0, 1),
			}}
		}
		_ = w.WriteMsg(answer) // an authority that has left needs none
	})}
	stopped := make(chan error, 1)
	go func() { stopped <- server.ActivateAndServe() }()
	t.Cleanup(func() { require.NoError(t, listener.Close()); <-stopped })
	return listener.Addr().String()
}
