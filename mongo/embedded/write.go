package embedded

import (
	"bytes"
	"errors"
	"strconv"
	"time"

	"accessgraph/mongo/embedded/engine"
)

// write runs statements and commits what they changed. Outside of a transaction it runs them again, on a new snapshot,
// when something they relied on has changed meanwhile; with a txnNumber they are applied once however often they come.
func (c *call) write(statements func(*writer) error) error {
	if c.transaction != nil {
		return c.writeInTransaction(statements)
	}
	start := len(c.reply.buffer)
	for {
		c.reply.buffer = c.reply.buffer[:start]
		err := c.writeOnce(statements)
		if !errors.Is(err, engine.ErrConflict) {
			return err
		}
		if err := c.context.Err(); err != nil {
			return err
		}
	}
}

func (c *call) writeInTransaction(statements func(*writer) error) error {
	latest, err := c.store.engine.Snapshot()
	if err != nil {
		return err
	}
	defer latest.Close()
	return statements(&writer{
		catalog: &c.store.catalog, view: c.transaction.view, batch: c.transaction.batch,
		limit: c.store.options.TransactionBytes, latest: latest,
	})
}

func (c *call) writeOnce(statements func(*writer) error) error {
	batch, err := c.prepareWrite(statements)
	if err != nil || batch.Empty() {
		return err
	}
	return c.store.engine.Commit(c.context, batch)
}

// prepareWrite returns the changes of statements; none when they have been applied before.
func (c *call) prepareWrite(statements func(*writer) error) (*engine.Batch, error) {
	snapshot, err := c.store.engine.Snapshot()
	if err != nil {
		return nil, err
	}
	defer snapshot.Close()
	batch := &engine.Batch{}
	var before outcome
	if c.hasNumber {
		var repeated bool
		if before, repeated, err = c.takeNumber(snapshot); err != nil {
			return nil, err
		}
		if repeated {
			c.reply.buffer = append(c.reply.buffer, before.reply...)
			return batch, nil
		}
	}
	start := len(c.reply.buffer)
	err = statements(&writer{
		catalog: &c.store.catalog, view: engine.NewView(snapshot, batch), batch: batch, limit: c.store.options.TransactionBytes,
	})
	if err == nil && c.hasNumber && !batch.Empty() {
		reply := bytes.Clone(c.reply.buffer[start:])
		outcome{number: c.number, at: time.Now(), reply: reply}.save(batch, c.session, before)
	}
	return batch, err
}

// statements runs each of a command's statements and reports those that failed as MongoDB does: an ordered command
// stops at the first.
func (c *call) statements(count int, run func(at int) error) ([]writeError, error) {
	if count == 0 || count > maxBatch {
		return nil, fail(codeInvalidLength, "Write batch sizes must be between 1 and %d. Got %d operations.", maxBatch, count)
	}
	ordered, err := c.boolean("ordered", true)
	if err != nil {
		return nil, err
	}
	var failed []writeError
	for at := range count {
		if err := c.context.Err(); err != nil {
			return nil, err
		}
		err := run(at)
		if err == nil {
			continue
		}
		var problem *failure
		if !errors.As(err, &problem) || !problem.ofStatement() {
			return nil, err
		}
		failed = append(failed, writeError{at, problem})
		if ordered || c.transaction != nil {
			break
		}
	}
	c.refused = len(failed) > 0
	return failed, nil
}

// ofStatement says that an error concerns one statement, and not the command as a whole.
func (f *failure) ofStatement() bool {
	switch f.code {
	case codeWriteConflict, codeTransactionTooLarge, codeMaxTimeMSExpired, codeInterruptedAtShutdown,
		codeShutdownInProgress, codeOutOfDiskSpace, codeInternalError:
		return false
	default:
		return true
	}
}

type writeError struct {
	at      int
	failure *failure
}

func (c *call) writeErrors(failed []writeError) {
	if len(failed) == 0 {
		return
	}
	c.reply.array("writeErrors")
	for at, entry := range failed {
		c.reply.document(strconv.Itoa(at))
		c.reply.int32("index", entry.at)
		entry.failure.write(&c.reply)
		c.reply.end()
	}
	c.reply.end()
}
