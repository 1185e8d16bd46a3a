package cli

import (
	"context"
	"fmt"
	"net"

	"github.com/rs/zerolog"

	"accessgraph/internal/certificate"
	"accessgraph/internal/config"
)

// openCertificates opens the certificates of a server with TLS.
func openCertificates(settings config.Server, logger zerolog.Logger) (certificate.Source, error) {
	if len(settings.ACMEHosts) > 0 {
		return openACME(settings, logger)
	}
	files, err := certificate.OpenFiles(settings.TLSCertificate, settings.TLSKey, logger)
	if err != nil {
		return nil, fmt.Errorf("the settings ACCESSGRAPH_TLS_CERTIFICATE and ACCESSGRAPH_TLS_KEY are not valid: %w", err)
	}
	return files, nil
}

func openACME(settings config.Server, logger zerolog.Logger) (certificate.Source, error) {
	options := certificate.ACMEOptions{
		Hosts: settings.ACMEHosts, Email: string(settings.ACMEEmail), Folder: settings.CertificateFolder(),
		Directory: settings.Directory(), Logger: logger,
	}
	if settings.ACMECA != "" {
		trusted, err := certificate.ReadTrusted(settings.ACMECA)
		if err != nil {
			return nil, fmt.Errorf("the setting ACCESSGRAPH_ACME_CA is not valid: %w", err)
		}
		options.Trusted = trusted
	}
	issued, err := certificate.OpenACME(options)
	if err != nil {
		return nil, fmt.Errorf("the setting ACCESSGRAPH_ACME_FOLDER is not valid: %w", err)
	}
	return issued, nil
}

// secure configures a service for HTTPS, and starts to keep the certificates up to date.
func secure(ctx context.Context, service Service, certificates certificate.Source) Service {
	certificates.Start(ctx)
	reload := service.Reload
	service.TLS = certificates.Config()
	service.Reload = func() {
		reload()
		certificates.Reload()
	}
	return service
}

// siteOf returns the URL of the server, without a path. Certificates by ACME are not valid for IP addresses, so the first host name
// is used.
func siteOf(settings config.Server, address net.Addr) string {
	switch {
	case len(settings.ACMEHosts) > 0:
		_, port, err := net.SplitHostPort(address.String())
		if err != nil || port == "443" {
			return "https://" + settings.ACMEHosts[0]
		}
		return "https://" + net.JoinHostPort(settings.ACMEHosts[0], port)
	case settings.HasTLS():
		return "https://" + address.String()
	default:
		return "http://" + address.String()
	}
}

// warnOfClearText warns if API keys are sent over a network unencrypted. Trusted proxies are assumed to terminate TLS.
func warnOfClearText(settings config.Server, logger zerolog.Logger) {
	if settings.OnLoopback || settings.HasTLS() || len(settings.TrustedProxies) > 0 {
		return
	}
	logger.Warn().Msg("API keys are sent unencrypted: the server listens beyond loopback without TLS; set ACCESSGRAPH_TLS_CERTIFICATE or " +
		"ACCESSGRAPH_ACME_HOSTS, or list the proxy that terminates TLS in ACCESSGRAPH_TRUSTED_PROXIES")
}
