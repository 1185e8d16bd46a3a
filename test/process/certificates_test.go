package process_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// certificatePair is a certificate for this machine, which signs itself, and its key, both in PEM format.
type certificatePair struct {
	certificate, key []byte
	leaf             *x509.Certificate
}

// newPair makes a certificate that is valid from an hour ago until then.
func newPair(t *testing.T, notAfter time.Time) certificatePair {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost", "graph.example.com"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: time.Now().Add(-time.Hour), NotAfter: notAfter,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	leaf, err := x509.ParseCertificate(signed)
	require.NoError(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	return certificatePair{
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed}),
		pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private}), leaf,
	}
}

// nextYear is the end of a certificate that is of no concern to a test.
func nextYear() time.Time { return time.Now().AddDate(1, 0, 0) }

// pairFiles are the files of a certificate and its key.
type pairFiles struct{ certificate, key string }

func newPairFiles(t *testing.T, pair certificatePair) pairFiles {
	t.Helper()
	folder := t.TempDir()
	files := pairFiles{filepath.Join(folder, "certificate.pem"), filepath.Join(folder, "key.pem")}
	files.write(t, pair)
	return files
}

func (f pairFiles) write(t *testing.T, pair certificatePair) {
	t.Helper()
	require.NoError(t, os.WriteFile(f.certificate, pair.certificate, 0o600))
	require.NoError(t, os.WriteFile(f.key, pair.key, 0o600))
}

func (f pairFiles) settings() []string {
	return []string{"ACCESSGRAPH_TLS_CERTIFICATE=" + f.certificate, "ACCESSGRAPH_TLS_KEY=" + f.key}
}

// client returns a client that trusts this certificate only and speaks one version of HTTP.
func (c certificatePair) client(t *testing.T, version int) *http.Client {
	t.Helper()
	trusted := x509.NewCertPool()
	trusted.AddCert(c.leaf)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}, Protocols: &http.Protocols{}}
	transport.Protocols.SetHTTP1(version == 1)
	transport.Protocols.SetHTTP2(version == 2)
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// address returns the host and port of the server.
func (p *process) address(t *testing.T) string {
	t.Helper()
	endpoint, err := url.Parse(p.endpoint)
	require.NoError(t, err)
	return endpoint.Host
}

// served returns the certificate in a new handshake with the server.
func (p *process) served(t *testing.T) *x509.Certificate {
	t.Helper()
	connection, err := (&tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true}}).DialContext(t.Context(), "tcp", p.address(t))
	require.NoError(t, err)
	defer func() { require.NoError(t, connection.Close()) }()
	return connection.(*tls.Conn).ConnectionState().PeerCertificates[0]
}

// waitForServed makes handshakes until the server has a certificate.
func (p *process) waitForServed(t *testing.T, pair certificatePair) {
	t.Helper()
	for !bytes.Equal(p.served(t).Raw, pair.leaf.Raw) {
		require.NoError(t, t.Context().Err())
	}
}
