package mailcheck_test

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/miekg/dns"
	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
	"accessgraph/internal/mailcheck"
)

// A timeout that only what never answers runs into.
const (
	patient   = 10 * time.Second
	impatient = 100 * time.Millisecond
)

func requireReason(t *testing.T, err error, reason fault.Reason) {
	t.Helper()
	var told *fault.Error
	require.ErrorAs(t, err, &told)
	require.Equal(t, reason, told.First().Reason, "%v", told.Cause)
}

// mailbox is a mail server that answers recipients by their local parts.
type mailbox struct{}

func (mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return mailbox{}, nil }
func (mailbox) Reset()                                      {}
func (mailbox) Logout() error                               { return nil }
func (mailbox) Mail(string, *smtp.MailOptions) error        { return nil }
func (mailbox) Data(io.Reader) error                        { return errors.New("no mail is sent") }

func (mailbox) Rcpt(to string, _ *smtp.RcptOptions) error {
	localPart, _, _ := strings.Cut(to, "@")
	if reply, ok := replies[localPart]; ok {
		return reply
	}
	switch localPart {
	case "nobody":
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	case "later":
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "greylisted"}
	case "policy":
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "relaying denied"}
	default:
		return nil
	}
}

// replies are those to local parts that are named after them.
var replies = map[string]*smtp.SMTPError{
	"sender-syntax":  {Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 7}, Message: "bad sender's mailbox address syntax"},
	"sender-domain":  {Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 8}, Message: "bad sender's system address"},
	"busy-no-user":   {Code: 450, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "contradicts itself"},
	"later-550":      {Code: 550, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "contradicts itself"},
	"later-452":      {Code: 452, EnhancedCode: smtp.NoEnhancedCode, Message: "too many recipients"},
	"no-domain":      {Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 2}, Message: "bad destination system address"},
	"null-mx":        {Code: 556, EnhancedCode: smtp.EnhancedCode{5, 1, 10}, Message: "recipient address has null MX"},
	"disabled":       {Code: 550, EnhancedCode: smtp.EnhancedCode{5, 2, 1}, Message: "mailbox disabled"},
	"full":           {Code: 552, EnhancedCode: smtp.EnhancedCode{5, 2, 2}, Message: "mailbox full"},
	"plain-550":      {Code: 550, EnhancedCode: smtp.NoEnhancedCode, Message: "unknown"},
	"plain-554":      {Code: 554, EnhancedCode: smtp.NoEnhancedCode, Message: "refused"},
	"shut-down-soon": {Code: 421, EnhancedCode: smtp.NoEnhancedCode, Message: "closing"},
}

// Only a permanent reply about the recipient is a verdict. The others can be different the next time.
func TestRelay_Replies(t *testing.T) {
	relay := mailServer(t, true)
	verdicts := []string{"no-domain", "null-mx", "disabled", "plain-550"}
	for localPart := range replies {
		reason := fault.EmailVerifierUnavailable
		if slices.Contains(verdicts, localPart) {
			reason = fault.EmailAddressUnknown
		}
		t.Run(localPart, func(t *testing.T) {
			requireReason(t, relay.Verify(t.Context(), localPart+"@example.com"), reason)
		})
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	return listener
}

func mailServer(t *testing.T, international bool) mailcheck.Relay {
	t.Helper()
	listener := listen(t)
	server := smtp.NewServer(mailbox{})
	server.EnableSMTPUTF8 = international
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		require.NoError(t, server.Close())
		require.NoError(t, <-done)
	})
	return mailcheck.Relay{Address: listener.Addr().String(), Timeout: patient}
}

func TestARelayIsAskedForTheRecipient(t *testing.T) {
	relay := mailServer(t, true)
	require.NoError(t, relay.Verify(t.Context(), "ada@example.com"))
	require.NoError(t, relay.Verify(t.Context(), "åsa@example.com"))
	requireReason(t, relay.Verify(t.Context(), "nobody@example.com"), fault.EmailAddressUnknown)
	requireReason(t, relay.Verify(t.Context(), "later@example.com"), fault.EmailVerifierUnavailable)
	requireReason(t, relay.Verify(t.Context(), "policy@example.com"), fault.EmailVerifierUnavailable)
}

func TestARelayThatTakesNoInternationalAddresses(t *testing.T) {
	relay := mailServer(t, false)
	require.NoError(t, relay.Verify(t.Context(), "ada@example.com"))
	requireReason(t, relay.Verify(t.Context(), "åsa@example.com"), fault.EmailAddressUnknown)
}

func TestARelayThatDoesNotAnswer(t *testing.T) {
	silent := listen(t) // connections are made, and nothing is ever said
	relay := mailcheck.Relay{Address: silent.Addr().String(), Timeout: impatient}
	requireReason(t, relay.Verify(t.Context(), "ada@example.com"), fault.EmailVerifierUnavailable)

	gone := listen(t)
	require.NoError(t, gone.Close())
	relay = mailcheck.Relay{Address: gone.Addr().String(), Timeout: patient}
	requireReason(t, relay.Verify(t.Context(), "åsa@example.com"), fault.EmailVerifierUnavailable)
}

func TestParseRelay(t *testing.T) {
	relay, err := mailcheck.ParseRelay("smtps://mail.example.com:465")
	require.NoError(t, err)
	require.Equal(t, mailcheck.Relay{Address: "mail.example.com:465", TLS: true, Timeout: mailcheck.DefaultTimeout}, relay)
	for _, malformed := range []string{
		"", "mail.example.com:25", "http://mail.example.com:25", "smtp://mail.example.com", "smtp://:25", "smtp://user:pass@mail.example.com:25",
		"smtp://mail.example.com:25/", "smtp://mail.example.com:25?tls=required", "smtp://mail.example.com:25#tls", "smtp://mail.example.com:0",
		"smtp://mail.example.com:65536",
	} {
		_, err := mailcheck.ParseRelay(malformed)
		require.EqualError(t, err, "it must be smtp://host:port, or smtps://host:port")
	}
}

// zone answers for domains by their first labels.
func zone(writer dns.ResponseWriter, question *dns.Msg) {
	answer := new(dns.Msg)
	answer.SetReply(question)
	answer.RecursionAvailable = true
	first := question.Question[0]
	record := func(text string) {
		record, err := dns.NewRR(first.Name + " 60 IN " + text)
		if err == nil {
			answer.Answer = append(answer.Answer, record)
		}
	}
	switch label := dns.SplitDomainName(first.Name)[0]; {
	case label == "mail" && first.Qtype == dns.TypeMX:
		record("MX 10 mx.example.")
	case label == "null" && first.Qtype == dns.TypeMX:
		record("MX 0 .")
	case label == "host" && first.Qtype == dns.TypeA:
		record("A 192.0.2.1")
	case label == "none":
		answer.Rcode = dns.RcodeNameError
	case label == "broken":
		answer.Rcode = dns.RcodeServerFailure
	case label == "silent":
		return
	}
	_ = writer.WriteMsg(answer)
}

func nameServer(t *testing.T) *net.Resolver {
	t.Helper()
	socket, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:0")
	require.NoError(t, err)
	server := &dns.Server{PacketConn: socket, Handler: dns.HandlerFunc(zone)}
	done := make(chan error, 1)
	ready := make(chan struct{})
	server.NotifyStartedFunc = func() { close(ready) }
	go func() { done <- server.ActivateAndServe() }()
	<-ready
	t.Cleanup(func() {
		require.NoError(t, server.Shutdown())
		require.NoError(t, <-done)
	})
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", socket.LocalAddr().String())
	}}
}

func TestADomainIsAskedForItsMailExchangers(t *testing.T) {
	exchangers := mailcheck.MX{Resolver: nameServer(t), Timeout: patient}
	require.NoError(t, exchangers.Verify(t.Context(), "ada@mail.example.com"))
	require.NoError(t, exchangers.Verify(t.Context(), "ada@host.example.com"), "a host of that name takes mail")
	requireReason(t, exchangers.Verify(t.Context(), "ada@null.example.com"), fault.EmailAddressUnknown)
	requireReason(t, exchangers.Verify(t.Context(), "ada@none.example.com"), fault.EmailAddressUnknown)
	requireReason(t, exchangers.Verify(t.Context(), "ada@empty.example.com"), fault.EmailAddressUnknown)
	requireReason(t, exchangers.Verify(t.Context(), "ada@broken.example.com"), fault.EmailVerifierUnavailable)
	exchangers.Timeout = impatient
	requireReason(t, exchangers.Verify(t.Context(), "ada@silent.example.com"), fault.EmailVerifierUnavailable)
}
