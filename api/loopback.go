package api

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// forwarded reports whether a proxy says that it passed a request on.
func forwarded(header http.Header) bool {
	names := []string{headerForwardedFor, "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "Forwarded", "Via"}
	return slices.ContainsFunc(names, func(name string) bool { return len(header.Values(name)) > 0 })
}

// unlessForwarded serves requests that a proxy passed on as if next were off, if it is for direct requests only.
func unlessForwarded(directOnly bool, next, off http.HandlerFunc) http.HandlerFunc {
	if !directOnly {
		return next
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if forwarded(r.Header) {
			off(w, r)
			return
		}
		next(w, r)
	}
}

// mayName reports whether a request to a server on loopback may name the host that it names. A page whose name was made
// to lead to this machine names another host than this machine's; so does a proxy that passes on the host it was asked
// for, which is taken from one that is trusted, and says whom it forwards.
func (p proxies) mayName(r *http.Request) bool {
	if isLoopbackHost(r.Host) {
		return true
	}
	address, ok := addressIn(r.RemoteAddr)
	return ok && p.trusted(address) && forwarded(r.Header)
}

// isLoopbackHost reports whether a Host header, with or without a port, names the machine itself. A missing one does:
// only old clients send none, and no browser.
func isLoopbackHost(host string) bool {
	name := host
	if withoutPort, _, err := net.SplitHostPort(host); err == nil {
		name = withoutPort
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if name == "" {
		return host == ""
	}
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	if bare, ok := strings.CutPrefix(name, "["); ok && strings.HasSuffix(bare, "]") {
		name = strings.TrimSuffix(bare, "]")
	}
	address, err := netip.ParseAddr(name)
	return err == nil && address.Unmap().IsLoopback()
}
