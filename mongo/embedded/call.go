package embedded

import (
	"bytes"
	"context"
	"math"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/engine"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
	"accessgraph/mongo/embedded/txn"
	"accessgraph/mongo/embedded/wire"
)

// maxCommandSize is larger than a document, so that one fits into a command.
const maxCommandSize = document.MaxSize + 16<<10

// call is one command being carried out.
type call struct {
	arguments
	store   *Store
	context context.Context
	timed   timed // the context of a command that is being carried out
	command *command
	request wire.Request
	reply   document.Builder

	database    string
	namespace   string // the full name of the collection, for commands on one
	session     txn.ID
	number      int64 // txnNumber
	transaction *txn.Transaction
	refused     bool // a statement failed, although the command did not
}

// prepare finds the command and checks every field of its body.
func (c *call) prepare() error {
	if size := len(c.request.Body); size > maxCommandSize {
		return failure.New(failure.ObjectTooLarge, "BSONObj size: %d is invalid. Size must be between 0 and %d", size, maxCommandSize)
	}
	if err := document.Validate(c.request.Body, 0); err != nil {
		return err
	}
	c.name = document.FirstName(c.request.Body)
	if c.command = commands[c.name]; c.command == nil {
		return failure.New(failure.CommandNotFound, "no such command: '%s'", c.name)
	}
	if err := c.arguments.read(c.request, c.command.takes); err != nil {
		return err
	}
	for _, item := range c.request.Items {
		if err := document.Validate(item, 0); err != nil {
			return err
		}
	}
	return c.readShared()
}

// readShared reads the fields that many commands have.
func (c *call) readShared() (err error) {
	if c.database = "admin"; !c.request.Legacy {
		if c.database, err = c.text("$db"); err != nil {
			return err
		}
	}
	if c.command.onCollection {
		collection, err := c.text(c.name)
		if err != nil {
			return err
		}
		if err := query.CheckNamespace(c.database, collection); err != nil {
			return err
		}
		c.namespace = c.database + "." + collection
	}
	for _, check := range []func() error{c.readSession, c.checkReadPreference, c.checkReadConcern, c.checkWriteConcern} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// readSession reads how a command belongs to a session and to a transaction.
func (c *call) readSession() (err error) {
	if session := c.field("lsid"); session.Type != 0 {
		if c.session, err = txn.ParseID(session); err != nil {
			return err
		}
	}
	number, starts, autocommit := c.field("txnNumber"), c.field("startTransaction"), c.field("autocommit")
	c.number, _ = number.Int64OK()
	if number.Type != 0 && (number.Type != bson.TypeInt64 || c.number < 0) {
		return c.mistyped("txnNumber", number, "long")
	}
	if flag, ok := starts.BooleanOK(); starts.Type != 0 && (!ok || !flag) {
		return failure.New(failure.InvalidOptions, "startTransaction must be true when it is given")
	}
	if flag, ok := autocommit.BooleanOK(); autocommit.Type != 0 && (!ok || flag) {
		return failure.New(failure.InvalidOptions, "autocommit must be false when it is given")
	}
	if c.inTransaction() {
		return c.checkInside()
	}
	switch {
	case starts.Type != 0:
		return failure.New(failure.InvalidOptions, "'startTransaction' field requires 'autocommit' field to also be specified")
	case number.Type != 0 && !(c.command.writes && c.command.inTxn):
		return failure.New(failure.InvalidOptions, "'%s' takes no transaction number outside of a transaction", c.name)
	case number.Type != 0 && c.field("lsid").Type == 0:
		return failure.New(failure.InvalidOptions, "Transaction number requires a session ID to also be specified")
	case c.command.concludes:
		return failure.New(failure.InvalidOptions, "'%s' must be run within a transaction", c.name)
	}
	return nil
}

// checkInside checks the fields of a command that is part of a transaction, or concludes one.
func (c *call) checkInside() error {
	switch {
	case c.field("txnNumber").Type == 0:
		return failure.New(failure.InvalidOptions, "'autocommit' field requires a transaction number to also be specified")
	case c.field("lsid").Type == 0:
		return failure.New(failure.InvalidOptions, "Transaction number requires a session ID to also be specified")
	case c.command.concludes && c.database != "admin":
		return failure.New(failure.BadValue, "%s may only be run against the admin database.", c.name)
	case !c.command.concludes && !c.command.inTxn:
		return failure.New(failure.NotSupportedInTransaction, "Cannot run '%s' in a multi-document transaction.", c.name)
	}
	return nil
}

// inTransaction reports whether the command is part of a transaction, or concludes one.
func (c *call) inTransaction() bool { return c.field("autocommit").Type != 0 }

// starts reports whether the command is the first of a transaction.
func (c *call) starts() bool { return c.field("startTransaction").Type != 0 }

// limit bounds the context by the command's maxTimeMS, or by the store's own limit.
func (c *call) limit() error {
	limit := c.store.options.CommandTime
	requested, err := c.integer("maxTimeMS", 0)
	if err != nil {
		return err
	}
	if requested < 0 || requested > math.MaxInt32 {
		return failure.New(failure.BadValue, "maxTimeMS must be between 0 and %d", math.MaxInt32)
	}
	if requested > 0 {
		limit = min(limit, time.Duration(requested)*time.Millisecond)
	}
	c.timed = timed{c.context, time.Now().Add(limit)}
	c.context = &c.timed
	return nil
}

// timed is a context that is over at a time, for those who ask it whether it is: they do so again and again, and so it
// needs no timer, which would cost more than most commands.
type timed struct {
	context.Context
	until time.Time
}

func (t *timed) Deadline() (time.Time, bool) { return t.until, true }

func (t *timed) Err() error {
	if err := t.Context.Err(); err != nil {
		return err
	}
	if !time.Now().Before(t.until) {
		return context.DeadlineExceeded
	}
	return nil
}

// reader opens what the command reads: the transaction it is part of, or else the last commit, which is to be closed.
func (c *call) reader() (reader engine.Reader, opened engine.Snapshot, err error) {
	if c.transaction != nil {
		return c.transaction.Reader(), nil, nil
	}
	opened, err = c.store.engine.Snapshot()
	return opened, opened, err
}

// closeOpened closes the snapshot of a reader, if it has one of its own.
func closeOpened(opened engine.Snapshot) {
	if opened != nil {
		opened.Close()
	}
}

// read opens what the command reads, and the collection in it.
func (c *call) read(use func(engine.Reader, *query.Collection) error) error {
	reader, opened, err := c.reader()
	if err != nil {
		return err
	}
	defer closeOpened(opened)
	target, err := c.store.catalog.Load(reader, c.namespace)
	if err != nil {
		return err
	}
	return use(reader, target)
}

// write makes the changes of a command, in its transaction or in one of their own. They may be made several times: the reply is
// that of the last. A retryable write is answered as it was the first time.
func (c *call) write(changes func(*txn.Writer) error) error {
	if c.transaction != nil {
		return c.store.sessions.WriteIn(c.context, c.transaction, changes)
	}
	start := len(c.reply.Buffer)
	write := func() error {
		return c.store.sessions.Write(c.context, func(w *txn.Writer) error {
			c.reply.Buffer = c.reply.Buffer[:start]
			return changes(w)
		})
	}
	if c.field("txnNumber").Type == 0 {
		return write()
	}
	answer, err := c.store.sessions.WriteOnce(c.session, c.number, func() ([]byte, error) {
		err := write()
		return bytes.Clone(c.reply.Buffer[start:]), err
	})
	c.reply.Buffer = append(c.reply.Buffer[:start], answer...)
	return err
}
