package mailcheck

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-smtp"
)

// Relay recognizes addresses that a mail server takes as a recipient. The server must be one's own.
type Relay struct {
	// Address is host:port.
	Address string
	// TLS encrypts the connection from its start.
	TLS bool
	// StartTLS determines whether a connection that is not encrypted from its start becomes so.
	StartTLS StartTLS
	Timeout  time.Duration
}

// StartTLS determines whether a connection is encrypted by STARTTLS. The server's certificate is verified in any case.
type StartTLS int

// The values of StartTLS.
const (
	// StartTLSOffered encrypts the connection if the server offers it.
	StartTLSOffered StartTLS = iota
	// StartTLSRequired names no address to a server that does not offer it.
	StartTLSRequired
	// StartTLSOff does not encrypt, such as for a server on the same machine.
	StartTLSOff
)

// ParseRelay reads smtp://host:port, or smtps://host:port for a connection that is encrypted from its start. It rejects everything else
// that a URL can have, such as ?tls=required, which would have no effect.
func ParseRelay(text string) (Relay, error) {
	_, address, _ := strings.Cut(text, "://")
	parsed, err := url.Parse(text)
	if err != nil || !slices.Contains([]string{"smtp", "smtps"}, parsed.Scheme) || parsed.Host != address || parsed.Hostname() == "" {
		return Relay{}, errRelay
	}
	if port, err := strconv.ParseUint(parsed.Port(), 10, 16); err != nil || port == 0 {
		return Relay{}, errRelay
	}
	return Relay{Address: address, TLS: parsed.Scheme == "smtps", Timeout: DefaultTimeout}, nil
}

var errRelay = errors.New("it must be smtp://host:port, or smtps://host:port")

// Verify names an address to the server as a recipient, and hangs up.
func (r Relay) Verify(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, r.Timeout)
	defer cancel()
	connection, err := r.dial(ctx)
	if err != nil {
		return unknown(err)
	}
	defer closeAfter(ctx, connection)()
	err = r.ask(ctx, connection, address)
	var smtpErr *smtp.SMTPError
	switch {
	case err == nil:
		return nil
	case errors.As(err, new(recipientError)) && errors.As(err, &smtpErr) && refusesAddress(smtpErr):
		return refused(fmt.Errorf("the mail server replied %d", smtpErr.Code))
	case errors.As(err, &smtpErr):
		return unknown(fmt.Errorf("the mail server replied %d", smtpErr.Code))
	case errors.Is(err, errNotInternational):
		return refused(err)
	default:
		return unknown(err)
	}
}

func (r Relay) dial(ctx context.Context) (net.Conn, error) {
	if r.TLS {
		return (&tls.Dialer{Config: r.tlsConfig()}).DialContext(ctx, "tcp", r.Address)
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", r.Address)
}

func (r Relay) tlsConfig() *tls.Config {
	host, _, err := net.SplitHostPort(r.Address)
	if err != nil {
		host = r.Address
	}
	return &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
}

// errNotInternational says that a server takes addresses in ASCII only, and so could not carry mail to this one.
var errNotInternational = errors.New("the mail server does not take internationalized addresses")

// errNotEncrypted reports that a server offers no encryption, which is required.
var errNotEncrypted = errors.New("the mail server does not offer STARTTLS")

// localName is the name by which a server is greeted. None is verified for a client that sends no mail.
const localName = "localhost"

// ask names the recipient. The sender is empty, so that nothing is ever returned to it.
func (r Relay) ask(ctx context.Context, connection net.Conn, address string) error {
	client := smtp.NewClient(connection)
	if err := client.Hello(localName); err != nil {
		return err
	}
	if r.TLS || r.StartTLS == StartTLSOff {
		return name(client, address)
	}
	isOffered, _ := client.Extension("STARTTLS")
	switch {
	case isOffered:
		_ = client.Quit() // the library encrypts a connection before it has said anything else
		return r.askEncrypted(ctx, address)
	case r.StartTLS == StartTLSRequired:
		return errNotEncrypted
	default:
		return name(client, address)
	}
}

// askEncrypted names the recipient on a connection of its own, which becomes encrypted first.
func (r Relay) askEncrypted(ctx context.Context, address string) error {
	connection, err := r.dial(ctx)
	if err != nil {
		return err
	}
	defer closeAfter(ctx, connection)()
	client, err := smtp.NewClientStartTLS(connection, r.tlsConfig())
	if err != nil {
		return err
	}
	// The handshake takes place here. Its failure must not look like a server without extensions.
	if err := client.Hello(localName); err != nil {
		return err
	}
	return name(client, address)
}

// closeAfter closes a connection when ctx ends, or when done is called.
func closeAfter(ctx context.Context, connection net.Conn) (done func()) {
	stop := context.AfterFunc(ctx, func() {
		defer func() { _ = recover() }() // closing is all that it does
		_ = connection.Close()
	})
	return func() {
		stop()
		_ = connection.Close()
	}
}

func name(client *smtp.Client, address string) error {
	international := slices.ContainsFunc([]byte(address), func(octet byte) bool { return octet >= 0x80 })
	if supported, _ := client.Extension("SMTPUTF8"); international && !supported {
		return errNotInternational
	}
	if err := client.Mail("", &smtp.MailOptions{UTF8: international}); err != nil {
		return err
	}
	if err := client.Rcpt(address, nil); err != nil {
		return recipientError{err}
	}
	_ = client.Quit() // the recipient is accepted, even if the server has hung up
	return nil
}

// recipientError is the reply to the recipient, the only one that can be about the address.
type recipientError struct{ error }

func (e recipientError) Unwrap() error { return e.error }

// refusesAddress reports whether a reply is permanent and about the recipient: there is no such mailbox, or it takes no mail. Replies
// 4yz are not permanent. Refusals for a reason of policy say nothing about the recipient, and those about the sender do not either.
func refusesAddress(smtpErr *smtp.SMTPError) bool {
	if smtpErr.Code < 500 {
		return false
	}
	status := smtpErr.EnhancedCode
	switch {
	case status[0] == 5 && status[1] == 1:
		return slices.Contains(aboutRecipient, status[2])
	case status[0] == 5:
		return status[1] == 2 && status[2] == 1
	case status[0] > 0:
		return false
	default: // the server sends no enhanced codes
		return slices.Contains([]int{550, 551, 553, 556}, smtpErr.Code)
	}
}

// aboutRecipient lists the details of the enhanced codes 5.1 that are about the recipient, after RFC 3463 and RFC 7505. 7 and 8 are
// about the sender.
var aboutRecipient = []int{0, 1, 2, 3, 4, 6, 10}
