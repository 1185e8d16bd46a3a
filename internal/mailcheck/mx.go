package mailcheck

import (
	"context"
	"errors"
	"net"
	"time"
)

// MX recognizes addresses whose domain accepts mail: it has a mail exchanger, or an address of its own, which stands in
// for one (RFC 5321). A domain that says that it accepts none (RFC 7505) is refused.
type MX struct {
	Resolver *net.Resolver
	Timeout  time.Duration
}

// Verify asks the domain name system about the domain of an address.
func (m MX) Verify(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, m.Timeout)
	defer cancel()
	domain := domainOf(address) + "."
	exchangers, err := m.Resolver.LookupMX(ctx, domain)
	switch {
	case err == nil && len(exchangers) == 1 && exchangers[0].Host == ".":
		return refused(errors.New("the domain accepts no mail"))
	case err == nil:
		return nil
	case !isNotFound(err):
		return unknown(err)
	}
	if _, err := m.Resolver.LookupNetIP(ctx, "ip", domain); err != nil {
		if isNotFound(err) {
			return refused(err)
		}
		return unknown(err)
	}
	return nil
}

// isNotFound reports whether the domain name system has no such record.
func isNotFound(err error) bool {
	var dnsErr *net.DNSError
	return errors.As(err, &dnsErr) && dnsErr.IsNotFound
}
