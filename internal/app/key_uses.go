package app

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"accessgraph/domain/tenant"
)

const (
	// keyUseGrain is the precision of the time of a last use.
	keyUseGrain = time.Minute
	// keyUseBacklog is the most uses that wait to be written. More are dropped: the key is likely used in the next minute too.
	keyUseBacklog = 1024
	// keyUseTimeout bounds one write.
	keyUseTimeout = 5 * time.Second
)

// keyUse is a key and the minute in which it was used.
type keyUse struct {
	companyID string
	keyID     string
	minute    time.Time
}

// keyUses writes when keys were used, off the path of the requests.
type keyUses struct {
	waiting chan keyUse
	// giveUp ends the writes, and done is closed after the last.
	giveUp context.CancelFunc
	done   chan struct{}

	mutex sync.Mutex
	// noted is the latest minute handed over for each key, so that a busy key is written once a minute.
	noted   map[string]time.Time
	stopped bool
}

func recordKeyUses(store tenant.KeyUses, logger zerolog.Logger) *keyUses {
	// Not a request's context: the request may be over by the time of the write.
	ctx, giveUp := context.WithCancel(context.Background())
	uses := &keyUses{waiting: make(chan keyUse, keyUseBacklog), giveUp: giveUp, done: make(chan struct{}), noted: map[string]time.Time{}}
	go uses.write(ctx, store, logger)
	return uses
}

// note has the use of a key written. It never waits.
func (u *keyUses) note(companyID, keyID string, at time.Time) {
	minute := at.UTC().Truncate(keyUseGrain)
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if u.stopped || !u.noted[keyID].Before(minute) {
		return
	}
	select {
	case u.waiting <- keyUse{companyID, keyID, minute}:
		u.forgetOlder(minute)
		u.noted[keyID] = minute
	default:
	}
}

// forgetOlder keeps noted from growing with every key that was ever used.
func (u *keyUses) forgetOlder(minute time.Time) {
	if len(u.noted) < keyUseBacklog {
		return
	}
	for keyID, last := range u.noted {
		if last.Before(minute) {
			delete(u.noted, keyID)
		}
	}
}

func (u *keyUses) write(ctx context.Context, store tenant.KeyUses, logger zerolog.Logger) {
	defer close(u.done)
	defer logPanic(logger, "recording the uses of keys")
	lost := 0
	for use := range u.waiting {
		err := attempt(ctx, func(ctx context.Context) error {
			ctx, cancel := context.WithTimeout(ctx, keyUseTimeout)
			defer cancel()
			return store.Record(ctx, use.companyID, use.keyID, use.minute)
		})
		switch {
		case err != nil && ctx.Err() != nil:
			lost++
		case err != nil:
			logger.Warn().Err(err).Str("keyId", use.keyID).Msg("recording the use of a key")
		}
	}
	if lost > 0 {
		logger.Warn().Int("uses", lost).Msg("stopping: the last uses of keys were not recorded, because the store does not respond")
	}
}

// stop writes what waits, as long as the context allows, and ends.
func (u *keyUses) stop(ctx context.Context) {
	u.mutex.Lock()
	alreadyStopped := u.stopped
	u.stopped = true
	u.mutex.Unlock()
	if !alreadyStopped {
		close(u.waiting)
	}
	select {
	case <-u.done:
	case <-ctx.Done():
	}
	u.giveUp()
	<-u.done
}
