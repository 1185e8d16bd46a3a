package acme_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// program is the path of the program, which TestMain builds once.
var program string

func TestMain(m *testing.M) {
	os.Exit(runOnBuiltProgram(m))
}

func runOnBuiltProgram(m *testing.M) int {
	folder, err := os.MkdirTemp("", "accessgraph")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer func() { _ = os.RemoveAll(folder) }()
	program = filepath.Join(folder, "accessgraph")
	build := exec.CommandContext(context.Background(), "go", "build", "-buildvcs=false", "-o", program, ".")
	build.Dir = filepath.Join("..", "..")
	if printed, err := build.CombinedOutput(); err != nil {
		fmt.Println(string(printed), err)
		return 1
	}
	return m.Run()
}

// process is the real program, started as a user starts it.
type process struct {
	command        *exec.Cmd
	endpoint, port string
	log            *logText
	exited         chan error
}

// start starts the program with a certificate for the host from an authority.
func start(t *testing.T, data string, authority *authority) *process {
	t.Helper()
	p := &process{command: exec.CommandContext(t.Context(), program), log: &logText{more: make(chan struct{}, 1)}, exited: make(chan error, 1)}
	p.command.Env = []string{
		"ACCESSGRAPH_LISTEN=127.0.0.1:0", "ACCESSGRAPH_DATA=" + data, "ACCESSGRAPH_ACME_HOSTS=" + host, "ACCESSGRAPH_ACME_EMAIL=" + email,
		"ACCESSGRAPH_ACME_DIRECTORY=" + authority.directory, "ACCESSGRAPH_ACME_CA=" + authority.trusted,
	}
	p.command.Stderr = p.log
	out, err := p.command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.command.Start())
	lines := bufio.NewScanner(out)
	for p.endpoint == "" && lines.Scan() {
		p.endpoint, _ = strings.CutPrefix(lines.Text(), "Endpoint: ")
		if p.endpoint == lines.Text() {
			p.endpoint = ""
		}
	}
	require.NotEmpty(t, p.endpoint, "the program did not start: %s", p.log)
	endpoint, err := url.Parse(p.endpoint)
	require.NoError(t, err)
	p.port = endpoint.Port()
	go func() {
		_, _ = io.Copy(io.Discard, out)
		p.exited <- p.command.Wait()
	}()
	return p
}

func (p *process) portNumber(t *testing.T) int {
	t.Helper()
	port, err := strconv.Atoi(p.port)
	require.NoError(t, err)
	return port
}

func (p *process) interrupt(t *testing.T) {
	t.Helper()
	require.NoError(t, p.command.Process.Signal(os.Interrupt))
	require.NoError(t, <-p.exited, p.log.String())
}

// dial opens a connection to the program, whatever the address.
func (p *process) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", p.port))
}

// handshake returns the certificate that the program has for a client which names a host.
func (p *process) handshake(t *testing.T, name string) (*x509.Certificate, error) {
	t.Helper()
	raw, err := p.dial(t.Context(), "tcp", "")
	require.NoError(t, err)
	defer func() { require.NoError(t, raw.Close()) }()
	connection := tls.Client(raw, &tls.Config{ServerName: name, InsecureSkipVerify: true, MinVersion: tls.VersionTLS12})
	if err := connection.HandshakeContext(t.Context()); err != nil {
		return nil, err
	}
	return connection.ConnectionState().PeerCertificates[0], nil
}

func (p *process) mustHandshake(t *testing.T, name string) *x509.Certificate {
	t.Helper()
	certificate, err := p.handshake(t, name)
	require.NoError(t, err)
	return certificate
}

func (p *process) waitFor(t *testing.T, message string) {
	t.Helper()
	for !strings.Contains(p.log.String(), message) {
		select {
		case <-p.log.more:
		case <-t.Context().Done():
			require.Fail(t, "not logged", message)
		}
	}
}

// logText gathers a log, and lets a test wait for a line of it.
type logText struct {
	mutex sync.Mutex
	text  bytes.Buffer
	more  chan struct{}
}

func (l *logText) Write(text []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	select {
	case l.more <- struct{}{}:
	default:
	}
	return l.text.Write(text)
}

func (l *logText) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}
