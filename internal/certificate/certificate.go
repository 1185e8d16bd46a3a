// Package certificate provides the server's TLS certificates: from files, which are reloaded when they change, or from a
// certificate authority by ACME.
package certificate

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/time/rate"
)

// Source provides the server's certificates. It is safe for concurrent use.
type Source interface {
	// Config returns the configuration of a server that serves HTTP/2 and HTTP/1.1 with the current certificate.
	Config() *tls.Config
	// Start keeps the certificates up to date in the background until ctx ends. It must be called once, when the server listens.
	Start(ctx context.Context)
	// Reload reloads what is configured by files. If that fails, the error is logged and the current certificate stays in force.
	Reload()
}

// othersAccess are the permission bits of group and others.
const othersAccess = 0o077

// checkPrivate returns an error if group or others have access to a file or folder. Windows has no such permissions.
func checkPrivate(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&othersAccess != 0 {
		return fmt.Errorf("group or others have access to %s: its mode is %#o and must be %#o", path, mode, mode&^othersAccess)
	}
	return nil
}

// checkTime returns an error if a certificate is not valid now.
func checkTime(leaf *x509.Certificate, now time.Time) error {
	switch {
	case now.After(leaf.NotAfter):
		return fmt.Errorf("the certificate expired on %s", leaf.NotAfter.UTC().Format(time.RFC3339))
	case now.Before(leaf.NotBefore):
		return fmt.Errorf("the certificate is not valid before %s", leaf.NotBefore.UTC().Format(time.RFC3339))
	default:
		return nil
	}
}

// longestNotice is how long before the expiry of a certificate the warnings begin, unless a quarter of its lifetime is less.
const longestNotice = 14 * 24 * time.Hour

// expiry warns about a certificate that should have been renewed, once a day.
type expiry struct {
	logger zerolog.Logger
	daily  rate.Sometimes
}

func newExpiry(logger zerolog.Logger) *expiry {
	return &expiry{logger: logger, daily: rate.Sometimes{First: 1, Interval: 24 * time.Hour}}
}

// check warns if a certificate expires soon.
func (e *expiry) check(leaf *x509.Certificate, now time.Time) {
	notice := min(longestNotice, leaf.NotAfter.Sub(leaf.NotBefore)/4)
	if now.Add(notice).Before(leaf.NotAfter) {
		return
	}
	e.daily.Do(func() {
		e.logger.Warn().Strs("hosts", leaf.DNSNames).Time("notAfter", leaf.NotAfter).Msg("the certificate expires soon, and has not been renewed")
	})
}

// every calls work at regular intervals until ctx ends.
func every(ctx context.Context, interval time.Duration, logger zerolog.Logger, work func()) {
	defer logPanic(logger)
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			work()
		}
	}
}

// logPanic is deferred: a panic ends the renewal of certificates, and not the server.
func logPanic(logger zerolog.Logger) {
	if problem := recover(); problem != nil {
		logger.Error().Msgf("renewing the certificate: a panic: %v", problem)
	}
}

// ReadTrusted returns the root certificates in a PEM file. The error names the file if it cannot be read or has none.
func ReadTrusted(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, errors.New(path + " holds no certificate in PEM format")
	}
	return pool, nil
}
