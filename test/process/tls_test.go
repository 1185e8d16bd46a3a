package process_test

import (
	"crypto/tls"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"accessgraph/mongo/storetest"
)

// reply is a response that was read to its end; err says why there is none.
type reply struct {
	version, status int
	header          http.Header
	text            string
	err             error
}

// replyTo sends a request.
func replyTo(client *http.Client, request *http.Request) reply {
	response, err := client.Do(request)
	if err != nil {
		return reply{err: err}
	}
	text, err := io.ReadAll(response.Body)
	return reply{response.ProtoMajor, response.StatusCode, response.Header, string(text), errors.Join(err, response.Body.Close())}
}

// request sends a query to a server with TLS by a name.
func (p *process) request(t *testing.T, client *http.Client, host, query string) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.endpoint, strings.NewReader(`{"query": "`+query+`"}`))
	require.NoError(t, err)
	request.Host = host
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-API-Key", p.key)
	response := replyTo(client, request)
	require.NoError(t, response.err)
	return response
}

func TestTLS_ServesHTTP2AndHTTP1(t *testing.T) {
	pair := newPair(t, nextYear())
	p := launch(t, binary(t), storetest.Folder(t), newPairFiles(t, pair).settings()...)
	require.True(t, strings.HasPrefix(p.endpoint, "https://127.0.0.1:"), p.endpoint)
	require.True(t, strings.HasPrefix(p.playground, "https://127.0.0.1:"), p.playground)
	for _, version := range []int{1, 2} {
		client := pair.client(t, version)
		response := p.request(t, client, "localhost", "{ viewer { company { name } } }")
		require.Equal(t, version, response.version)
		require.Equal(t, http.StatusOK, response.status)
		require.Contains(t, response.text, `"viewer"`)
		require.Empty(t, response.header.Get("Strict-Transport-Security"), "it binds the whole host, so it is the operator's")
		response = p.request(t, client, "evil.example.com", "{ viewer { company { name } } }")
		require.Equal(t, http.StatusMisdirectedRequest, response.status)
		require.Contains(t, response.text, "HOST_NOT_ALLOWED")
	}
	p.interrupt(t)
	require.NotContains(t, p.log.String(), `"level":"warn"`)
	require.NotContains(t, p.log.String(), `"level":"error"`)
}

// TestTLS_RefusesWhatIsNotTLS sends HTTP, an old version of TLS and nothing at all. Of the failed handshakes the log tells once.
func TestTLS_RefusesWhatIsNotTLS(t *testing.T) {
	pair := newPair(t, nextYear())
	p := launch(t, binary(t), storetest.Folder(t), newPairFiles(t, pair).settings()...)
	silent, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", p.address(t))
	require.NoError(t, err)
	plain, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.address(t)+"/healthz", nil)
	require.NoError(t, err)
	response := replyTo(http.DefaultClient, plain)
	require.NoError(t, response.err)
	require.Equal(t, http.StatusBadRequest, response.status)
	old := &tls.Dialer{Config: &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}}
	_, err = old.DialContext(t.Context(), "tcp", p.address(t))
	require.ErrorContains(t, err, "protocol version")
	_, err = io.ReadAll(silent)
	require.NoError(t, err, "the server closes a connection without a handshake")
	require.NoError(t, silent.Close())
	p.interrupt(t)
	require.Equal(t, 1, strings.Count(p.log.String(), "TLS handshake error"))
}

func TestTLS_ReadsChangedFilesAgain(t *testing.T) {
	const renewed, refused = "the certificate was reloaded", "the certificate could not be reloaded: the current one stays in force"
	first, second, third := newPair(t, nextYear()), newPair(t, nextYear()), newPair(t, nextYear())
	files := newPairFiles(t, first)
	p := launch(t, binary(t), storetest.Folder(t), files.settings()...)
	require.Equal(t, first.leaf.Raw, p.served(t).Raw)
	client := first.client(t, 2)
	response := p.request(t, client, "localhost", "{ viewer { scopes } }")
	require.Equal(t, http.StatusOK, response.status)

	files.write(t, second)
	p.waitForServed(t, second)
	response = p.request(t, client, "localhost", "{ viewer { scopes } }")
	require.Equal(t, http.StatusOK, response.status, "a connection outlives its certificate")
	for _, broken := range []struct {
		files pairFiles
		pair  certificatePair
		said  string
	}{
		{files, certificatePair{certificate: second.certificate[:100], key: second.key}, "failed to find any PEM data in certificate input"},
		{files, certificatePair{certificate: third.certificate, key: first.key}, "private key does not match public key"},
		{files, newPair(t, time.Now().Add(-time.Minute)), "the certificate expired on "},
	} {
		broken.files.write(t, broken.pair)
		p.log.waitFor(t, broken.said)
		require.Equal(t, second.leaf.Raw, p.served(t).Raw)
	}
	require.NoError(t, os.Chmod(files.key, 0o640))
	p.log.waitFor(t, "group or others have access to "+files.key+": its mode is 0640 and must be 0600")
	require.Equal(t, second.leaf.Raw, p.served(t).Raw)
	require.NoError(t, os.Remove(files.key))
	p.log.waitFor(t, "no such file")
	require.Equal(t, second.leaf.Raw, p.served(t).Raw)

	files.write(t, third)
	p.waitForServed(t, third)
	said := strings.Count(p.log.String(), renewed)
	p.signal(t, syscall.SIGHUP)
	p.log.waitFor(t, "the agreements were reloaded")
	for strings.Count(p.log.String(), renewed) == said {
		p.log.waitFor(t, renewed)
		require.NoError(t, t.Context().Err())
	}
	p.interrupt(t)
	require.GreaterOrEqual(t, strings.Count(p.log.String(), refused), 5)
}

func TestTLS_WhatIsWrongStopsTheStart(t *testing.T) {
	built, folder := binary(t), storetest.Folder(t)
	good := newPair(t, nextYear())
	files := newPairFiles(t, good)
	readable := newPairFiles(t, good)
	require.NoError(t, os.Chmod(readable.key, 0o604))
	noPEM := newPairFiles(t, certificatePair{certificate: []byte("text"), key: good.key})
	mismatched := newPairFiles(t, certificatePair{certificate: good.certificate, key: newPair(t, nextYear()).key})
	expired := newPairFiles(t, newPair(t, time.Now().Add(-time.Minute)))
	const pair = "the settings ACCESSGRAPH_TLS_CERTIFICATE and ACCESSGRAPH_TLS_KEY are not valid: "
	hosts := "ACCESSGRAPH_ACME_HOSTS=graph.example.com"
	open := t.TempDir()
	require.NoError(t, os.Chmod(open, 0o755))
	for name, test := range map[string]struct {
		settings []string
		sentence string
	}{
		"a certificate alone":    {files.settings()[:1], "the setting ACCESSGRAPH_TLS_CERTIFICATE requires the setting ACCESSGRAPH_TLS_KEY"},
		"a key alone":            {files.settings()[1:], "the setting ACCESSGRAPH_TLS_KEY requires the setting ACCESSGRAPH_TLS_CERTIFICATE"},
		"both kinds":             {append(files.settings(), hosts), "the settings ACCESSGRAPH_TLS_CERTIFICATE and ACCESSGRAPH_ACME_HOSTS cannot be combined"},
		"no such file":           {pairFiles{files.certificate + "x", files.key}.settings(), pair + "open " + files.certificate + "x: no such file or directory"},
		"a key that others read": {readable.settings(), pair + "group or others have access to " + readable.key + ": its mode is 0604 and must be 0600"},
		"no PEM":                 {noPEM.settings(), pair + "tls: failed to find any PEM data in certificate input"},
		"another key":            {mismatched.settings(), pair + "tls: private key does not match public key"},
		"expired":                {expired.settings(), pair + "the certificate expired on 20"},
		"an address as a host":   {[]string{"ACCESSGRAPH_ACME_HOSTS=192.0.2.7"}, "the setting ACCESSGRAPH_ACME_HOSTS is not valid: it must be a comma-separated list of host names"},
		"a wildcard":             {[]string{"ACCESSGRAPH_ACME_HOSTS=*.example.com"}, "the setting ACCESSGRAPH_ACME_HOSTS is not valid: it must be a comma-separated list of host names"},
		"no e-mail address":      {[]string{hosts, "ACCESSGRAPH_ACME_EMAIL=A <a@example.com>"}, "the setting ACCESSGRAPH_ACME_EMAIL is not valid: it must be an e-mail address in ASCII"},
		"an umlaut":              {[]string{hosts, "ACCESSGRAPH_ACME_EMAIL=ä@example.com"}, "the setting ACCESSGRAPH_ACME_EMAIL is not valid: it must be an e-mail address in ASCII"},
		"an address alone":       {[]string{"ACCESSGRAPH_ACME_EMAIL=a@example.com"}, "the setting ACCESSGRAPH_ACME_EMAIL requires the setting ACCESSGRAPH_ACME_HOSTS"},
		"a directory in clear":   {[]string{hosts, "ACCESSGRAPH_ACME_DIRECTORY=http://acme.example.com/"}, "the setting ACCESSGRAPH_ACME_DIRECTORY is not valid: it must be a URL such as https://"},
		"nobody to trust":        {[]string{hosts, "ACCESSGRAPH_ACME_CA=" + noPEM.certificate}, "the setting ACCESSGRAPH_ACME_CA is not valid: " + noPEM.certificate + " holds no certificate in PEM format"},
		"a folder open to all":   {[]string{hosts, "ACCESSGRAPH_ACME_FOLDER=" + open}, "the setting ACCESSGRAPH_ACME_FOLDER is not valid: group or others have access to " + open + ": its mode is 0755 and must be 0700"},
		"a file as the folder":   {[]string{hosts, "ACCESSGRAPH_ACME_FOLDER=" + files.key}, "the setting ACCESSGRAPH_ACME_FOLDER is not valid: mkdir " + files.key + ": not a directory"},
	} {
		t.Run(name, func(t *testing.T) {
			environment := append([]string{"ACCESSGRAPH_DATA=" + folder, "ACCESSGRAPH_LISTEN=127.0.0.1:0"}, test.settings...)
			require.True(t, strings.HasPrefix(refusal(t, built, environment), "accessgraph: "+test.sentence), refusal(t, built, environment))
		})
	}
}

// TestTLS_WarnsOfKeysInClear starts the program where others can reach it.
func TestTLS_WarnsOfKeysInClear(t *testing.T) {
	const warning = "API keys are sent unencrypted"
	for name, test := range map[string]struct {
		settings []string
		warns    bool
	}{
		"HTTP on every address": {[]string{"ACCESSGRAPH_LISTEN=:0"}, true},
		"HTTP on loopback":      {nil, false},
		"behind a proxy":        {[]string{"ACCESSGRAPH_LISTEN=:0", "ACCESSGRAPH_TRUSTED_PROXIES=10.0.0.0/8"}, false},
		"HTTPS":                 {append([]string{"ACCESSGRAPH_LISTEN=:0"}, newPairFiles(t, newPair(t, nextYear())).settings()...), false},
	} {
		t.Run(name, func(t *testing.T) {
			p := launch(t, binary(t), storetest.Folder(t), append(test.settings, "ACCESSGRAPH_DRAIN_DELAY=0s")...)
			p.interrupt(t)
			require.Equal(t, test.warns, strings.Contains(p.log.String(), warning))
		})
	}
}

// TestTLS_WarnsOfACertificateThatEnds starts with one that is valid for a day.
func TestTLS_WarnsOfACertificateThatEnds(t *testing.T) {
	const warning = "the certificate expires soon, and has not been renewed"
	p := launch(t, binary(t), storetest.Folder(t), newPairFiles(t, newPair(t, time.Now().Add(10*time.Minute))).settings()...)
	p.log.waitFor(t, warning)
	p.interrupt(t)
	require.Equal(t, 1, strings.Count(p.log.String(), warning))
}

// TestACME_AnAuthorityThatRefuses quotes the operator's address in its refusal, which the log does not repeat. test/acme has the
// authority that issues certificates.
func TestACME_AnAuthorityThatRefuses(t *testing.T) {
	const email = "operator@example.com"
	authority := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, `{"type": "urn:ietf:params:acme:error:invalidContact", "detail": "`+email+` is not welcome"}`)
	}))
	defer authority.Close()
	trusted := filepath.Join(t.TempDir(), "trusted.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.Certificate().Raw})
	require.NoError(t, os.WriteFile(trusted, certificate, 0o600))
	p := launch(t, binary(t), storetest.Folder(t), "ACCESSGRAPH_ACME_HOSTS=Graph.Example.com", "ACCESSGRAPH_ACME_EMAIL="+email,
		"ACCESSGRAPH_ACME_DIRECTORY="+authority.URL, "ACCESSGRAPH_ACME_CA="+trusted)
	require.Contains(t, p.endpoint, "https://graph.example.com:")
	p.log.waitFor(t, "the certificate could not be obtained")
	require.Contains(t, p.log.String(), "the e-mail address is not welcome")
	p.interrupt(t)
	require.NotContains(t, p.log.String(), email)
}
