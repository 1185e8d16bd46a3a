package mongo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/google/uuid"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

const (
	// lockTime is how long the lock outlives a holder that does not renew it.
	lockLifetime = 30 * time.Second
	// lockRenewal is how often its holder renews it.
	lockRenewal = lockLifetime / 3
)

// ErrLocked reports that another process migrates or repairs the store.
var ErrLocked = errors.New("the store is being changed as a whole by another process")

// errLockLost reports that another process took the lock over.
var errLockLost = errors.New("another process took the store's lock over: this one was held up for too long")

// lock is the record of who changes the store as a whole.
type lockDocument struct {
	Owner string `bson:"owner"`
	// Holder names the process to people.
	Holder string `bson:"holder"`
	// Work is the subcommand.
	Work string `bson:"work"`
	// Until is when the lock counts for nothing any more, by the clock of its holder.
	Until time.Time `bson:"until"`
}

func (l lockDocument) fields() bson.D {
	return bson.D{{Key: "owner", Value: l.Owner}, {Key: "holder", Value: l.Holder}, {Key: "work", Value: l.Work}, {Key: "until", Value: l.Until}}
}

// withLock runs work while the process holds the store's lock, whose owner is the argument. It fails with ErrLocked, which
// names the holder. The lock of a process that ended without giving it back counts for lockTime more; not at all in an
// embedded store that this process has open, since nobody else can be at work there.
func (s *Store) withLock(ctx context.Context, name string, work func(ctx context.Context, owner string) error) error {
	held := lockDocument{Owner: s.processID + "/" + uuid.NewString(), Holder: processName(), Work: name}
	if err := s.acquire(ctx, &held); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	renewing := make(chan struct{})
	go func() {
		defer close(renewing)
		defer cancelOnPanic(cancel)
		s.renew(ctx, held, cancel)
	}()
	err := work(ctx, held.Owner)
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, errLockLost) {
		err = cause
	}
	cancel(nil)
	<-renewing
	// It may be gone already: then another process has taken it over.
	_, releasing := s.collection(storeTable()).delete(context.WithoutCancel(ctx), withOwner(lockID, held.Owner))
	return errors.Join(err, releasing)
}

func processName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("process %d on host %s", os.Getpid(), host)
}

func withOwner(name, owner string) companyFilter {
	return withID(noCompany, name, bson.E{Key: "owner", Value: owner})
}

func (s *Store) acquire(ctx context.Context, held *lockDocument) error {
	held.Until = time.Now().Add(lockLifetime)
	raw, err := storeDocument(lockID, held.fields()...)
	if err != nil {
		return err
	}
	records := s.collection(storeTable())
	err = records.insert(ctx, raw)
	if !driver.IsDuplicateKeyError(err) {
		if err != nil {
			return failure("taking the store's lock", err)
		}
		return nil
	}
	raw, err = records.first(ctx, withID(noCompany, lockID))
	if err != nil {
		return failure("reading the store's lock", err)
	}
	var other lockDocument
	if err := bson.Unmarshal(raw, &other); err != nil {
		return fmt.Errorf("reading the store's lock: %w", err)
	}
	if s.isHeld(other) {
		return fmt.Errorf("%w: `accessgraph %s`, %s; if that process is gone, try again after %s",
			ErrLocked, other.Work, other.Holder, other.Until.UTC().Format(time.RFC3339))
	}
	taken, err := records.update(ctx, withOwner(lockID, other.Owner), bson.D{{Key: "$set", Value: held.fields()}})
	if err != nil {
		return failure("taking the store's lock over", err)
	}
	if !taken {
		return fmt.Errorf("%w, which took the lock at the same moment", ErrLocked)
	}
	return nil
}

// lives reports whether the holder of a lock may still be at work.
func (s *Store) isHeld(held lockDocument) bool {
	if s.engine != nil && !isOwnedBy(held.Owner, s.processID) {
		return false
	}
	return time.Now().Before(held.Until)
}

func isOwnedBy(owner, process string) bool {
	return len(owner) > len(process) && owner[:len(process)] == process
}

// endOnPanic ends work whose lock nothing renews any more.
func cancelOnPanic(end context.CancelCauseFunc) {
	if problem := recover(); problem != nil {
		end(fmt.Errorf("%w (%v)", errLockLost, problem))
	}
}

// renew renews a lock until the context ends, which it ends itself when the lock is lost.
func (s *Store) renew(ctx context.Context, held lockDocument, end context.CancelCauseFunc) {
	ticker := time.NewTicker(lockRenewal)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		held.Until = time.Now().Add(lockLifetime)
		kept, err := s.collection(storeTable()).update(ctx, withOwner(lockID, held.Owner), bson.D{{Key: "$set", Value: held.fields()}})
		if err == nil && !kept {
			end(errLockLost)
			return
		}
	}
}
