package mailcheck

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"time"

	"github.com/emersion/go-smtp"
)

// Relay recognizes addresses that a mail server takes as a recipient. The server must be one's own.
type Relay struct {
	// Address is host:port.
	Address string
	// TLS has the connection encrypted from its start.
	TLS     bool
	Timeout time.Duration
}

// ParseRelay reads smtp://host:port, or smtps://host:port for a connection that is encrypted from its start.
func ParseRelay(text string) (Relay, error) {
	parsed, err := url.Parse(text)
	if err != nil || !slices.Contains([]string{"smtp", "smtps"}, parsed.Scheme) || parsed.Hostname() == "" || parsed.Port() == "" ||
		parsed.User != nil || parsed.Path != "" {
		return Relay{}, errors.New("it must be smtp://host:port, or smtps://host:port")
	}
	return Relay{Address: parsed.Host, TLS: parsed.Scheme == "smtps", Timeout: DefaultTimeout}, nil
}

// Verify names an address to the server as a recipient, and hangs up.
func (r Relay) Verify(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, r.Timeout)
	defer cancel()
	connection, err := r.dial(ctx)
	if err != nil {
		return unknown(err)
	}
	defer context.AfterFunc(ctx, func() {
		defer func() { _ = recover() }() // closing is all that it does
		_ = connection.Close()
	})()
	defer func() { _ = connection.Close() }()
	err = ask(connection, address)
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
		return (&tls.Dialer{Config: &tls.Config{MinVersion: tls.VersionTLS12}}).DialContext(ctx, "tcp", r.Address)
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", r.Address)
}

// errNotInternational says that a server takes addresses in ASCII only, and so could not carry mail to this one.
var errNotInternational = errors.New("the mail server does not take internationalized addresses")

// ask names the recipient. The sender is empty, so that nothing is ever returned to it.
func ask(connection net.Conn, address string) error {
	client := smtp.NewClient(connection)
	if err := client.Hello("localhost"); err != nil {
		return err
	}
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
	return client.Quit()
}

// recipientError is the reply to the recipient, the only one that can be about the address.
type recipientError struct{ error }

func (e recipientError) Unwrap() error { return e.error }

// refusesAddress reports whether a reply is permanent and about the address: there is no such mailbox, or it takes no mail.
// Refusals for a reason of policy say nothing about the address.
func refusesAddress(smtpErr *smtp.SMTPError) bool {
	status := smtpErr.EnhancedCode
	if status[0] == 5 {
		return status[1] == 1 || status[1] == 2 && status[2] == 1
	}
	return slices.Contains([]int{550, 551, 553, 556}, smtpErr.Code)
}
