package roleaccount

import (
	"context"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"accessgraph/domain/fault"
	"accessgraph/domain/text"
)

// EmailAddressVerifier verifies that mail can be sent to an address.
type EmailAddressVerifier interface {
	// Verify is called with well-formed addresses. It returns EMAIL_ADDRESS_UNKNOWN if mail cannot be sent to the address, and
	// EMAIL_VERIFIER_UNAVAILABLE if no server could tell. Every other error means that the verification failed.
	Verify(ctx context.Context, address string) error
}

// SyntaxVerifier recognizes every well-formed address, without asking a server.
//
// An address is a local part, an @ and a domain, without a display name, comments or quotes. The domain has at least two
// labels of ASCII letters, digits and hyphens: an internationalized domain must be in its ASCII form (xn--…), so that it has
// only one spelling. A local part has no such form, so its letters may be of any script. Like every text it is stored in
// Normalization Form C.
type SyntaxVerifier struct{}

// Limits of SMTP and of the domain name system, in bytes.
const (
	longestLocalPart = 64
	longestDomain    = 253
	longestLabel     = 63
)

// Verify returns EMAIL_ADDRESS_UNKNOWN if an address is not well formed.
func (SyntaxVerifier) Verify(_ context.Context, address string) error {
	if addressProblem(address) == "" {
		return nil
	}
	return fault.New(fault.EmailAddressUnknown).Err()
}

// notRecognized is the problem of an address to which mail cannot be sent.
const notRecognized = "must be an address that mail can be sent to"

// internationalized reads and writes domains in other scripts as browsers do. Hyphens may stand anywhere but at the ends of a label:
// ab--cd.com is registered.
var internationalized = idna.New(
	idna.MapForLookup(), idna.BidiRule(), idna.CheckJoiners(true), idna.StrictDomainName(true), idna.CheckHyphens(false),
)

// StoredAddress returns an address in the form in which it is stored: without blanks around it, in Normalization Form C, and with its
// domain in lower case. Domains are compared without regard to case, and local parts are not. Only letters of ASCII change: another
// letter of a domain, such as İ, can have a lower case that is another domain.
func StoredAddress(address string) string {
	clean := text.Clean(address)
	at := strings.LastIndexByte(clean, '@')
	if at < 0 {
		return clean
	}
	return clean[:at+1] + strings.Map(lowerASCII, clean[at+1:])
}

func lowerASCII(character rune) rune {
	if 'A' <= character && character <= 'Z' {
		return character + 'a' - 'A'
	}
	return character
}

// addressProblem returns the problem of an address, which is empty if it is well formed. If the only problem is a domain that
// is not in ASCII, it names the ASCII form.
func addressProblem(address string) fault.Text {
	if isWellFormed(address) {
		return ""
	}
	localPart, domain, _ := strings.Cut(address, "@")
	ascii, err := internationalized.ToASCII(domain)
	if err == nil && ascii != domain && isWellFormed(localPart+"@"+ascii) {
		return fault.Text(notRecognized + ", with its domain in ASCII: " + fault.Quote(ascii))
	}
	return notRecognized
}

func isWellFormed(address string) bool {
	mailbox, err := mail.ParseAddress(address)
	if err != nil || mailbox.Name != "" || mailbox.Address != address {
		return false
	}
	localPart, domain, hasDomain := strings.Cut(address, "@")
	return hasDomain && isLocalPart(localPart) && isDomain(domain)
}

// isLocalPart reports whether a local part that the parser accepts has only letters, marks and digits beyond ASCII. Variation selectors
// are marks that nobody can see.
func isLocalPart(localPart string) bool {
	return len(localPart) <= longestLocalPart && !strings.ContainsFunc(localPart, func(character rune) bool {
		return character >= utf8.RuneSelf &&
			(!unicode.In(character, unicode.L, unicode.M, unicode.N) || unicode.Is(unicode.Variation_Selector, character))
	})
}

func isDomain(domain string) bool {
	labels := strings.Split(domain, ".")
	if len(domain) > longestDomain || len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if !isLabel(label) {
			return false
		}
	}
	// A label that begins with xn-- must encode a valid name in another script.
	if _, err := internationalized.ToUnicode(domain); err != nil {
		return false
	}
	// If the last label is a number, the domain is an IP address.
	return strings.Trim(labels[len(labels)-1], "0123456789") != ""
}

func isLabel(label string) bool {
	if label == "" || len(label) > longestLabel || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
		return false
	}
	return !strings.ContainsFunc(label, func(character rune) bool {
		return character != '-' && (character > unicode.MaxASCII || !unicode.In(character, unicode.L, unicode.N))
	})
}
