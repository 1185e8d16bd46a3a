package process_test

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"

	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// mailServer is a mail server on loopback that takes every recipient, and counts those that it was named on encrypted connections.
type mailServer struct {
	address          string
	encrypted, clear atomic.Int32
}

func (m *mailServer) NewSession(connection *smtp.Conn) (smtp.Session, error) {
	_, isEncrypted := connection.TLSConnectionState()
	return &mailSession{m, isEncrypted}, nil
}

type mailSession struct {
	server      *mailServer
	isEncrypted bool
}

func (s *mailSession) Reset()                               {}
func (s *mailSession) Logout() error                        { return nil }
func (s *mailSession) Mail(string, *smtp.MailOptions) error { return nil }
func (s *mailSession) Data(io.Reader) error                 { return errors.New("no mail is sent") }

func (s *mailSession) Rcpt(string, *smtp.RcptOptions) error {
	if s.isEncrypted {
		s.server.encrypted.Add(1)
	} else {
		s.server.clear.Add(1)
	}
	return nil
}

// newMailServer starts a server, which offers STARTTLS if it has a certificate.
func newMailServer(t *testing.T, pair *certificatePair) *mailServer {
	t.Helper()
	mails := &mailServer{}
	server := smtp.NewServer(mails)
	server.EnableSMTPUTF8 = true
	if pair != nil {
		loaded, err := tls.X509KeyPair(pair.certificate, pair.key)
		require.NoError(t, err)
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{loaded}, MinVersion: tls.VersionTLS12}
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	mails.address = listener.Addr().String()
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { _ = recover(); done <- err }()
		err = server.Serve(listener)
	}()
	t.Cleanup(func() {
		require.NoError(t, server.Close())
		require.NoError(t, <-done)
	})
	return mails
}

// TestSMTPStartTLS_BySetting verifies an address by a mail server that offers STARTTLS with a certificate that the program trusts, one
// that it does not trust, and no certificate, under each value of the setting.
func TestSMTPStartTLS_BySetting(t *testing.T) {
	pair := newPair(t, nextYear())
	trusted := newPairFiles(t, pair).certificate
	const create = `{"query":"mutation { createExternalPersonalIdentity(input: {firstName: \"Ada\", lastName: \"Byron\", emailAddress: \"%s\", managed: true}) { externalPersonalIdentity { id } } }"}`
	// An address beyond ASCII needs an extension, which a server names only once the connection is encrypted.
	addresses := []string{"ada@example.com", "åsa@example.com"}
	for name, test := range map[string]struct {
		setting          string
		offered, trusted bool
		// encrypted and clear count the addresses that are named to the server on such connections. None is if it is unavailable.
		encrypted, clear int32
	}{
		"by default, offered":   {"", true, true, 2, 0},
		"offered":               {"offered", true, true, 2, 0},
		"offered, not trusted":  {"offered", true, false, 0, 0},
		"offered, not there":    {"offered", false, true, 0, 2},
		"required":              {"required", true, true, 2, 0},
		"required, not trusted": {"required", true, false, 0, 0},
		"required, not there":   {"required", false, true, 0, 0},
		"off":                   {"off", true, false, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			var offered *certificatePair
			if test.offered {
				offered = &pair
			}
			mails := newMailServer(t, offered)
			settings := []string{"ACCESSGRAPH_EMAIL_VERIFICATION=relay", "ACCESSGRAPH_SMTP_RELAY=smtp://" + mails.address, "ACCESSGRAPH_SMTP_STARTTLS=" + test.setting}
			if test.setting == "" {
				settings = settings[:2]
			}
			if test.trusted {
				settings = append(settings, "SSL_CERT_FILE="+trusted)
			}
			p := launch(t, binary(t), storetest.Folder(t), settings...)
			reason := ""
			if test.encrypted+test.clear == 0 {
				reason = "EMAIL_VERIFIER_UNAVAILABLE"
			}
			for _, address := range addresses {
				require.Equal(t, reason, p.reasonOf(t, fmt.Sprintf(create, address)), "%s: %s", address, p.log)
			}
			require.Equal(t, test.encrypted, mails.encrypted.Load())
			require.Equal(t, test.clear, mails.clear.Load())
			p.interrupt(t)
			for _, address := range addresses {
				require.NotContains(t, p.log.String(), address)
			}
		})
	}
	require.Contains(t, refusal(t, binary(t), []string{"ACCESSGRAPH_SMTP_STARTTLS=sometimes"}),
		"the setting ACCESSGRAPH_SMTP_STARTTLS is not valid: it must be one of offered, required, off")
}
