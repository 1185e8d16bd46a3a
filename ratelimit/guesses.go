// Package ratelimit holds callers up who try values out, one after the other, to find one that exists.
//
// It counts in this process only: a caller of several processes has as many times the guesses.
package ratelimit

import (
	"fmt"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// maxKept is how many readers and applications are remembered, about a kilobyte each at most. The one that was used
// least recently is forgotten first; with it go the guesses that it has used up.
const maxKept = 10_000

// GuessLimits are how many unknown numbers an application may show in a minute, all of them at once if need be.
type GuessLimits struct {
	// PerReader counts at one reader.
	PerReader int
	// PerApplication counts at all its readers together, which are names that the application makes up.
	PerApplication int
}

// Guesses counts unknown numbers by application and reader. It is safe for concurrent use.
type Guesses struct {
	clock  func() time.Time
	limits GuessLimits
	kept   *lru.Cache[guesser, *rate.Limiter]
}

// guesser is an application at a reader; at no reader, the application as a whole.
type guesser struct{ applicationID, reader string }

// NewGuesses returns a count in which nothing is used up.
func NewGuesses(clock func() time.Time, limits GuessLimits) (*Guesses, error) {
	kept, err := lru.New[guesser, *rate.Limiter](maxKept)
	if err != nil {
		return nil, fmt.Errorf("making room for rate limits: %w", err)
	}
	return &Guesses{clock: clock, limits: limits, kept: kept}, nil
}

// Left says whether the application may show another number at the reader.
func (g *Guesses) Left(applicationID, reader string) bool {
	now := g.clock()
	for _, guessing := range guessers(applicationID, reader) {
		if limiter, known := g.kept.Get(guessing); known && limiter.TokensAt(now) < 1 {
			return false
		}
	}
	return true
}

// Use counts an unknown number, and says whether there was a guess left for it. What is shown beyond that counts as
// well, and has to be waited for.
func (g *Guesses) Use(applicationID, reader string) bool {
	now := g.clock()
	left := true
	for _, guessing := range guessers(applicationID, reader) {
		left = g.limiter(guessing).ReserveN(now, 1).DelayFrom(now) == 0 && left
	}
	return left
}

func guessers(applicationID, reader string) []guesser {
	return []guesser{{applicationID, reader}, {applicationID, ""}}
}

func (g *Guesses) limiter(guessing guesser) *rate.Limiter {
	fresh := newLimiter(g.limits.PerReader)
	if guessing.reader == "" {
		fresh = newLimiter(g.limits.PerApplication)
	}
	if kept, known, _ := g.kept.PeekOrAdd(guessing, fresh); known {
		return kept
	}
	return fresh
}

// newLimiter allows so many at once, and as many in every minute.
func newLimiter(perMinute int) *rate.Limiter {
	return rate.NewLimiter(rate.Limit(float64(perMinute)/time.Minute.Seconds()), perMinute)
}
