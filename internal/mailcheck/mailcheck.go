// Package mailcheck asks the servers that would carry mail whether they would take it for an address.
//
// What a server refuses is EMAIL_ADDRESS_UNKNOWN. A server that cannot be reached, does not reply in time, or
// defers its reply says nothing about the address: that is EMAIL_VERIFIER_UNAVAILABLE. No mail is ever sent.
package mailcheck

import (
	"strings"
	"time"

	"accessgraph/domain/fault"
)

// DefaultTimeout bounds the whole verification of an address.
const DefaultTimeout = 5 * time.Second

func refused(cause error) error { return fault.New(fault.EmailAddressUnknown).Because(cause) }

func unknown(cause error) error { return fault.New(fault.EmailVerifierUnavailable).Because(cause) }

// domainOf is the part of an address behind the last @.
func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }
