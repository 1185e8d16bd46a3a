package api

import (
	"net/http"
	"net/netip"
	"sync"

	"accessgraph/domain/fault"
)

// places limits the number of connections, or of HTTP/2 requests, that are open at once: of all, and of one address.
type places struct {
	limits  Limits
	proxies proxies

	mutex sync.Mutex
	// open counts the places taken by their address; all is their sum, and of those that no address bounds.
	open map[string]int
	all  int
}

func newPlaces(limits Limits, trusted []netip.Prefix) *places {
	return &places{limits: limits, proxies: trusted, open: map[string]int{}}
}

// boundedAddress returns the address by which the end of a connection is bounded; none for a proxy, and one without an address.
func (p *places) boundedAddress(end string) string {
	address, ok := addressIn(end)
	if !ok || p.proxies.trusted(address) {
		return ""
	}
	return networkOf(address)
}

// take takes a place for an address, or names the limit that has no room for it.
func (p *places) take(address string) (limit string, ok bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	switch {
	case p.all >= p.limits.Connections:
		return limitConnections, false
	case address != "" && p.open[address] >= p.limits.ConnectionsPerAddress:
		return limitConnectionsPerAddress, false
	}
	p.all++
	if address != "" {
		p.open[address]++
	}
	return "", true
}

func (p *places) release(address string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.all--
	if address == "" {
		return
	}
	if p.open[address]--; p.open[address] == 0 {
		delete(p.open, address)
	}
}

// boundStreams limits the concurrent requests on HTTP/2 connections as connections are limited: each may hold a body in memory, as
// a connection of HTTP/1.1 does.
func boundStreams(streams *places, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor < 2 {
			next.ServeHTTP(w, r)
			return
		}
		address := streams.boundedAddress(r.RemoteAddr)
		if _, ok := streams.take(address); !ok {
			refuse(w, r, retryAfter(http.StatusServiceUnavailable, busyRetrySeconds, fault.New(fault.ServerBusy, fault.Number(busyRetrySeconds))))
			return
		}
		defer streams.release(address)
		next.ServeHTTP(w, r)
	})
}
