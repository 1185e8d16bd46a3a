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
	// lockLifetime is the time after which a lock that is not renewed expires.
	lockLifetime = 30 * time.Second
	// lockRenewal is the interval at which the holder of a lock renews it.
	lockRenewal = lockLifetime / 3
)

// ErrLocked reports that another process migrates or repairs the store.
var ErrLocked = errors.New("another process is migrating or repairing the store")

// errLockLost reports that another process took the lock over.
var errLockLost = errors.New("another process took over the store's lock: this one was delayed for too long")

// lockDocument is the store's record of its lock, which a process holds while it migrates or repairs the store.
type lockDocument struct {
	Owner string `bson:"owner"`
	// Holder names the process to people.
	Holder string `bson:"holder"`
	// Work is the subcommand.
	Work string `bson:"work"`
	// Until is when the lock expires, by the clock of its holder.
	Until time.Time `bson:"until"`
}

func (l lockDocument) fields() bson.D {
	return bson.D{{Key: "owner", Value: l.Owner}, {Key: "holder", Value: l.Holder}, {Key: "work", Value: l.Work}, {Key: "until", Value: l.Until}}
}

// withLock calls work with the owner of the store's lock, which the process holds in the meantime. It fails with ErrLocked,
// which names the holder, if another process holds the lock. The lock of a process that ended without releasing it is valid
// until it expires. In an embedded store that this process has opened, it is not valid at all: no other process can be at work.
func (s *Store) withLock(ctx context.Context, name string, work func(ctx context.Context, owner string) error) error {
	lock := lockDocument{Owner: s.processID + "/" + uuid.NewString(), Holder: processName(), Work: name}
	if err := s.acquire(ctx, &lock); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	renewalDone := make(chan struct{})
	go func() {
		defer close(renewalDone)
		defer cancelOnPanic(cancel)
		s.renew(ctx, lock, cancel)
	}()
	err := work(ctx, lock.Owner)
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, errLockLost) {
		err = cause
	}
	cancel(nil)
	<-renewalDone
	// The lock may not exist any more: then another process has taken it over.
	_, releaseErr := s.collection(storeDescriptor).delete(context.WithoutCancel(ctx), withOwner(lockID, lock.Owner))
	return errors.Join(err, releaseErr)
}

func processName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("process %d on host %s", os.Getpid(), host)
}

// withOwner returns the filter for one of the store's own records, if it has an owner.
func withOwner(recordID, owner string) companyFilter {
	return withID(noCompany, recordID, bson.E{Key: "owner", Value: owner})
}

// acquire inserts a lock, or takes over one that is not valid any more.
func (s *Store) acquire(ctx context.Context, lock *lockDocument) error {
	lock.Until = time.Now().Add(lockLifetime)
	raw, err := storeRecord(lockID, lock.fields()...)
	if err != nil {
		return err
	}
	records := s.collection(storeDescriptor)
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
	acquired, err := records.update(ctx, withOwner(lockID, other.Owner), bson.D{{Key: "$set", Value: lock.fields()}})
	if err != nil {
		return failure("taking the store's lock over", err)
	}
	if !acquired {
		return fmt.Errorf("%w, which took the lock at the same moment", ErrLocked)
	}
	return nil
}

// isHeld reports whether the holder of a lock may still be at work.
func (s *Store) isHeld(lock lockDocument) bool {
	if s.engine != nil && !isOwnedBy(lock.Owner, s.processID) {
		return false
	}
	return time.Now().Before(lock.Until)
}

// isOwnedBy reports whether an owner is of a process.
func isOwnedBy(owner, processID string) bool {
	return len(owner) > len(processID) && owner[:len(processID)] == processID
}

// cancelOnPanic recovers from a panic of the renewal, and cancels the work: nothing renews its lock any more. It must be
// deferred.
func cancelOnPanic(cancel context.CancelCauseFunc) {
	if problem := recover(); problem != nil {
		cancel(fmt.Errorf("%w (%v)", errLockLost, problem))
	}
}

// renew renews a lock until the context is done. It cancels the work if the lock is lost.
func (s *Store) renew(ctx context.Context, lock lockDocument, cancel context.CancelCauseFunc) {
	ticker := time.NewTicker(lockRenewal)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		lock.Until = time.Now().Add(lockLifetime)
		renewed, err := s.collection(storeDescriptor).update(ctx, withOwner(lockID, lock.Owner), bson.D{{Key: "$set", Value: lock.fields()}})
		if err == nil && !renewed {
			cancel(errLockLost)
			return
		}
	}
}
