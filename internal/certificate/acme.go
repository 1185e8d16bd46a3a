package certificate

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

const (
	// firstRetry is when a certificate is asked for again that was not issued. autocert repeats an error for a minute, and Let's
	// Encrypt refuses a name after 5 failures within an hour.
	firstRetry   = 2 * time.Minute
	longestRetry = time.Hour
	// checkEvery is how often the certificates are checked for having been renewed.
	checkEvery = time.Hour
	// directoryTimeout bounds a request to the authority.
	directoryTimeout = 30 * time.Second
)

// ACMEOptions say which certificates are wanted, and from whom.
type ACMEOptions struct {
	// Hosts are the names to have a certificate for, in lower case. There is at least one.
	Hosts []string
	// Email is where the authority reaches the operator; empty if it does not.
	Email string
	// Folder holds the key of the account, and the certificates with their keys. It is created if need be.
	Folder string
	// Directory is the URL of the authority's directory.
	Directory string
	// Trusted are the only certificates that the directory is trusted by; nil for those of the system.
	Trusted *x509.CertPool
	Logger  zerolog.Logger
}

// ACME has certificates issued by an authority, which it lets check the names by the challenge TLS-ALPN-01: within a handshake
// with the server. They are renewed when a third of their lifetime is left, or 30 days.
type ACME struct {
	options ACMEOptions
	manager *autocert.Manager
	hosts   map[string]*host
}

// host is a name to have a certificate for.
type host struct {
	// issued is set once there is a certificate: a handshake never waits for one.
	issued atomic.Bool
	expiry *expiry
}

// OpenACME returns the certificates of an authority, whose terms of service are accepted. The error says what is wrong with the
// folder.
func OpenACME(options ACMEOptions) (*ACME, error) {
	if err := openFolder(options.Folder); err != nil {
		return nil, err
	}
	a := &ACME{
		options: options,
		manager: &autocert.Manager{
			Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(options.Folder), HostPolicy: autocert.HostWhitelist(options.Hosts...),
			Client: options.client(), Email: options.Email,
		},
		hosts: map[string]*host{},
	}
	for _, name := range options.Hosts {
		a.hosts[name] = &host{expiry: newExpiry(options.Logger)}
	}
	return a, nil
}

// openFolder creates a folder that nobody else has access to, or checks that it is one. What is issued must be stored: who asks
// for the same certificates at every start is soon refused.
func openFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := checkPrivate(folder); err != nil {
		return err
	}
	probe, err := os.CreateTemp(folder, "probe")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// client returns a client of the authority.
func (o ACMEOptions) client() *acme.Client {
	return &acme.Client{
		DirectoryURL: o.Directory, UserAgent: "accessgraph",
		HTTPClient: &http.Client{
			Timeout: directoryTimeout,
			Transport: &http.Transport{
				Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true,
				TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Trusted},
			},
		},
	}
}

// Config implements Source.
func (a *ACME) Config() *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1", acme.ALPNProto}, GetCertificate: a.certificate,
	}
}

// certificate returns the certificate of a handshake: a challenge's, or that of the host which the client names. A client that
// names none, such as one that connects by address, gets that of the first.
func (a *ACME) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	if slices.Equal(hello.SupportedProtos, []string{acme.ALPNProto}) {
		return a.manager.GetCertificate(hello)
	}
	name := strings.ToLower(strings.TrimSuffix(hello.ServerName, "."))
	if name == "" {
		name = a.options.Hosts[0]
	}
	host, ours := a.hosts[name]
	switch {
	case !ours:
		return nil, errors.New("the server has no certificate for this name")
	case !host.issued.Load():
		return nil, errors.New("the certificate for this name has not been issued yet")
	default:
		return a.manager.GetCertificate(clientOf(name))
	}
}

// clientOf returns the handshake of a client that takes a certificate with an elliptic curve, which all do that speak TLS 1.2: so
// no other is ever asked for.
func clientOf(name string) *tls.ClientHelloInfo {
	return &tls.ClientHelloInfo{ServerName: name, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}}
}

// Start implements Source: it has the certificates issued, one after the other, and looks whether they are renewed.
func (a *ACME) Start(ctx context.Context) {
	go a.issue(ctx)
	go every(ctx, checkEvery, a.options.Logger, a.checkRenewal)
}

// Reload implements Source. There is nothing to read: a certificate that could not be issued is asked for again in any case.
func (a *ACME) Reload() {}

// issue asks for certificates until each name has one.
func (a *ACME) issue(ctx context.Context) {
	defer logPanic(a.options.Logger)
	missing := slices.Clone(a.options.Hosts)
	for retry := firstRetry; ; retry = min(2*retry, longestRetry) {
		missing = slices.DeleteFunc(missing, func(name string) bool { return a.obtain(name, retry) })
		if len(missing) == 0 {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(retry):
		}
	}
}

// obtain takes the certificate of a name from the folder, or has it issued.
func (a *ACME) obtain(name string, retry time.Duration) (ok bool) {
	current, err := a.manager.GetCertificate(clientOf(name))
	if err != nil {
		a.options.Logger.Error().Str("host", name).Str("error", a.redact(err.Error())).Dur("retryMilliseconds", retry).
			Msg("the certificate could not be obtained: handshakes for this name fail until it is")
		return false
	}
	a.hosts[name].issued.Store(true)
	a.options.Logger.Info().Str("host", name).Time("notAfter", current.Leaf.NotAfter).Msg("the certificate was obtained")
	return true
}

// redact takes the address of the operator out of what the authority says.
func (a *ACME) redact(text string) string {
	if a.options.Email == "" {
		return text
	}
	return strings.ReplaceAll(text, a.options.Email, "the e-mail address")
}

// checkRenewal warns of certificates that should have been renewed.
func (a *ACME) checkRenewal() {
	for name, host := range a.hosts {
		if !host.issued.Load() {
			continue
		}
		if current, err := a.manager.GetCertificate(clientOf(name)); err == nil {
			host.expiry.check(current.Leaf, time.Now())
		}
	}
}

var _ Source = (*ACME)(nil)
