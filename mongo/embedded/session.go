package embedded

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/engine"
)

// sessionID is the UUID by which a client names a session.
type sessionID [16]byte

// readSession reads lsid, txnNumber and what else says how a command belongs to a session.
func (c *call) readSession() error {
	session := c.field("lsid")
	if session.Type != 0 {
		id, err := parseSession(session)
		if err != nil {
			return err
		}
		c.session, c.hasSession = id, true
	}
	if number := c.field("txnNumber"); number.Type != 0 {
		if number.Type != bson.TypeInt64 || number.Int64() < 0 {
			return c.mistyped("txnNumber", number, "long")
		}
		if !c.hasSession {
			return fail(codeInvalidOptions, "Transaction number requires a session ID to also be specified")
		}
		c.number, c.hasNumber = number.Int64(), true
	}
	return c.readTransaction()
}

// readTransaction checks the fields that make a command part of a transaction.
func (c *call) readTransaction() error {
	starts, autocommit := c.field("startTransaction"), c.field("autocommit")
	if flag, ok := starts.BooleanOK(); starts.Type != 0 && (!ok || !flag) {
		return fail(codeInvalidOptions, "startTransaction must be true when it is given")
	}
	if flag, ok := autocommit.BooleanOK(); autocommit.Type != 0 && (!ok || flag) {
		return fail(codeInvalidOptions, "autocommit must be false when it is given")
	}
	switch {
	case autocommit.Type == 0 && starts.Type != 0:
		return fail(codeInvalidOptions, "'startTransaction' field requires 'autocommit' field to also be specified")
	case autocommit.Type == 0 && c.command.concludes:
		return fail(codeInvalidOptions, "'%s' must be run within a transaction", c.name)
	case autocommit.Type != 0 && !c.hasNumber:
		return fail(codeInvalidOptions, "'autocommit' field requires a transaction number to also be specified")
	case autocommit.Type != 0 && c.command.concludes && c.database != "admin":
		return fail(codeBadValue, "%s may only be run against the admin database.", c.name)
	case autocommit.Type != 0 && !c.command.concludes && !c.command.inTxn:
		return fail(codeNotSupportedInTxn, "Cannot run '%s' in a multi-document transaction.", c.name)
	case autocommit.Type == 0 && c.hasNumber && !(c.command.writes && c.command.inTxn):
		return fail(codeInvalidOptions, "'%s' takes no transaction number outside of a transaction", c.name)
	}
	c.starts = starts.Type != 0
	return nil
}

// inTransaction says that the command is part of a transaction, or concludes one.
func (c *call) inTransaction() bool { return c.field("autocommit").Type != 0 }

func parseSession(value bson.RawValue) (sessionID, error) {
	if value.Type != bson.TypeEmbeddedDocument {
		return sessionID{}, mistyped("lsid", value, "object")
	}
	if err := checkFieldsOf("lsid", bson.Raw(value.Value), []string{"id"}); err != nil {
		return sessionID{}, err
	}
	subtype, data, ok := field(value.Value, "id").BinaryOK()
	if !ok || subtype != bson.TypeBinaryUUID || len(data) != len(sessionID{}) {
		return sessionID{}, fail(codeTypeMismatch, "lsid.id must be a UUID")
	}
	return sessionID(data), nil
}

// outcome is what the store remembers of a session's last retryable write or transaction, on disk, in the same commit
// as its changes: whoever sends it again gets the same answer.
type outcome struct {
	version   uint64 // of the record, 0 when there is none
	number    int64
	at        time.Time
	committed bool   // a transaction
	reply     []byte // of a retryable write: the fields of its answer
}

const outcomeHeader = 17

func readOutcome(reader engine.Reader, session sessionID) (outcome, error) {
	record, err := reader.Get(sessionSpace, session[:])
	if err != nil || record.Version == 0 {
		return outcome{number: -1}, err
	}
	return parseOutcome(record)
}

func parseOutcome(record engine.Record) (outcome, error) {
	if len(record.Value) < outcomeHeader {
		return outcome{}, fmt.Errorf("%w: the outcome of a session is cut short", engine.ErrDamaged)
	}
	return outcome{
		version:   record.Version,
		number:    int64(binary.BigEndian.Uint64(record.Value)),
		at:        time.UnixMilli(int64(binary.BigEndian.Uint64(record.Value[8:]))),
		committed: record.Value[16] == 1,
		reply:     record.Value[outcomeHeader:],
	}, nil
}

// save adds the outcome to a batch, if no other has been written since before was read.
func (o outcome) save(batch *engine.Batch, session sessionID, before outcome) {
	raw := make([]byte, 0, outcomeHeader+len(o.reply))
	raw = binary.BigEndian.AppendUint64(raw, uint64(o.number))
	raw = binary.BigEndian.AppendUint64(raw, uint64(o.at.UnixMilli()))
	kind := byte(0)
	if o.committed {
		kind = 1
	}
	raw = append(append(raw, kind), o.reply...)
	batch.Expect(sessionSpace, session[:], before.version)
	batch.Put(sessionSpace, session[:], raw)
}

// takeNumber checks the number of a retryable write against what the session did last, and says whether it was this very
// write. An older transaction that is still open is aborted.
func (c *call) takeNumber(reader engine.Reader) (last outcome, repeated bool, err error) {
	if open := c.store.transactions.of(c.session); open != nil {
		if err := c.checkWriteNumber(open.number); err != nil {
			return last, false, err
		}
		open.mu.Lock()
		open.abort()
		open.mu.Unlock()
	}
	last, err = readOutcome(reader, c.session)
	switch {
	case err != nil:
		return last, false, err
	case last.number == c.number && !last.committed:
		return last, true, nil
	default:
		return last, false, c.checkWriteNumber(last.number)
	}
}

// checkWriteNumber refuses the number of a retryable write that is not above the last one.
func (c *call) checkWriteNumber(last int64) error {
	if c.number == last {
		return fail(codeIncompleteHistory, "Cannot retry a retryable write that has been converted into a transaction")
	}
	return c.checkNumber(last)
}

// endSessions ends sessions: their transactions are aborted, their cursors closed, their snapshots let go, their outcomes
// forgotten.
func (c *call) endSessions() error {
	ids, err := c.documents(c.name)
	if err != nil {
		return err
	}
	var batch engine.Batch
	for _, raw := range ids {
		id, err := parseSession(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: raw})
		if err != nil {
			return err
		}
		c.store.transactions.end(id)
		c.store.cursors.killOf(id)
		c.store.snapshots.releaseOf(id)
		batch.Delete(sessionSpace, id[:])
	}
	return c.store.engine.Commit(c.context, &batch)
}

// forgetOutcomes deletes the outcomes of sessions that have been idle for longer than a session lives.
func (s *Store) forgetOutcomes() error {
	reader, err := s.engine.Snapshot()
	if err != nil {
		return err
	}
	var batch engine.Batch
	oldest := time.Now().Add(-s.options.SessionLife)
	for entry, err := range reader.Scan(sessionSpace, engine.Range{}, false) {
		if err != nil {
			reader.Close()
			return err
		}
		known, err := parseOutcome(entry.Record)
		if err == nil && known.at.Before(oldest) {
			batch.Expect(sessionSpace, entry.Key, entry.Version)
			batch.Delete(sessionSpace, entry.Key)
		}
	}
	reader.Close()
	err = s.engine.Commit(s.context, &batch)
	if errors.Is(err, engine.ErrConflict) {
		return nil // a session came back: the next sweep looks again
	}
	return err
}
