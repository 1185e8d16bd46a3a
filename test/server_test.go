package test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/api"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/internal/app"
	"accessgraph/mongo"
)

// server is the product behind an HTTP listener, on a store of its own.
type server struct {
	// folder is where the store is.
	folder  string
	store   *mongo.Store
	changes *commit.Runner
	url     string
	// handler is what listens at the URL.
	handler http.Handler
	admin   client
	foreign client
	// company is the ID of the admin's company.
	company string
	log     *logLines
	// closeStore takes the store away while the server goes on.
	closeStore func()
}

// logLines gathers what the server logs.
type logLines struct {
	mutex sync.Mutex
	lines []string
	// more is closed by the next line.
	more chan struct{}
}

func (l *logLines) Write(line []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.lines = append(l.lines, string(line))
	if l.more != nil {
		close(l.more)
		l.more = nil
	}
	return len(line), nil
}

func (l *logLines) all() []string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return slices.Clone(l.lines)
}

// next returns a channel that the next line closes.
func (l *logLines) next() <-chan struct{} {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.more == nil {
		l.more = make(chan struct{})
	}
	return l.more
}

// operation returns the line that was logged for a request. A client may have its answer before the line is written.
func (l *logLines) operation(t testing.TB, requestID string) map[string]any {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		more := l.next()
		for _, line := range l.all() {
			var fields map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &fields), line)
			if fields["requestId"] == requestID && fields["message"] == "request" {
				return fields
			}
		}
		select {
		case <-more:
		case <-ctx.Done():
		}
	}
	require.Fail(t, "nothing logged", "request %s", requestID)
	return nil
}

// start returns a server with two companies, each with an application that holds every scope.
func start(t testing.TB) *server {
	t.Helper()
	return startWith(t, nil)
}

// startWith puts something between the product and its store's commits.
func startWith(t testing.TB, wrap func(commit.Committer) commit.Committer) *server {
	t.Helper()
	return startAs(t, func(options *app.Options) {
		if wrap != nil {
			options.Committer = wrap(options.Store)
		}
	})
}

// startAs starts the product with other options.
func startAs(t testing.TB, edit func(*app.Options)) *server {
	t.Helper()
	return companySeed.copy(t, edit).server
}

// openServer opens the store in a folder and serves the product. The clients have no keys yet.
func openServer(t testing.TB, folder string, edit func(*app.Options)) (*server, *app.App) {
	t.Helper()
	store, err := mongo.Open(t.Context(), mongo.Options{Folder: folder, Logger: zerolog.Nop()})
	require.NoError(t, err)
	log := &logLines{}
	options := app.Options{Store: store, Logger: zerolog.New(log), Version: "test", Clock: time.Now, Limits: api.DefaultLimits()}
	edit(&options)
	product, err := app.New(options)
	require.NoError(t, err)
	listener := httptest.NewServer(product.Handler)
	closed := sync.OnceFunc(func() { require.NoError(t, product.Close(context.WithoutCancel(t.Context()))) })
	t.Cleanup(func() {
		listener.Close()
		closed()
	})
	return &server{
		folder: folder, closeStore: closed, store: store, changes: product.Changes, url: listener.URL, handler: product.Handler, log: log,
		admin: client{url: listener.URL + "/graphql"}, foreign: client{url: listener.URL + "/graphql"},
	}, product
}

// application returns a client of the first company with just these scopes.
func (s *server) application(t testing.TB, scopes, grantableRoles []string) client {
	t.Helper()
	payload := s.admin.mutate(t, "createApplication", "apiKey", map[string]any{"name": "Narrow", "scopes": scopes, "grantableRoles": grantableRoles})
	return client{url: s.admin.url, key: text(t, payload, "apiKey")}
}

// snapshot is everything that both companies' lists show: what a mutation that failed must leave as it was.
func (s *server) snapshot(t testing.TB) string {
	t.Helper()
	const document = `{
		accesses(first: 100) { nodes { id version state } }
		externalPersonalIdentities(first: 100) { nodes { id version state } }
		externalRoles(first: 100) { nodes { id version enabled } }
		externalRoleAccounts(first: 100) { nodes { id version state } }
		customers(first: 100) { nodes { id version } }
		users(first: 100) { nodes { id version } }
		userAccesses(first: 100) { nodes { id version roles } }
		userAccessRoles(first: 100) { nodes { id code } }
		accessRules(first: 100) { nodes { id version } }
		identifiers(first: 100) { nodes { id version } }
		applications(first: 100) { nodes { id version enabled scopes keys { id } } }
	}`
	shown, err := json.Marshal([]any{s.admin.must(t, document, nil), s.foreign.must(t, document, nil)})
	require.NoError(t, err)
	return string(shown)
}

// auditRecords are those of the first company, oldest first.
func (s *server) auditRecords(t testing.TB) []*audit.Record {
	t.Helper()
	var all []*audit.Record
	page := document.PageRequest{First: document.MaxPageSize}
	for {
		listed, err := s.store.AuditRecords().List(t.Context(), s.company, audit.Filter{}, page)
		require.NoError(t, err)
		all = append(all, listed.Items...)
		if !listed.More {
			return all
		}
		page.After = all[len(all)-1].ID
	}
}

// TestMain runs the tests, and then asks whether each entry of the error catalogue was received by one of them.
func TestMain(m *testing.M) {
	code := m.Run()
	whole := flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.list").Value.String() == "" &&
		flag.Lookup("test.fuzz").Value.String() == "" && flag.Lookup("test.skip").Value.String() == ""
	if code == 0 && whole {
		code = checkCatalogue()
	}
	os.Exit(code)
}

func checkCatalogue() int {
	var never []fault.Reason
	for _, entry := range fault.Catalog() {
		if !seen.reasons[string(entry.Reason)] {
			never = append(never, entry.Reason)
		}
		delete(seen.reasons, string(entry.Reason))
	}
	code := 0
	if len(never) > 0 {
		slices.Sort(never)
		fmt.Println("catalogue entries that no test raises:", never)
		code = 1
	}
	if len(seen.reasons) > 0 {
		fmt.Println("raised, but not in the catalogue:", seen.reasons)
		code = 1
	}
	return code
}

func schema() *ast.Schema { return app.Schema() }

func (l *logLines) text() string { return strings.Join(l.all(), "") }
