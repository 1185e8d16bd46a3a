package config

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Each type of a setting reads itself from text. The error completes the sentence "the setting … is not valid: ", and never
// quotes the value, which may hold a secret.

// Address is an address to listen on, as host:port.
type Address string

// UnmarshalText reads an address.
func (a *Address) UnmarshalText(text []byte) error {
	_, port, err := net.SplitHostPort(string(text))
	if err != nil || port == "" {
		return errors.New("it must be host:port, such as 127.0.0.1:8080")
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return errors.New("its port must be a number from 0 to 65535")
	}
	*a = Address(text)
	return nil
}

// Folder is the path of a folder.
type Folder string

// UnmarshalText reads a path.
func (f *Folder) UnmarshalText(text []byte) error {
	if strings.TrimSpace(string(text)) == "" {
		return errors.New("it must not be empty")
	}
	*f = Folder(text)
	return nil
}

// MongoDBURI is the connection string of a MongoDB, which may hold a password. It is empty for the embedded store.
type MongoDBURI string

// UnmarshalText reads a connection string.
func (m *MongoDBURI) UnmarshalText(text []byte) error {
	uri := string(text)
	if !strings.HasPrefix(uri, "mongodb://") && !strings.HasPrefix(uri, "mongodb+srv://") {
		return errors.New("it must begin with mongodb:// or mongodb+srv://")
	}
	*m = MongoDBURI(text)
	return nil
}

// Exposure says when the server has a page that is for its operator: On, Off or Loopback.
type Exposure string

// The values of Exposure. Loopback means on for requests that come straight from the server's own machine: the server listens
// on a loopback address only, and no proxy says that it passed the request on.
const (
	On       Exposure = "on"
	Off      Exposure = "off"
	Loopback Exposure = "loopback"
)

// UnmarshalText reads an exposure.
func (e *Exposure) UnmarshalText(text []byte) error { return oneOf(e, text, On, Off, Loopback) }

// Introspection says who may read the schema from the server.
type Introspection string

// The values of Introspection: everybody, callers with a key, nobody.
const (
	IntrospectionPublic Introspection = "public"
	IntrospectionKey    Introspection = "key"
	IntrospectionOff    Introspection = "off"
)

// UnmarshalText reads an introspection.
func (i *Introspection) UnmarshalText(text []byte) error {
	return oneOf(i, text, IntrospectionPublic, IntrospectionKey, IntrospectionOff)
}

// oneOf stores text in value if it is one of these words.
func oneOf[Word ~string](value *Word, text []byte, words ...Word) error {
	if !slices.Contains(words, Word(text)) {
		names := make([]string, len(words))
		for i, word := range words {
			names[i] = string(word)
		}
		return errors.New("it must be one of " + strings.Join(names, ", "))
	}
	*value = Word(text)
	return nil
}

// Delay is a duration that may be unset.
type Delay struct {
	duration time.Duration
	set      bool
}

// UnmarshalText reads a delay; empty text is unset.
func (d *Delay) UnmarshalText(text []byte) error {
	*d = Delay{}
	if len(text) == 0 {
		return nil
	}
	duration, err := time.ParseDuration(string(text))
	if err != nil || duration < 0 {
		return errors.New("it must be a duration such as 500ms, 5s or 1m")
	}
	*d = Delay{duration, true}
	return nil
}

// Interval is the time between two runs of a background job; zero for never.
type Interval time.Duration

// shortestInterval is the shortest time between two verifications of the store.
const shortestInterval = time.Minute

// UnmarshalText reads an interval; empty text is never.
func (i *Interval) UnmarshalText(text []byte) error {
	*i = 0
	if len(text) == 0 {
		return nil
	}
	interval, err := time.ParseDuration(string(text))
	if err != nil || interval < shortestInterval {
		return errors.New("it must be a duration of at least 1m, such as 24h")
	}
	*i = Interval(interval)
	return nil
}

// Retention is how long documents are kept; zero for ever.
type Retention time.Duration

// longestRetention is the longest retention, in days: about a century.
const longestRetention = 36_500

// UnmarshalText reads a number of days; empty text is for ever.
func (r *Retention) UnmarshalText(text []byte) error {
	*r = 0
	if len(text) == 0 {
		return nil
	}
	number, hasUnit := strings.CutSuffix(string(text), "d")
	days, err := strconv.Atoi(number)
	if err != nil || !hasUnit || days < 1 || days > longestRetention {
		return errors.New("it must be a number of days from 1d to 36500d, such as 400d")
	}
	*r = Retention(time.Duration(days) * 24 * time.Hour)
	return nil
}

// Networks are networks of the Internet protocol; a single address is a network of its own.
type Networks []netip.Prefix

// UnmarshalText reads networks and addresses, separated by commas.
func (n *Networks) UnmarshalText(text []byte) error {
	var networks Networks
	for part := range strings.SplitSeq(string(text), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		network, err := netip.ParsePrefix(part)
		if err != nil {
			address, err := netip.ParseAddr(part)
			if err != nil {
				return errors.New("it must be a comma-separated list of addresses and networks such as 10.0.0.0/8,::1")
			}
			network = netip.PrefixFrom(address, address.BitLen())
		}
		networks = append(networks, network.Masked())
	}
	*n = networks
	return nil
}

// Limits are limits of the API by their names.
type Limits map[string]int

// UnmarshalText reads limits, separated by commas. The API knows their names.
func (l *Limits) UnmarshalText(text []byte) error {
	limits := Limits{}
	for part := range strings.SplitSeq(string(text), ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, number, hasNumber := strings.Cut(part, "=")
		value, err := strconv.Atoi(strings.TrimSpace(number))
		if !hasNumber || err != nil {
			return errors.New("it must be a comma-separated list such as depth=20,cost=50000")
		}
		limits[strings.TrimSpace(name)] = value
	}
	*l = limits
	return nil
}

// Origins are origins of web pages, such as https://console.example.com; the only entry * stands for all.
type Origins []string

// AnyOrigin stands for all origins.
const AnyOrigin = "*"

// UnmarshalText reads origins, separated by commas. Each is written as browsers send it: in lower case, without the default port.
func (o *Origins) UnmarshalText(text []byte) error {
	var origins Origins
	for part := range strings.SplitSeq(string(text), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		origin, err := readOrigin(part)
		if err != nil {
			return err
		}
		origins = append(origins, origin)
	}
	if len(origins) > 1 && slices.Contains(origins, AnyOrigin) {
		return errors.New("* means all origins, and must be the only one")
	}
	*o = origins
	return nil
}

// defaultPorts are the ports that an origin leaves out, by its scheme.
var defaultPorts = map[string]string{"http": "80", "https": "443"}

func readOrigin(text string) (string, error) {
	if text == AnyOrigin {
		return text, nil
	}
	parsed, err := url.Parse(text)
	if err != nil || defaultPorts[parsed.Scheme] == "" || parsed.Hostname() == "" || strings.Contains(parsed.Host, "*") ||
		parsed.User != nil || strings.TrimSuffix(parsed.Path, "/") != "" || parsed.RawQuery != "" || parsed.Fragment != "" {
		return "", errors.New("it must be a comma-separated list of origins such as https://console.example.com, or * for all")
	}
	host := strings.ToLower(parsed.Host)
	if parsed.Port() == defaultPorts[parsed.Scheme] {
		host = strings.TrimSuffix(host, ":"+parsed.Port())
	}
	return parsed.Scheme + "://" + strings.TrimSuffix(host, ":"), nil
}
