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
	lockTime = 30 * time.Second
	// lockRenewal is how often its holder renews it.
	lockRenewal = lockTime / 3
)

// ErrLocked reports that another process migrates or repairs the store.
var ErrLocked = errors.New("the store is being changed as a whole by another process")

// errLockLost reports that another process took the lock over.
var errLockLost = errors.New("another process took the store's lock over: this one was held up for too long")

// lock is the record of who changes the store as a whole.
type lock struct {
	Owner string `bson:"owner"`
	// Holder names the process to people.
	Holder string `bson:"holder"`
	// Work is the subcommand.
	Work string `bson:"work"`
	// Until is when the lock counts for nothing any more, by the clock of its holder.
	Until time.Time `bson:"until"`
}

func (l lock) fields() bson.D {
	return bson.D{{Key: "owner", Value: l.Owner}, {Key: "holder", Value: l.Holder}, {Key: "work", Value: l.Work}, {Key: "until", Value: l.Until}}
}

// withLock runs work while the process holds the store's lock, whose owner is the argument. It fails with ErrLocked, which
// names the holder. The lock of a process that ended without giving it back counts for lockTime more; not at all in an
// embedded store that this process has open, since nobody else can be at work there.
func (s *Store) withLock(ctx context.Context, name string, work func(ctx context.Context, owner string) error) error {
	held := lock{Owner: s.process + "/" + uuid.NewString(), Holder: processName(), Work: name}
	if err := s.acquire(ctx, &held); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	renewing := make(chan struct{})
	go func() {
		defer close(renewing)
		defer endOnPanic(cancel)
		s.renew(ctx, held, cancel)
	}()
	err := work(ctx, held.Owner)
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, errLockLost) {
		err = cause
	}
	cancel(nil)
	<-renewing
	// It may be gone already: then another process has taken it over.
	_, releasing := s.collection(storeTable()).delete(context.WithoutCancel(ctx), ownedBy(lockRecord, held.Owner))
	return errors.Join(err, releasing)
}

func processName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("process %d on host %s", os.Getpid(), host)
}

func ownedBy(name, owner string) companyFilter {
	return one(everyCompany, name, bson.E{Key: "owner", Value: owner})
}

func (s *Store) acquire(ctx context.Context, held *lock) error {
	held.Until = time.Now().Add(lockTime)
	raw, err := record(lockRecord, held.fields()...)
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
	raw, err = records.first(ctx, one(everyCompany, lockRecord))
	if err != nil {
		return failure("reading the store's lock", err)
	}
	var other lock
	if err := bson.Unmarshal(raw, &other); err != nil {
		return fmt.Errorf("reading the store's lock: %w", err)
	}
	if s.lives(other) {
		return fmt.Errorf("%w: `accessgraph %s`, %s; if that process is gone, try again after %s",
			ErrLocked, other.Work, other.Holder, other.Until.UTC().Format(time.RFC3339))
	}
	taken, err := records.update(ctx, ownedBy(lockRecord, other.Owner), bson.D{{Key: "$set", Value: held.fields()}})
	if err != nil {
		return failure("taking the store's lock over", err)
	}
	if !taken {
		return fmt.Errorf("%w, which took the lock at the same moment", ErrLocked)
	}
	return nil
}

// lives reports whether the holder of a lock may still be at work.
func (s *Store) lives(held lock) bool {
	if s.engine != nil && !isOf(held.Owner, s.process) {
		return false
	}
	return time.Now().Before(held.Until)
}

func isOf(owner, process string) bool {
	return len(owner) > len(process) && owner[:len(process)] == process
}

// endOnPanic ends work whose lock nothing renews any more.
func endOnPanic(end context.CancelCauseFunc) {
	if problem := recover(); problem != nil {
		end(fmt.Errorf("%w (%v)", errLockLost, problem))
	}
}

// renew renews a lock until the context ends, which it ends itself when the lock is lost.
func (s *Store) renew(ctx context.Context, held lock, end context.CancelCauseFunc) {
	ticker := time.NewTicker(lockRenewal)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		held.Until = time.Now().Add(lockTime)
		kept, err := s.collection(storeTable()).update(ctx, ownedBy(lockRecord, held.Owner), bson.D{{Key: "$set", Value: held.fields()}})
		if err == nil && !kept {
			end(errLockLost)
			return
		}
	}
}
