package mongo

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"
)

// ErrConnectionString reports a connection string that cannot be used. Its text names no part of the string, which may hold a
// password.
var ErrConnectionString = errors.New("the connection string of MongoDB is not valid")

// connectionStringProblem returns ErrConnectionString with the driver's reason, up to where the reason quotes the string.
func connectionStringProblem(uri string, cause error) error {
	reason := cause.Error()
	for _, part := range strings.FieldsFunc(uri, func(r rune) bool { return strings.ContainsRune(":/@?&=,", r) }) {
		decoded, err := url.QueryUnescape(part)
		if err != nil {
			decoded = part
		}
		for _, text := range []string{part, decoded} {
			if before, _, ok := strings.Cut(reason, text); ok && !strings.HasPrefix(text, "mongodb") {
				reason = before
			}
		}
	}
	reason = strings.TrimRight(strings.TrimPrefix(reason, "error parsing uri"), ` "':`)
	if reason = strings.TrimLeft(reason, ": "); reason == "" {
		return fmt.Errorf("%w: it has the form mongodb://user:password@host:port/database?replicaSet=name", ErrConnectionString)
	}
	return fmt.Errorf("%w: %s", ErrConnectionString, reason)
}

// overriddenOptions are the options of a connection string, in lower case, that accessgraph sets itself.
var overriddenOptions = []string{
	"appname", "connecttimeoutms", "heartbeatfrequencyms", "journal", "readconcernlevel", "readpreference", "readpreferencetags",
	"maxstalenessseconds", "retryreads", "retrywrites", "serverselectiontimeoutms", "sockettimeoutms", "timeoutms", "w", "wtimeoutms",
}

// ignoredOptions returns the names of the options of a connection string that have no effect.
func ignoredOptions(target *connstring.ConnString) []string {
	_, parameters, _ := strings.Cut(target.Original, "?")
	var ignored []string
	for parameter := range strings.SplitSeq(parameters, "&") {
		name, _, _ := strings.Cut(parameter, "=")
		if slices.Contains(overriddenOptions, strings.ToLower(name)) {
			ignored = append(ignored, name)
		}
	}
	return ignored
}
