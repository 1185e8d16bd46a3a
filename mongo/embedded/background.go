package embedded

import (
	"runtime/debug"
	"time"
)

// recovered is deferred by every goroutine of the store: a panic ends what the goroutine does and not the process.
func (s *Store) recovered(doing string) {
	if problem := recover(); problem != nil {
		s.options.Logger.Error().Bytes("stack", debug.Stack()).Msgf("embedded store: %s: a panic: %v", doing, problem)
	}
}

// Failed is closed when the store has stopped for good: it answers everything with an error, and the process must be
// restarted. Err says why.
func (s *Store) Failed() <-chan struct{} { return s.engine.Failed() }

// RaiseFormat keeps programs of earlier versions, which do not know what a migration makes, from opening the store.
func (s *Store) RaiseFormat() error { return s.engine.RaiseFormat() }

// Err returns why the store has stopped, or nil.
func (s *Store) Err() error { return s.engine.Err() }

// watch looks from time to time, until the store closes or stops, whether the file is still at its path although nobody writes,
// and lets go what clients have left behind.
func (s *Store) watch() {
	defer s.recovered("watching")
	defer func() {
		if cause := s.engine.Err(); cause != nil {
			s.options.Logger.Error().Err(cause).Msg("embedded store: stopped; restart the process")
		}
	}()
	ticker := time.NewTicker(min(watchEvery, s.options.CursorLife, s.options.SessionLife))
	defer ticker.Stop()
	for {
		select {
		case <-s.context.Done():
			return
		case <-s.engine.Failed():
			return
		case now := <-ticker.C:
			_ = s.engine.Probe() // one that fails closes Failed
			s.sweep(now)
		}
	}
}

func (s *Store) sweep(now time.Time) {
	defer s.recovered("sweeping")
	s.cursors.drop(func(open *cursor) bool { return open.used.Before(now.Add(-s.options.CursorLife)) })
	s.sessions.Sweep(now.Add(-s.options.SessionLife))
}
