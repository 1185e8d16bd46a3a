package api

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// The most characters of what a client says about itself.
const (
	longestUserAgent       = 128
	longestClientRequestID = 64
	// longestQuoted is how many bytes of it are looked at.
	longestQuoted = 1024
)

// secretPrefix is how every secret of this program begins.
const secretPrefix = "access"

var (
	emailAddress = regexp.MustCompile(`[^\s<>"'(),;:]+@[^\s<>"'(),;:]+`)
	// secret matches the keys and invitation tokens that this program makes, whole or cut off.
	secret = regexp.MustCompile(`\b` + secretPrefix + `(graph|invite)_[A-Za-z0-9]+`)
)

// sentKeys returns what a request carries as keys, whether or not it may.
func sentKeys(header http.Header) []string {
	var keys []string
	for _, value := range header.Values(headerKey) {
		keys = append(keys, strings.TrimSpace(value))
	}
	for _, value := range header.Values(headerAuthorization) {
		_, credentials, _ := strings.Cut(value, " ")
		keys = append(keys, strings.TrimSpace(credentials))
	}
	return keys
}

// redact removes what no log may hold. The errors of libraries can quote their input.
func (i *requestInfo) redact(text string) string {
	return shorten(i.strike(text))
}

func (i *requestInfo) strike(text string) string {
	for _, key := range i.keys {
		if key != "" {
			text = strings.ReplaceAll(text, key, "[key]")
		}
	}
	if strings.Contains(text, secretPrefix) {
		text = secret.ReplaceAllString(text, "[key]")
	}
	if strings.Contains(text, "@") {
		text = emailAddress.ReplaceAllString(text, "[email address]")
	}
	return text
}

// quote makes a text of the client's fit for a log: without keys and e-mail addresses, with control and direction
// characters made visible, and of so many characters at most.
func (i *requestInfo) quote(text string, most int) string {
	if len(text) > longestQuoted {
		// What is cut off in its middle would not be recognized as a key.
		text = text[:strings.LastIndexAny(text[:longestQuoted], " ,;()<>")+1]
	}
	text = i.strike(text)
	if len(text) <= most && isPlain(text) {
		return text
	}
	quoted := strconv.QuoteToGraphic(text)
	runes := []rune(quoted[1 : len(quoted)-1])
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}

// isPlain reports whether a text is the same when it is quoted: printable ASCII without quotation marks and backslashes.
func isPlain(text string) bool {
	for _, octet := range []byte(text) {
		if octet < ' ' || octet > '~' || octet == '"' || octet == '\\' {
			return false
		}
	}
	return true
}
