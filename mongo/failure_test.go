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

func TestClosedStoreIsUnavailable(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	defer cancel()
	store, err := Open(ctx, embeddedOptions(t))
	require.NoError(t, err)
	require.NoError(t, store.EnsureIndexes(ctx))
	require.NoError(t, store.Ping(ctx))
	require.NoError(t, store.Close(ctx))
	requireUnavailable(ctx, t, store)
}

// requireUnavailable asserts that every kind of call says so, and that none takes the document for absent.
func requireUnavailable(ctx context.Context, t *testing.T, store *Store) {
	t.Helper()
	calls := map[string]func() error{
		"ping": func() error { return store.Ping(ctx) },
		"get": func() error {
			_, err := store.Roles().Get(ctx, "company", "role")
			return err
		},
		"get many": func() error {
			_, err := store.Roles().GetMany(ctx, "company", []string{"role"})
			return err
		},
		"list": func() error {
			_, err := store.Roles().List(ctx, "company", document.Everything{}, firstTen)
			return err
		},
		"key": func() error {
			_, err := store.Applications().ByKeyHash(ctx, "hash")
			return err
		},
		"bootstrapped": func() error {
			_, err := store.Operator().Bootstrapped(ctx)
			return err
		},
		"key use": func() error { return store.KeyUses().Record(ctx, "company", "key", time.Now()) },
		"commit": func() error {
			return store.Commit(ctx, commit.Commit{CompanyID: "company", Inserts: []document.Document{newRole(t, "company")}})
		},
		"indexes": func() error { return store.EnsureIndexes(ctx) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			err := call()
			require.NotErrorIs(t, err, document.ErrAbsent)
			requireReason(t, fault.StoreUnavailable, err)
		})
	}
}

func TestServerThatIsAwayIsUnavailable(t *testing.T) {
	source, err := Options{URI: "mongodb://127.0.0.1:1/?directConnection=true"}.source()
	require.NoError(t, err)
	source.client.SetServerSelectionTimeout(10 * time.Millisecond).SetTimeout(100 * time.Millisecond)
	store, err := connect(source)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	defer cancel()
	defer func() { require.NoError(t, store.Close(ctx)) }()
	requireUnavailable(ctx, t, store)
}

func TestDeadlineIsNotAnAbsence(t *testing.T) {
	onEachStore(t, func(ctx context.Context, t *testing.T, store *Store) {
		expired, cancel := context.WithDeadline(ctx, time.Now().Add(-time.Second))
		defer cancel()
		_, err := store.Roles().Get(expired, "company", "role")
		requireReason(t, fault.DeadlineExceeded, err)
		_, err = store.Roles().List(expired, "company", document.Everything{}, firstTen)
		requireReason(t, fault.DeadlineExceeded, err)
		requireReason(t, fault.DeadlineExceeded, store.Ping(expired))
		canceled, cancel := context.WithCancel(ctx)
		cancel()
		_, err = store.Roles().Get(canceled, "company", "role")
		requireReason(t, fault.DeadlineExceeded, err)
	})
}

// cutter is a way to the embedded store that is cut when a message is about to pass, or has just passed: as often as
// cuts says.
type cutter struct {
	dialer  options.ContextDialer
	message []byte
	cuts    atomic.Int64
	passes  bool
}

const always = 1 << 30

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
		if _, err := c.Read(make([]byte, 1)); err != nil { // the answer has begun: the commit is made
			return 0, err
		}
	}
	return 0, errors.Join(errCut, c.Close())
}

func openCut(t *testing.T, cut *cutter) (context.Context, *Store) {
	t.Helper()
	engine, err := embedded.Open(embeddedOptions(t).Folder, embedded.Options{})
	require.NoError(t, err)
	cut.dialer = engine
	store, err := connect(source{
		client:   clientFor(embedded.URI).SetDialer(cut).SetTimeout(500 * time.Millisecond),
		database: defaultDatabase, close: engine.Close,
	})
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), testTimeout)
	t.Cleanup(cancel)
	t.Cleanup(func() { require.NoError(t, store.Close(context.WithoutCancel(ctx))) })
	require.NoError(t, store.EnsureIndexes(ctx))
	return ctx, store
}

func TestCommitThatIsCutHasAnUnknownOutcome(t *testing.T) {
	for name, passes := range map[string]bool{"before it is sent": false, "before it is answered": true} {
		t.Run(name, func(t *testing.T) {
			cut := &cutter{message: []byte(commitTransaction), passes: passes}
			ctx, store := openCut(t, cut)
			role := newRole(t, newID(t, id.Company))
			cut.cuts.Store(always)
			err := store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Inserts: []document.Document{role}})
			cut.cuts.Store(0)
			requireReason(t, fault.CommitOutcomeUnknown, err)
			_, err = store.Roles().Get(ctx, role.CompanyID, role.ID)
			if passes {
				require.NoError(t, err, "it was made")
			} else {
				require.Equal(t, document.ErrAbsent, err, "it was not made")
			}
		})
	}
}

// The insert never arrives, so that the transaction is tried until the deadline and nothing is ever committed.
func TestStepThatIsCutWritesNothing(t *testing.T) {
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
	var told *fault.Error
	require.ErrorAs(t, err, &told)
	require.Contains(t, []fault.Reason{fault.DeadlineExceeded, fault.StoreUnavailable}, told.First().Reason)
	for name, documents := range contents(ctx, t, store) {
		require.Empty(t, documents, name)
	}
}

// A commit that is sent again after its answer was lost is made once.
func TestLostAnswerIsAskedForAgain(t *testing.T) {
	cut := &cutter{message: []byte(commitTransaction), passes: true}
	ctx, store := openCut(t, cut)
	role := newRole(t, newID(t, id.Company))
	identifierID := newID(t, id.Identifier)
	pass := commit.Count{Counter: commit.PassesLeftOfIdentifier, ID: identifierID, By: 1}
	require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Counters: []commit.Count{pass}}))
	cut.cuts.Store(1)
	require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Counts: []commit.Count{pass}}))
	left, err := store.Counters().Values(ctx, role.CompanyID, pass.Counter, []string{identifierID})
	require.NoError(t, err)
	require.Equal(t, map[string]int{identifierID: 2}, left)
}
