package mongo

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/auth"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/description"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"
)

// Codes of answers that a start explains.
const (
	unauthorizedCode         = 13
	authenticationFailedCode = 18
)

// ErrConnection reports that a server cannot be used. The error says what is wrong with it, or with the connection string.
var ErrConnection = errors.New("MongoDB cannot be used")

// explain adds what is wrong with the server to an error of a start, where it can tell.
func (s *Store) explain(err error) error {
	if err == nil || s.server == nil || errors.Is(err, ErrConnection) {
		return err
	}
	if problem := connectionProblem(s.server, err); problem != "" {
		return fmt.Errorf("%w: %s", ErrConnection, problem)
	}
	return err
}

// connectionProblem returns a sentence that says what is wrong with a connection string or with the server that it names, for an
// error of the first call; "" if it cannot tell. It never holds the user's name or password.
func connectionProblem(target *connstring.ConnString, cause error) string {
	selection := topology.ServerSelectionError{}
	switch {
	case hasCode(cause, authenticationFailedCode) || isRefusedLogin(cause):
		return fmt.Sprintf("the server refuses the user or the password: check both, and the database that has the user (authSource, now %q)",
			target.AuthSource)
	case hasCode(cause, unauthorizedCode):
		return "the user lacks a privilege: give it the role readWrite on the database " + databaseOf(target)
	case errors.As(cause, &selection):
		return selectionProblem(target, selection.Desc)
	default:
		return networkProblem(target, strings.Join(target.Hosts, ", "), cause)
	}
}

// isRefusedLogin reports whether the connection failed where it logs in, for another reason than the network.
func isRefusedLogin(cause error) bool {
	login := (*auth.Error)(nil)
	return errors.As(cause, &login) && !errors.As(cause, new(net.Error)) && !errors.Is(cause, io.EOF)
}

func hasCode(cause error, code int) bool {
	response := driver.ServerError(nil)
	return errors.As(cause, &response) && response.HasErrorCode(code)
}

// selectionProblem says why no server could be selected, by what the driver knows of each.
func selectionProblem(target *connstring.ConnString, known description.Topology) string {
	if len(known.Servers) == 0 || isOfAnotherSet(target, known) {
		return fmt.Sprintf("no host of the connection string is a member of the replica set %q, which it names", target.ReplicaSet)
	}
	var problems []string
	for _, server := range known.Servers {
		if problem := networkProblem(target, server.Addr.String(), server.LastError); problem != "" {
			problems = append(problems, problem)
		}
	}
	if len(problems) == 0 {
		return "no member of the replica set is its primary at present"
	}
	return strings.Join(problems, "; ")
}

// isOfAnotherSet reports whether a single server responded, and the driver does not use it because of the replica set's name.
func isOfAnotherSet(target *connstring.ConnString, known description.Topology) bool {
	return known.Kind == description.TopologyKindSingle && target.ReplicaSet != "" && known.Servers[0].LastError == nil
}

// networkProblem says what is wrong with the connection to a host; "" if nothing is, or it cannot tell.
func networkProblem(target *connstring.ConnString, host string, cause error) string {
	switch {
	case cause == nil:
		return ""
	case errors.As(cause, new(*net.DNSError)):
		return fmt.Sprintf("the name of the host %s cannot be resolved", host)
	case errors.Is(cause, syscall.ECONNREFUSED):
		return fmt.Sprintf("nothing listens at %s", host)
	case certificateProblem(cause) != "":
		return fmt.Sprintf("the TLS certificate of %s is not accepted: %s", host, certificateProblem(cause))
	case errors.As(cause, new(tls.RecordHeaderError)), target.SSL && isHangUp(cause):
		return fmt.Sprintf("%s does not speak TLS, which the connection string asks for (tls)", host)
	case errors.As(cause, new(tls.AlertError)):
		return fmt.Sprintf("%s refuses the TLS connection: it may require a certificate of the client (tlsCertificateKeyFile)", host)
	case driver.IsTimeout(cause):
		return fmt.Sprintf("%s does not respond within %s: a firewall may be in the way", host, serverSelectionTimeout)
	case isHangUp(cause):
		return fmt.Sprintf("%s closes the connection at once: it may require TLS (tls=true), or not be a MongoDB server", host)
	default:
		return ""
	}
}

func isHangUp(cause error) bool {
	return errors.Is(cause, io.EOF) || errors.Is(cause, syscall.ECONNRESET)
}

// certificateProblem says why a certificate is not accepted; "" if the cause is another.
func certificateProblem(cause error) string {
	verification := (*tls.CertificateVerificationError)(nil)
	if !errors.As(cause, &verification) {
		return ""
	}
	switch {
	case errors.As(cause, new(x509.UnknownAuthorityError)):
		return "it is not signed by an authority that is trusted here (tlsCAFile)"
	case errors.As(cause, new(x509.HostnameError)):
		return "it is for another name"
	default:
		return verification.Err.Error()
	}
}
