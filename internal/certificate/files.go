package certificate

import (
	"bytes"
	"context"
	"crypto/tls"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
)

// readEvery is how often the files are read. They are small, so their content is compared: file times are less reliable, for
// example when a file is restored or a symbolic link is switched.
const readEvery = time.Second

// Files provides a certificate from two PEM files, which it reloads when they change.
type Files struct {
	certificatePath, keyPath string
	logger                   zerolog.Logger
	expiry                   *expiry

	current atomic.Pointer[tls.Certificate]
	mutex   sync.Mutex // guards last
	last    content
}

// content is the content of the files.
type content struct {
	certificate, key []byte
	// problem is the text of the error if a file could not be read.
	problem string
}

func (c content) equal(other content) bool {
	return bytes.Equal(c.certificate, other.certificate) && bytes.Equal(c.key, other.key) && c.problem == other.problem
}

// OpenFiles reads a certificate, which may be followed by its issuers' certificates, and its key. It returns an error if a file
// cannot be read, is not in PEM format, if group or others have access to the key, if the key does not match the certificate, or
// if the certificate is not valid now.
func OpenFiles(certificatePath, keyPath string, logger zerolog.Logger) (*Files, error) {
	f := &Files{certificatePath: certificatePath, keyPath: keyPath, logger: logger, expiry: newExpiry(logger)}
	text, err := f.read()
	if err != nil {
		return nil, err
	}
	pair, err := parse(text)
	if err != nil {
		return nil, err
	}
	f.last = text
	f.current.Store(pair)
	return f, nil
}

// read reads the files. The content is comparable even if an error is returned.
func (f *Files) read() (text content, err error) {
	defer func() {
		if err != nil {
			text.problem = err.Error()
		}
	}()
	if err := checkPrivate(f.keyPath); err != nil {
		return content{}, err
	}
	if text.certificate, err = os.ReadFile(f.certificatePath); err != nil {
		return text, err
	}
	text.key, err = os.ReadFile(f.keyPath)
	return text, err
}

// parse returns the certificate in the files, with its key.
func parse(text content) (*tls.Certificate, error) {
	pair, err := tls.X509KeyPair(text.certificate, text.key)
	if err != nil {
		return nil, err
	}
	return &pair, checkTime(pair.Leaf, time.Now())
}

// Config implements Source.
func (f *Files) Config() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return f.current.Load(), nil },
	}
}

// Start implements Source: it reads the files every second.
func (f *Files) Start(ctx context.Context) {
	f.expiry.check(f.current.Load().Leaf, time.Now())
	go every(ctx, readEvery, f.logger, func() {
		f.reload(false)
		f.expiry.check(f.current.Load().Leaf, time.Now())
	})
}

// Reload implements Source.
func (f *Files) Reload() { f.reload(true) }

// reload reads the files. Unless always is set, it does nothing if their content is the same as the last time: each failure is
// logged once.
func (f *Files) reload(always bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	text, err := f.read()
	if text.equal(f.last) && !always {
		return
	}
	f.last = text
	var pair *tls.Certificate
	if err == nil {
		pair, err = parse(text)
	}
	if err != nil {
		f.logger.Error().Err(err).Msg("the certificate could not be reloaded: the current one stays in force")
		return
	}
	f.current.Store(pair)
	f.logger.Info().Strs("hosts", pair.Leaf.DNSNames).Time("notAfter", pair.Leaf.NotAfter).Msg("the certificate was reloaded")
}

var _ Source = (*Files)(nil)
