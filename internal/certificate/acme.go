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
	// firstRetry is the time before the first retry of a certificate that was not issued. autocert returns the same error for a
	// minute, and Let's Encrypt allows 5 failures of a name an hour.
	firstRetry   = 2 * time.Minute
	longestRetry = time.Hour
	// checkEvery is how often the expiry of the certificates is checked.
	checkEvery = time.Hour
	// requestTimeout bounds a request to the certificate authority.
	requestTimeout = 30 * time.Second
)

// ACMEOptions configure certificates by ACME.
type ACMEOptions struct {
	// Hosts are the host names to obtain certificates for, in lower case; at least one.
	Hosts []string
	// Email is the address at which the certificate authority can contact the operator; may be empty.
	Email string
	// Folder holds the account key, the certificates and their keys. It is created if it does not exist.
	Folder string
	// Directory is the directory URL of the certificate authority.
	Directory string
	// Trusted are the root certificates to trust for the directory; nil for those of the system.
	Trusted *x509.CertPool
	Logger  zerolog.Logger
}

// ACME obtains certificates from a certificate authority, which validates the names by the challenge TLS-ALPN-01: during a
// handshake with the server. A certificate is renewed when a third of its lifetime is left, at most 30 days.
type ACME struct {
	options ACMEOptions
	manager *autocert.Manager
	hosts   map[string]*host
}

// host is the state of a host name.
type host struct {
	// issued is set when the certificate has been obtained: a handshake never waits for that.
	issued atomic.Bool
	expiry *expiry
}

// OpenACME returns a source that accepts the terms of service of the certificate authority. It returns an error if the folder
// cannot be written to, or if group or others have access to it.
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

// openFolder creates a folder for its owner only, or checks an existing one. It must be writable: certificates that are requested
// at every start soon exceed the limits of the certificate authority.
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

// client returns a client of the certificate authority.
func (o ACMEOptions) client() *acme.Client {
	return &acme.Client{
		DirectoryURL: o.Directory, UserAgent: "accessgraph",
		HTTPClient: &http.Client{
			Timeout: requestTimeout,
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

// certificate returns the certificate for a handshake: that of a challenge, or of the server name that the client sends. Clients
// that send none, such as those that connect by IP address, get the certificate of the first host.
func (a *ACME) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	if slices.Equal(hello.SupportedProtos, []string{acme.ALPNProto}) {
		return a.manager.GetCertificate(hello)
	}
	name := strings.ToLower(strings.TrimSuffix(hello.ServerName, "."))
	if name == "" {
		name = a.options.Hosts[0]
	}
	host, ok := a.hosts[name]
	switch {
	case !ok:
		return nil, errors.New("the server has no certificate for this name")
	case !host.issued.Load():
		return nil, errors.New("the certificate for this name has not been issued yet")
	default:
		return a.manager.GetCertificate(clientOf(name))
	}
}

// clientOf returns the hello of a client that accepts ECDSA certificates. autocert would obtain an RSA certificate for a client that
// does not, within its handshake.
func clientOf(name string) *tls.ClientHelloInfo {
	return &tls.ClientHelloInfo{ServerName: name, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}}
}

// Start implements Source: it obtains the certificates one after the other, and checks that they are renewed.
func (a *ACME) Start(ctx context.Context) {
	go a.issue(ctx)
	go every(ctx, checkEvery, a.options.Logger, a.checkRenewal)
}

// Reload implements Source. There is nothing to reload: failed certificates are retried anyway.
func (a *ACME) Reload() {}

// issue obtains certificates until each host has one.
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

// obtain obtains the certificate of a host from the folder or the certificate authority, and reports whether it succeeded.
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

// redact removes the operator's e-mail address from an error of the certificate authority.
func (a *ACME) redact(text string) string {
	if a.options.Email == "" {
		return text
	}
	return strings.ReplaceAll(text, a.options.Email, "the e-mail address")
}

// checkRenewal warns about certificates that should have been renewed.
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
