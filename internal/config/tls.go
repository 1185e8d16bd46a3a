package config

import (
	"errors"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

// TLS configures HTTPS: the certificate is read from files, or obtained from a certificate authority by ACME. Unset, the server
// serves HTTP.
type TLS struct {
	TLSCertificate string       `name:"tls-certificate" env:"ACCESSGRAPH_TLS_CERTIFICATE" placeholder:"FILE" help:"PEM file with a certificate, followed by its issuers' certificates. Enables HTTPS. It is reloaded when it changes."`
	TLSKey         string       `name:"tls-key" env:"ACCESSGRAPH_TLS_KEY" placeholder:"FILE" help:"PEM file with the certificate's private key, readable by its owner only."`
	ACMEHosts      Hosts        `name:"acme-hosts" env:"ACCESSGRAPH_ACME_HOSTS" placeholder:"NAMES" help:"Host names, such as graph.example.com, whose certificates are obtained by ACME. Enables HTTPS, and accepts the terms of service of the certificate authority, which must reach the server at port 443 of each name."`
	ACMEEmail      EmailAddress `name:"acme-email" env:"ACCESSGRAPH_ACME_EMAIL" placeholder:"ADDRESS" help:"E-mail address at which the certificate authority can contact the operator."`
	ACMEFolder     string       `name:"acme-folder" env:"ACCESSGRAPH_ACME_FOLDER" placeholder:"FOLDER" help:"Folder for the ACME account key and the certificates, accessible to its owner only. Unset, it is acme in the folder ACCESSGRAPH_DATA."`
	ACMEDirectory  DirectoryURL `name:"acme-directory" env:"ACCESSGRAPH_ACME_DIRECTORY" placeholder:"URL" help:"Directory URL of the certificate authority. Unset, it is that of Let's Encrypt."`
	ACMECA         string       `name:"acme-ca" env:"ACCESSGRAPH_ACME_CA" placeholder:"FILE" help:"PEM file with the only root certificates to trust for the directory. Unset, they are those of the system."`
}

// HasTLS reports whether the server serves HTTPS.
func (t TLS) HasTLS() bool { return t.TLSCertificate != "" || len(t.ACMEHosts) > 0 }

// Check returns an error if settings of TLS exclude each other, or require another one that is not set.
func (t TLS) Check() error {
	switch {
	case t.TLSCertificate == "" && t.TLSKey != "":
		return errors.New("the setting ACCESSGRAPH_TLS_KEY requires the setting ACCESSGRAPH_TLS_CERTIFICATE")
	case t.TLSCertificate != "" && t.TLSKey == "":
		return errors.New("the setting ACCESSGRAPH_TLS_CERTIFICATE requires the setting ACCESSGRAPH_TLS_KEY")
	case t.TLSCertificate != "" && len(t.ACMEHosts) > 0:
		return errors.New("the settings ACCESSGRAPH_TLS_CERTIFICATE and ACCESSGRAPH_ACME_HOSTS cannot be combined")
	case len(t.ACMEHosts) > 0:
		return nil
	}
	for _, setting := range [][2]string{
		{"ACCESSGRAPH_ACME_EMAIL", string(t.ACMEEmail)}, {"ACCESSGRAPH_ACME_FOLDER", t.ACMEFolder},
		{"ACCESSGRAPH_ACME_DIRECTORY", string(t.ACMEDirectory)}, {"ACCESSGRAPH_ACME_CA", t.ACMECA},
	} {
		if setting[1] != "" {
			return errors.New("the setting " + setting[0] + " requires the setting ACCESSGRAPH_ACME_HOSTS")
		}
	}
	return nil
}

// letsEncrypt is the directory of Let's Encrypt.
const letsEncrypt = "https://acme-v02.api.letsencrypt.org/directory"

// Directory returns the directory URL of the certificate authority.
func (t TLS) Directory() string {
	if t.ACMEDirectory == "" {
		return letsEncrypt
	}
	return string(t.ACMEDirectory)
}

// CertificateFolder returns the folder for the ACME account key and the certificates.
func (s Server) CertificateFolder() string {
	if s.ACMEFolder == "" {
		return filepath.Join(string(s.Data), "acme")
	}
	return s.ACMEFolder
}

// Hosts are names of hosts, in lower case.
type Hosts []string

// hostName matches a fully qualified name in ASCII, such as graph.example.com. Its length is left to the certificate authority.
var hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// UnmarshalText reads names of hosts, separated by commas.
func (h *Hosts) UnmarshalText(text []byte) error {
	var hosts Hosts
	for part := range strings.SplitSeq(string(text), ",") {
		host := strings.ToLower(strings.TrimSpace(part))
		if host == "" {
			continue
		}
		if _, err := netip.ParseAddr(host); err == nil || !hostName.MatchString(host) {
			return errors.New("it must be a comma-separated list of host names such as graph.example.com, without wildcards, addresses and ports")
		}
		hosts = append(hosts, host)
	}
	*h = hosts
	return nil
}

// EmailAddress is an e-mail address in ASCII without a name, as ACME takes it; empty for none.
type EmailAddress string

// UnmarshalText reads an address.
func (e *EmailAddress) UnmarshalText(text []byte) error {
	if len(text) > 0 {
		address, err := mail.ParseAddress(string(text))
		if err != nil || address.Address != string(text) || !isASCII(string(text)) {
			return errors.New("it must be an e-mail address in ASCII, such as operator@example.com")
		}
	}
	*e = EmailAddress(text)
	return nil
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(letter rune) bool { return letter > unicode.MaxASCII })
}

// DirectoryURL is the URL of an ACME directory; empty for the default one.
type DirectoryURL string

// UnmarshalText reads a URL.
func (d *DirectoryURL) UnmarshalText(text []byte) error {
	if len(text) > 0 {
		parsed, err := url.Parse(string(text))
		if err != nil || parsed.Scheme != "https" || parsed.Hostname() == "" || parsed.User != nil {
			return errors.New("it must be a URL such as https://acme.example.com/directory")
		}
	}
	*d = DirectoryURL(text)
	return nil
}
