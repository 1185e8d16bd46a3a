package accessgraph

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// wait returns how long to wait before the next attempt, and whether there is one after this error.
func (c *Client) wait(err error, attempt int) (wait time.Duration, retryable bool) {
	var asked time.Duration
	var connection *ConnectionError
	var other *HTTPError
	var failures Errors
	switch {
	case errors.As(err, &connection):
		retryable = true
	case errors.As(err, &other):
		retryable, asked = other.retryable(), other.RetryAfter
	case errors.As(err, &failures):
		retryable, asked = failures.retryable(), failures[0].RetryAfter
	}
	bound := min(c.options.FirstWait<<min(attempt-1, 10), c.options.LongestWait)
	// The random part keeps clients that failed together from coming back together.
	return asked + rand.N(bound), retryable && attempt < c.options.Attempts && asked <= c.options.LongestWait
}

// sleep waits and reports whether there is time for another attempt. If the context ends first, it returns the error of the last
// attempt, with that of the context if it has ended already.
func sleep(ctx context.Context, wait time.Duration, last error) (retryable bool, err error) {
	if ctx.Err() != nil {
		return false, errors.Join(ctx.Err(), last)
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
		return false, last
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false, errors.Join(ctx.Err(), last)
	case <-timer.C:
		return true, nil
	}
}

// retryAfter returns the wait that the server asks for, in whole seconds as Accessgraph writes it, or 0.
func retryAfter(answer *http.Response) time.Duration {
	seconds, err := strconv.Atoi(answer.Header.Get("Retry-After"))
	if err != nil || seconds < 0 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
