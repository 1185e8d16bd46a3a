package api

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// ipv6Network is how many bits of an address one visitor commonly has to themselves.
const ipv6Network = 64

const headerForwardedFor = "X-Forwarded-For"

// proxies are the networks of the operator's own proxies, whose word is taken for whom a request comes from.
type proxies []netip.Prefix

// visitor returns the address of whoever sent a request, for IPv6 their network. That is the other end of the connection,
// unless this is a proxy: each proxy adds the end of its own connection to the header, so that the last one in it that is no
// proxy is the visitor. What stands before, anybody can have written. A connection without an address is named as it is.
func (p proxies) visitor(r *http.Request) string {
	address, ok := addressIn(r.RemoteAddr)
	if !ok {
		return r.RemoteAddr
	}
	if p.trusted(address) {
		address = p.before(address, strings.Split(strings.Join(r.Header.Values(headerForwardedFor), ","), ","))
	}
	return networkOf(address)
}

// before returns whom a proxy names, going back until that is not another proxy, or no address.
func (p proxies) before(proxy netip.Addr, named []string) netip.Addr {
	address := proxy
	for _, name := range slices.Backward(named) {
		before, ok := addressIn(strings.TrimSpace(name))
		if !ok {
			break
		}
		address = before
		if !p.trusted(address) {
			break
		}
	}
	return address
}

func (p proxies) trusted(address netip.Addr) bool {
	return slices.ContainsFunc(p, func(network netip.Prefix) bool { return network.Contains(address) })
}

// addressIn reads an address with or without a port.
func addressIn(text string) (address netip.Addr, ok bool) {
	end, err := netip.ParseAddrPort(text)
	if err == nil {
		address = end.Addr()
	} else if address, err = netip.ParseAddr(strings.Trim(text, "[]")); err != nil {
		return netip.Addr{}, false
	}
	return address.Unmap().WithZone(""), true
}

// networkOf returns an address as one visitor has it: for IPv6, its network.
func networkOf(address netip.Addr) string {
	if address.Is4() {
		return address.String()
	}
	network, err := address.Prefix(ipv6Network)
	if err != nil {
		return address.String()
	}
	return network.String()
}
