package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
)

// written keeps what is recorded; its errors are not the requests' business.
type written struct{ uses []keyUse }

func (w *written) Record(_ context.Context, companyID, keyID string, at time.Time) error {
	w.uses = append(w.uses, keyUse{companyID, keyID, at})
	return errors.New("the store is away")
}

func (w *written) LastUsed(context.Context, string, []string) (map[string]time.Time, error) {
	return nil, errors.New("not asked for")
}

func TestAKeyIsRecordedOnceAMinute(t *testing.T) {
	store := &written{}
	uses := recordKeyUses(store, zerolog.Nop())
	minute := time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)
	for second := range 120 {
		uses.note("com_1", "key_1", minute.Add(time.Duration(second)*time.Second))
	}
	uses.note("com_1", "key_2", minute.Add(time.Second))
	uses.stop(t.Context())
	uses.stop(t.Context())
	uses.note("com_1", "key_3", minute)
	require.Equal(t, []keyUse{
		{"com_1", "key_1", minute}, {"com_1", "key_1", minute.Add(time.Minute)}, {"com_1", "key_2", minute},
	}, store.uses, "what was noted is written before the end, and nothing after it")
}

func TestNotesOfKeysDoNotPileUp(t *testing.T) {
	uses := recordKeyUses(&written{}, zerolog.Nop())
	minute := time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)
	for number := range 5 * keyUseBacklog {
		uses.note("com_1", time.Duration(number).String(), minute.Add(time.Duration(number/100)*time.Minute))
	}
	uses.stop(t.Context())
	require.LessOrEqual(t, len(uses.noted), 2*keyUseBacklog)
}

// hanging is a store that does not respond before the caller gives up.
type hanging struct {
	written
	reached chan struct{}
}

func (h *hanging) Record(ctx context.Context, _, _ string, _ time.Time) error {
	if h.reached != nil {
		close(h.reached)
		h.reached = nil
	}
	<-ctx.Done()
	return ctx.Err()
}

func TestKeyUses_AreNotWaitedForLongerThanTheStopMayTake(t *testing.T) {
	reached := make(chan struct{})
	var log strings.Builder
	uses := recordKeyUses(&hanging{reached: reached}, zerolog.New(&log))
	minute := time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)
	for _, keyID := range []string{"key_1", "key_2", "key_3"} {
		uses.note("com_1", keyID, minute)
	}
	<-reached
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	uses.stop(ctx)
	require.Contains(t, log.String(), `"uses":3`)
	require.Equal(t, 1, strings.Count(log.String(), "\n"))
}
