package mongo

import (
	"bytes"
	"context"
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/mongo/embedded"
)

// cutter is a dialer of the embedded store whose connections are closed before or after a message passes, as many times as
// cuts says.
type cutter struct {
	dialer  options.ContextDialer
	message []byte
	cuts    atomic.Int64
	passes  bool
}

const always = 1 << 30

// patience is the deadline of calls that get no response. It is long enough for the other calls on a busy machine.
const patience = 3 * time.Second

func (c *cutter) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := c.dialer.DialContext(ctx, network, address)
	return &cutConn{Conn: conn, cutter: c}, err
}

type cutConn struct {
	net.Conn
	cutter *cutter
}

var errCut = errors.New("the line was cut")

func (c *cutConn) Write(message []byte) (int, error) {
	if !bytes.Contains(message, c.cutter.message) || c.cutter.cuts.Add(-1) < 0 {
		return c.Conn.Write(message)
	}
	if c.cutter.passes {
		if _, err := c.Conn.Write(message); err != nil {
			return 0, err
		}
		if _, err := c.Read(make([]byte, 1)); err != nil { // the response has begun: the commit is written
			return 0, err
		}
	}
	return 0, errors.Join(errCut, c.Close())
}

func openCut(t *testing.T, cut *cutter) (context.Context, *Store) {
	t.Helper()
	engine := openEngine(t)
	cut.dialer = engine
	return openThrough(t, cut, patience)
}

func openEngine(t *testing.T) *embedded.Store {
	t.Helper()
	engine, err := embedded.Open(embeddedOptions(t).Folder, embedded.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	return engine
}

// openThrough opens a store whose connections to an engine a dialer makes.
func openThrough(t *testing.T, dialer options.ContextDialer, timeout time.Duration) (context.Context, *Store) {
	t.Helper()
	store, err := connect(endpoint{
		client:   Options{}.clientOptions(embedded.URI).SetDialer(dialer).SetTimeout(timeout),
		database: defaultDatabase, close: noClose, embedded: true,
	})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	t.Cleanup(cancel)
	t.Cleanup(func() { require.NoError(t, store.Close(context.WithoutCancel(ctx))) })
	require.NoError(t, store.EnsureIndexes(ctx))
	return ctx, store
}

func TestCommit_CutHasAnUnknownOutcome(t *testing.T) {
	for name, passes := range map[string]bool{"before it is sent": false, "before it is answered": true} {
		t.Run(name, func(t *testing.T) {
			cut := &cutter{message: []byte(commitTransaction), passes: passes}
			ctx, store := openCut(t, cut)
			role := newRole(t, newID(t, id.Company))
			cut.cuts.Store(always)
			err := store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Inserts: []document.Document{role}})
			cut.cuts.Store(0)
			requireReason(t, fault.CommitOutcomeUnknown, err)
			_, err = store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
			if passes {
				require.NoError(t, err, "the commit was written")
			} else {
				require.Equal(t, document.ErrAbsent, err, "the commit was not written")
			}
		})
	}
}

// The insert never arrives. The driver retries the transaction until the deadline, and nothing is committed.
func TestCommit_CutBeforeItsEndWritesNothing(t *testing.T) {
	cut := &cutter{message: []byte("externalRoles\x00")}
	ctx, store := openCut(t, cut)
	role := newRole(t, newID(t, id.Company))
	cut.cuts.Store(always)
	soon, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	err := store.Commit(soon, commit.Commit{
		CompanyID: role.CompanyID, Claims: []commit.Claim{newClaim(role.ID, "auditor")}, Inserts: []document.Document{role},
	})
	cut.cuts.Store(0)
	var faultError *fault.Error
	require.ErrorAs(t, err, &faultError)
	require.Contains(t, []fault.Reason{fault.DeadlineExceeded, fault.StoreUnavailable}, faultError.First().Reason)
	for name, documents := range contents(ctx, t, store) {
		require.Empty(t, documents, name)
	}
}

// intruder is a dialer of the embedded store that calls a function before each commit is sent.
type intruder struct {
	dialer  options.ContextDialer
	intrude func()
}

func (i *intruder) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := i.dialer.DialContext(ctx, network, address)
	return &intrudedConn{Conn: conn, intruder: i}, err
}

type intrudedConn struct {
	net.Conn
	intruder *intruder
}

func (c *intrudedConn) Write(message []byte) (int, error) {
	if bytes.Contains(message, []byte(commitTransaction)) {
		c.intruder.intrude()
	}
	return c.Conn.Write(message)
}

// Another commit always counts first, so that each attempt of the transaction is aborted until the deadline.
func TestCommit_ThatAlwaysLosesIsStopped(t *testing.T) {
	engine := openEngine(t)
	ctx, rival := openThrough(t, engine, testTimeout)
	way := &intruder{dialer: engine}
	companyID, identifierID := newID(t, id.Company), newID(t, id.Identifier)
	pass := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: identifierID, By: 1}
	require.NoError(t, rival.Commit(ctx, commit.Commit{CompanyID: companyID, Counters: []commit.Count{pass}}))
	mine := commit.Commit{CompanyID: companyID, Counts: []commit.Count{pass}, Inserts: []document.Document{newRole(t, companyID)}}
	intrude := func() {
		require.NoError(t, rival.Commit(ctx, commit.Commit{CompanyID: companyID, Counts: []commit.Count{pass}}))
	}

	t.Run("by the end of the request", func(t *testing.T) {
		_, store := openThrough(t, way, testTimeout)
		request, cancel := context.WithCancel(ctx)
		defer cancel()
		tries := 0
		way.intrude = func() {
			intrude()
			if tries++; tries == 3 {
				cancel()
			}
		}
		requireReason(t, fault.RequestCanceled, store.Commit(request, mine))
		require.Equal(t, 3, tries)
	})
	t.Run("by the bound on calls", func(t *testing.T) {
		_, store := openThrough(t, way, patience)
		way.intrude = intrude
		requireReason(t, fault.DeadlineExceeded, store.Commit(context.WithoutCancel(ctx), mine))
	})
	require.Empty(t, contents(ctx, t, rival)["externalRoles"])
}

// A commit that is retried after its response was lost is written once.
func TestCommit_WhoseResponseIsLostIsMadeOnce(t *testing.T) {
	cut := &cutter{message: []byte(commitTransaction), passes: true}
	ctx, store := openCut(t, cut)
	role := newRole(t, newID(t, id.Company))
	identifierID := newID(t, id.Identifier)
	pass := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: identifierID, By: 1}
	require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Counters: []commit.Count{pass}}))
	cut.cuts.Store(1)
	require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Counts: []commit.Count{pass}}))
	values, err := store.Counters().Values(ctx, role.CompanyID, pass.Counter, []string{identifierID})
	require.NoError(t, err)
	require.Equal(t, map[string]int{identifierID: 2}, values)
}
