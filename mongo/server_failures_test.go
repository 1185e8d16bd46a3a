package mongo

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/mongo/wiretest"
)

// failing answers a command on a collection with a failure, while on is set.
type failing struct {
	command, collection string
	answer              bson.D
	on                  atomic.Bool
}

func (f *failing) respond(_ context.Context, command wiretest.Command) (bson.D, error) {
	if f.on.Load() && command.Name == f.command && (f.collection == "" || command.Text(f.command) == f.collection) {
		return f.answer, nil
	}
	return bson.D{}, nil
}

func TestFailure_EveryPassingCodeIsUnavailable(t *testing.T) {
	for code := range passingCodes {
		requireReason(t, fault.StoreUnavailable, failure("reading", driver.CommandError{Code: int32(code)}))
		requireReason(t, fault.StoreUnavailable, failure("writing", driver.WriteException{WriteErrors: driver.WriteErrors{{Code: code}}}))
	}
	for _, code := range []int{2, 9, 50, 13, 121, 11000} {
		require.False(t, isPassing(driver.CommandError{Code: int32(code)}), code)
	}
}

// A server that says that it cannot do the work now is unavailable, whichever code it says it with.
func TestServer_APassingCodeInAReadIsUnavailable(t *testing.T) {
	failure := &failing{command: "find", collection: externalRolesDescriptor.name}
	ctx, store, _ := openScripted(t, failure.respond)
	for _, code := range []int{6, 24, 63, 89, 133, 246, 262, 391, 462, 13388} {
		t.Run(fmt.Sprint(code, " ", passingCodes[code]), func(t *testing.T) {
			failure.answer = wiretest.Failure(code)
			failure.on.Store(true)
			_, err := store.ExternalRoles().Get(ctx, "company", "role")
			failure.on.Store(false)
			requireReason(t, fault.StoreUnavailable, err)
		})
	}
}

func TestServer_APassingCodeInACommitIsUnavailable(t *testing.T) {
	failure := &failing{command: "insert", collection: externalRolesDescriptor.name}
	ctx, store, _ := openScripted(t, failure.respond)
	for _, code := range []int{6, 24, 89, 133, 262, 391, 462, 13388} {
		t.Run(fmt.Sprint(code, " ", passingCodes[code]), func(t *testing.T) {
			role := newRole(t, newID(t, id.Company))
			failure.answer = wiretest.Failure(code)
			failure.on.Store(true)
			err := store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Inserts: []document.Document{role}})
			failure.on.Store(false)
			requireReason(t, fault.StoreUnavailable, err)
			_, err = store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
			require.ErrorIs(t, err, document.ErrAbsent)
		})
	}
}

// Engines of MongoDB's class leave out of the error of a duplicate key which key it is (keyValue, keyPattern), and some answer it for
// the whole command. Which claim is taken follows from the statement that failed.
func TestServer_ADuplicateKeyNeedsNothingButItsCode(t *testing.T) {
	const duplicateKey = 11000
	inWriteErrors := bson.D{{Key: "ok", Value: 1}, {Key: "n", Value: 0}, {Key: "writeErrors", Value: bson.A{
		bson.D{{Key: "index", Value: 0}, {Key: "code", Value: duplicateKey}, {Key: "errmsg", Value: "duplicate"}},
	}}}
	for name, answer := range map[string]bson.D{"of a statement": inWriteErrors, "of the command": wiretest.Failure(duplicateKey)} {
		t.Run(name, func(t *testing.T) {
			taken := &failing{command: "insert", collection: claimsDescriptor.name, answer: answer}
			ctx, store, _ := openScripted(t, taken.respond)
			taken.on.Store(true)
			role := newRole(t, newID(t, id.Company))
			err := store.Commit(ctx, commit.Commit{
				CompanyID: role.CompanyID, Claims: []commit.Claim{newClaim(role.ID, "auditor")}, Inserts: []document.Document{role},
			})
			requireReason(t, fault.ExternalRoleNameTaken, err)
			_, err = store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
			require.ErrorIs(t, err, document.ErrAbsent)
		})
	}
}

// The server resolves nothing for a while and then answers: the driver's labels say that the transaction may be tried again.
func TestServer_ATransientFailureIsTriedAgain(t *testing.T) {
	var failures atomic.Int64
	ctx, store, _ := openScripted(t, func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if command.Name == "insert" && command.Text("insert") == externalRolesDescriptor.name && failures.Add(1) <= 2 {
			return wiretest.Failure(writeConflictCode, transientTransactionLabel), nil
		}
		return bson.D{}, nil
	})
	role := newRole(t, newID(t, id.Company))
	require.NoError(t, store.Commit(ctx, commit.Commit{CompanyID: role.CompanyID, Inserts: []document.Document{role}}))
	require.EqualValues(t, 3, failures.Load())
}

// hung is a server that takes commands and does not answer some of them.
func hung(t *testing.T, silent func(wiretest.Command) bool) (ctx context.Context, store *Store, server *wiretest.Server, on *atomic.Bool) {
	t.Helper()
	on = &atomic.Bool{}
	ctx, store, server = openScripted(t, func(serving context.Context, command wiretest.Command) (bson.D, error) {
		if on.Load() && silent(command) {
			<-serving.Done()
			return nil, wiretest.ErrHangUp
		}
		return bson.D{}, nil
	})
	return ctx, store, server, on
}

// The deadline of a request is one of the whole commit: what the abort takes is within it.
func TestCommit_ToAHungServerEndsAtTheDeadline(t *testing.T) {
	ctx, store, _, on := hung(t, func(command wiretest.Command) bool { return !command.IsHello() })
	on.Store(true)
	soon, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
	defer cancel()
	role := newRole(t, newID(t, id.Company))
	returned := make(chan error, 1)
	go func() {
		returned <- store.Commit(soon, commit.Commit{CompanyID: role.CompanyID, Inserts: []document.Document{role}})
	}()
	select {
	case err := <-returned:
		requireReason(t, fault.DeadlineExceeded, err)
	case <-time.After(patience):
		t.Fatal("the commit outlives its deadline")
	}
}

// A client that leaves while a statement is on its way does not leave a transaction behind: the commit is carried out.
func TestCommit_WhoseClientLeavesIsCarriedOut(t *testing.T) {
	reached, proceed := make(chan struct{}), make(chan struct{})
	ctx, store, _ := openScripted(t, func(_ context.Context, command wiretest.Command) (bson.D, error) {
		if command.Name == "insert" && command.Text("insert") == externalRolesDescriptor.name {
			close(reached)
			<-proceed
		}
		return bson.D{}, nil
	})
	role := newRole(t, newID(t, id.Company))
	request, leave := context.WithCancel(ctx)
	returned := make(chan error, 1)
	go func() {
		returned <- store.Commit(request, commit.Commit{CompanyID: role.CompanyID, Inserts: []document.Document{role}})
	}()
	<-reached
	leave()
	close(proceed)
	require.NoError(t, <-returned)
	_, err := store.ExternalRoles().Get(ctx, role.CompanyID, role.ID)
	require.NoError(t, err)
}

func TestReach_OfAServerThatStopsIsAwayAfterAWhile(t *testing.T) {
	now := time.Now()
	r := &reach{now: func() time.Time { return now }}
	r.note(false)
	now = now.Add(time.Hour)
	require.NoError(t, r.check(), "no server was seen yet")
	r.note(true)
	r.note(false)
	require.NoError(t, r.check(), "another primary may be elected")
	now = now.Add(awayAfter)
	r.note(false)
	require.ErrorIs(t, r.check(), errAway)
	r.note(true)
	require.NoError(t, r.check())
}

// While the store is away, no call waits for it, and once it is back, calls reach it.
func TestStore_ThatIsAwayRefusesAtOnce(t *testing.T) {
	ctx, store, _ := openScripted(t, asStored)
	store.reach.mu.Lock()
	store.reach.lostAt = time.Now().Add(-awayAfter)
	store.reach.mu.Unlock()
	requireUnavailable(ctx, t, store)
	store.reach.note(true)
	_, err := store.ExternalRoles().Get(ctx, "company", "role")
	require.ErrorIs(t, err, document.ErrAbsent)
}
