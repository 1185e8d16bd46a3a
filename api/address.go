package api

import "net/netip"

// ipv6Network is how many bits of an address one visitor commonly has to themselves.
const ipv6Network = 64

// networkOf returns the address of a connection's other end, without its port; for IPv6, its network. Headers in which
// a proxy may name others are not read: anybody can send them.
func networkOf(remote string) string {
	end, err := netip.ParseAddrPort(remote)
	if err != nil {
		return remote
	}
	address := end.Addr().Unmap().WithZone("")
	if address.Is4() {
		return address.String()
	}
	network, err := address.Prefix(ipv6Network)
	if err != nil {
		return address.String()
	}
	return network.String()
}
