package roleaccount

import (
	"context"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"accessgraph/domain/fault"
)

// EmailAddressVerifier says whether mail can be sent to an address.
type EmailAddressVerifier interface {
	// Verify is asked about addresses that are well formed. It returns EMAIL_ADDRESS_UNKNOWN for one that mail
	// cannot be sent to. Every other error means that it could not tell: EMAIL_VERIFIER_UNAVAILABLE, when no server
	// could say.
	Verify(ctx context.Context, address string) error
}

// SyntaxVerifier recognizes every address that is well formed; it asks no server.
//
// An address is a local part, an @ and a domain, without a display name, comments or quotes. The domain has at least two
// labels of ASCII letters, digits and hyphens: an internationalized domain is given in its ASCII form (xn--…), so that it
// has one spelling only. A local part has no such form, so its letters may be of any script; as every text it is kept
// in Normalization Form C.
type SyntaxVerifier struct{}

// Bounds of SMTP, in bytes, and of the domain name system.
const (
	longestLocalPart = 64
	longestDomain    = 253
	longestLabel     = 63
)

// Verify returns EMAIL_ADDRESS_UNKNOWN for an address that is not well formed.
func (SyntaxVerifier) Verify(_ context.Context, address string) error {
	if addressProblem(address) == "" {
		return nil
	}
	return fault.New(fault.EmailAddressUnknown).Err()
}

// notRecognized is what is wrong with an address that mail cannot be sent to.
const notRecognized = "must be an address that mail can be sent to"

// addressProblem says what is wrong with an address; empty when it is well formed. For one whose only fault is that its
// domain is not in ASCII it names the form that is.
func addressProblem(address string) fault.Text {
	if wellFormed(address) {
		return ""
	}
	localPart, domain, _ := strings.Cut(address, "@")
	ascii, err := idna.Lookup.ToASCII(domain)
	if err == nil && ascii != domain && wellFormed(localPart+"@"+ascii) {
		return fault.Text(notRecognized + ", with its domain in ASCII: " + fault.Quote(ascii))
	}
	return notRecognized
}

func wellFormed(address string) bool {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Name != "" || parsed.Address != address {
		return false
	}
	localPart, domain, found := strings.Cut(address, "@")
	return found && wellFormedLocalPart(localPart) && wellFormedDomain(domain)
}

// wellFormedLocalPart narrows what the parser takes: beyond ASCII only what words are made of.
func wellFormedLocalPart(localPart string) bool {
	return len(localPart) <= longestLocalPart && !strings.ContainsFunc(localPart, func(character rune) bool {
		return character >= utf8.RuneSelf && !unicode.In(character, unicode.L, unicode.M, unicode.N)
	})
}

func wellFormedDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(domain) > longestDomain || len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if !wellFormedLabel(label) {
			return false
		}
	}
	// What begins with xn-- stands for a name in another script: for one that there can be.
	if _, err := idna.Lookup.ToUnicode(domain); err != nil {
		return false
	}
	// A number at the end makes it an address of the Internet Protocol, not a name.
	return strings.Trim(labels[len(labels)-1], "0123456789") != ""
}

func wellFormedLabel(label string) bool {
	if label == "" || len(label) > longestLabel || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
		return false
	}
	return !strings.ContainsFunc(label, func(character rune) bool {
		return character != '-' && (character > unicode.MaxASCII || !unicode.In(character, unicode.L, unicode.N))
	})
}
