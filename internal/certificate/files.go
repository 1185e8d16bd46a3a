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

// readEvery is how often the files are read. They are small, and their content is compared: it changes with no file time when a
// file is restored, and a file time changes with no content.
const readEvery = time.Second

// Files is a certificate and its key in two PEM files.
type Files struct {
	certificatePath, keyPath string
	logger                   zerolog.Logger
	expiry                   *expiry

	current atomic.Pointer[tls.Certificate]
	mutex   sync.Mutex // held by those who read the files
	last    reading
}

// reading is what the files held when they were read.
type reading struct {
	certificate, key []byte
	// problem is why they could not be read; empty if they could.
	problem string
}

func (r reading) equal(other reading) bool {
	return bytes.Equal(r.certificate, other.certificate) && bytes.Equal(r.key, other.key) && r.problem == other.problem
}

// OpenFiles reads a certificate, which may be followed by those of its issuers, and its key. The error names the file that cannot
// be read, that others than its owner have access to, or says why the pair cannot be used: that it is no PEM, that the key is of
// another certificate, that it has expired.
func OpenFiles(certificatePath, keyPath string, logger zerolog.Logger) (*Files, error) {
	f := &Files{certificatePath: certificatePath, keyPath: keyPath, logger: logger, expiry: newExpiry(logger)}
	content, err := f.read()
	if err != nil {
		return nil, err
	}
	pair, err := parse(content)
	if err != nil {
		return nil, err
	}
	f.last = content
	f.current.Store(pair)
	return f, nil
}

// read reads the files. The reading is to compare with others, even beside an error.
func (f *Files) read() (content reading, err error) {
	defer func() {
		if err != nil {
			content.problem = err.Error()
		}
	}()
	if err := checkPrivate(f.keyPath); err != nil {
		return reading{}, err
	}
	if content.certificate, err = os.ReadFile(f.certificatePath); err != nil {
		return content, err
	}
	content.key, err = os.ReadFile(f.keyPath)
	return content, err
}

// parse returns the certificate and key in the files.
func parse(content reading) (*tls.Certificate, error) {
	pair, err := tls.X509KeyPair(content.certificate, content.key)
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

// reload reads the files again. What is as it was before is only logged if the operator asks for it.
func (f *Files) reload(always bool) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	content, err := f.read()
	if content.equal(f.last) && !always {
		return
	}
	f.last = content
	var pair *tls.Certificate
	if err == nil {
		pair, err = parse(content)
	}
	if err != nil {
		f.logger.Error().Err(err).Msg("the certificate could not be read again: the one in force stays")
		return
	}
	f.current.Store(pair)
	f.logger.Info().Strs("hosts", pair.Leaf.DNSNames).Time("notAfter", pair.Leaf.NotAfter).Msg("the certificate was read again")
}

var _ Source = (*Files)(nil)
