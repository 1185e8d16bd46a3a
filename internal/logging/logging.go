// Package logging writes log lines without ever holding up who logs.
package logging

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"github.com/rs/zerolog"
)

// Lines is how many lines wait to be written at most: some megabytes, and some seconds of a busy server.
const Lines = 8192

// errNotWritten says that lines were still waiting when the writer was no longer waited for.
var errNotWritten = errors.New("the log could not be written completely")

// Writer hands lines to another writer in a goroutine of its own. A line that finds no room is dropped and counted, which a
// line of its own tells as soon as the other writer takes lines again. A writer that fails, such as a pipe that nobody
// reads any more, loses lines and nothing else. It is safe for concurrent use.
type Writer struct {
	lines chan []byte
	done  chan struct{}

	dropped atomic.Int64

	mutex  sync.RWMutex // held for reading by those who send to lines
	closed bool
}

// NewWriter returns a writer to another one, with room for so many lines.
func NewWriter(to io.Writer, lines int) *Writer {
	writer := &Writer{lines: make(chan []byte, lines), done: make(chan struct{})}
	go writer.run(to)
	return writer
}

// Write takes a line. It never waits, and never fails. What is written after Close is dropped.
func (w *Writer) Write(line []byte) (int, error) {
	w.mutex.RLock()
	defer w.mutex.RUnlock()
	if w.closed {
		w.dropped.Add(1)
		return len(line), nil
	}
	select {
	case w.lines <- append([]byte(nil), line...): // the logger uses its bytes again
	default:
		w.dropped.Add(1)
	}
	return len(line), nil
}

// Dropped returns how many lines were dropped so far.
func (w *Writer) Dropped() int { return int(w.dropped.Load()) }

// run writes the lines. Errors of the other writer are dropped: there is nowhere else to report them.
func (w *Writer) run(to io.Writer) {
	defer close(w.done)
	defer func() { _ = recover() }() // of the other writer: there is no other place to tell it
	logger := zerolog.New(to).With().Timestamp().Logger()
	var told int64
	for line := range w.lines {
		_, _ = to.Write(line)
		if dropped := w.dropped.Load(); dropped > told {
			logger.Warn().Int64("lines", dropped-told).Int64("linesInAll", dropped).Msg("log lines were dropped: they were not read fast enough")
			told = dropped
		}
	}
}

// Close has the lines written that wait, and returns once they are. It fails when the context ends before that.
func (w *Writer) Close(ctx context.Context) error {
	w.mutex.Lock()
	if !w.closed {
		w.closed = true
		close(w.lines)
	}
	w.mutex.Unlock()
	select {
	case <-w.done:
		return nil
	case <-ctx.Done():
		return errNotWritten
	}
}
