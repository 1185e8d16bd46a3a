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

// removal removes from a number of old documents, and fails once they are gone if err is set.
type removal struct {
	old    int
	before []time.Time
	err    error
}

func (r *removal) remove(_ context.Context, before time.Time, limit int) (int, error) {
	r.before = append(r.before, before)
	count := min(limit, r.old)
	r.old -= count
	if r.old == 0 {
		return count, r.err
	}
	return count, nil
}

func TestRetention_RemovesInBoundedSteps(t *testing.T) {
	now := time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		old, steps int
		err        error
		line       string
	}{
		"nothing":           {0, 1, nil, ""},
		"less than a step":  {499, 1, nil, `"removed":499`},
		"exactly a step":    {500, 2, nil, `"removed":500`},
		"several steps":     {1_234, 3, nil, `"removed":1234`},
		"a step that fails": {700, 2, errors.New("disk full"), `"removed":700`},
	} {
		t.Run(name, func(t *testing.T) {
			var log strings.Builder
			removal := &removal{old: test.old, err: test.err}
			err := retention{"passages", 40 * 24 * time.Hour, removal.remove}.apply(t.Context(), now, zerolog.New(&log))
			require.ErrorIs(t, err, test.err)
			require.Len(t, removal.before, test.steps)
			for _, before := range removal.before {
				require.Equal(t, time.Date(2026, time.January, 20, 12, 0, 0, 0, time.UTC), before)
			}
			if test.line == "" {
				require.Empty(t, log.String())
				return
			}
			require.Contains(t, log.String(), test.line)
			require.Contains(t, log.String(), `"documents":"passages"`)
		})
	}
}
