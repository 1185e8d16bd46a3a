// Package follow is a client of the API that passes on the changes of a company, as JSON lines.
package follow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Options say whom to follow.
type Options struct {
	// Endpoint is the URL of the API, and Key an API key with the scope AUDIT_READ.
	Endpoint, Key string
	// StateFile keeps the cursor between runs.
	StateFile string
	// Types and SubjectIDs are those of the field changes; all if they are empty.
	Types, SubjectIDs []string
	// Every is the time between two requests of a follower that has caught up. With Once, it ends instead.
	Every time.Duration
	Once  bool
	// Out receives a line for each change, and Report a sentence for each failure that is retried.
	Out    io.Writer
	Report func(sentence string)
	// Client sends the requests; nil for one with a timeout.
	Client *http.Client
	// Wait waits for a time, or until the context is done; nil for the clock's.
	Wait func(ctx context.Context, length time.Duration)
}

// requestTimeout bounds one request.
const requestTimeout = time.Minute

// The time before a failed request is repeated. It doubles with each failure.
const (
	firstPause   = time.Second
	longestPause = time.Minute
)

// Run follows until the context is done or, with Once, until it has caught up. It writes lines first and the cursor after them: a run that
// is killed passes on some of them again, and misses none.
func Run(ctx context.Context, options Options) error {
	if options.Client == nil {
		options.Client = &http.Client{Timeout: requestTimeout}
	}
	if options.Wait == nil {
		options.Wait = wait
	}
	cursor, err := readState(options.StateFile)
	if err != nil {
		return err
	}
	pause := firstPause
	for ctx.Err() == nil {
		page, err := options.ask(ctx, cursor)
		var failed *temporaryError
		switch {
		case ctx.Err() != nil:
			continue
		case errors.As(err, &failed):
			length := max(pause, failed.retryAfter)
			options.Report(fmt.Sprintf("%s; the next attempt is in %s", failed, length))
			options.Wait(ctx, length)
			pause = min(2*pause, longestPause)
			continue
		case err != nil:
			return err
		}
		pause = firstPause
		if err := options.pass(page); err != nil {
			return err
		}
		cursor = page.Cursor
		if page.CaughtUp {
			if options.Once {
				return nil
			}
			options.Wait(ctx, options.Every)
		}
	}
	return nil
}

// pass writes the lines of a page, and then its cursor. The lines are one write, so that a process that is killed leaves no part of one.
func (o Options) pass(page page) error {
	var lines []byte
	for _, event := range page.Events {
		lines = append(append(lines, event.Record...), '\n')
	}
	if len(lines) > 0 {
		if _, err := o.Out.Write(lines); err != nil {
			return fmt.Errorf("writing the changes: %w", err)
		}
	}
	return writeState(o.StateFile, page.Cursor)
}

// page is a page of changes.
type page struct {
	Events []struct {
		Record json.RawMessage `json:"record"`
	} `json:"events"`
	Cursor   string `json:"cursor"`
	CaughtUp bool   `json:"caughtUp"`
}

func wait(ctx context.Context, length time.Duration) {
	timer := time.NewTimer(length)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
