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

// Limits of guesses.
const (
	// ReaderBurst is how many unknown numbers an application may show at one reader at once.
	ReaderBurst = 10
	// ReaderPerMinute is how many it may show there in the long run.
	ReaderPerMinute = 10
	// ApplicationBurst and ApplicationPerMinute are the same for all its readers together: readers are names that the
	// application makes up.
	ApplicationBurst     = 300
	ApplicationPerMinute = 300

	// maxKept is how many readers and applications are remembered, about a kilobyte each at most. The one that was used
	// least recently is forgotten first; with it go the guesses that it has used up.
	maxKept = 10_000
)

// Guesses counts unknown numbers by application and reader. It is safe for concurrent use.
type Guesses struct {
	clock func() time.Time
	kept  *lru.Cache[guesser, *rate.Limiter]
}

// guesser is an application at a reader; at no reader, the application as a whole.
type guesser struct{ applicationID, reader string }

// NewGuesses returns a count in which nothing is used up.
func NewGuesses(clock func() time.Time) (*Guesses, error) {
	kept, err := lru.New[guesser, *rate.Limiter](maxKept)
	if err != nil {
		return nil, fmt.Errorf("making room for rate limits: %w", err)
	}
	return &Guesses{clock: clock, kept: kept}, nil
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
	fresh := rate.NewLimiter(perMinute(ReaderPerMinute), ReaderBurst)
	if guessing.reader == "" {
		fresh = rate.NewLimiter(perMinute(ApplicationPerMinute), ApplicationBurst)
	}
	if kept, known, _ := g.kept.PeekOrAdd(guessing, fresh); known {
		return kept
	}
	return fresh
}

func perMinute(n int) rate.Limit { return rate.Limit(float64(n) / time.Minute.Seconds()) }
