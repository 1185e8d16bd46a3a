package embedded

import (
	"bytes"
	"context"
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
	store   *Store
	context context.Context
	timed   timed // the context of a command that is being carried out
	name    string
	command *command
	request wire.Request
	values  []bson.RawValue // of the command's fields, in the order of its shape
	reply   document.Builder

	database    string
	namespace   string // the full name of the collection, for commands on one
	session     txn.ID
	number      int64 // txnNumber
	transaction *txn.Transaction
	refused     bool // a statement failed, although the command did not
}

// prepare finds the command and checks all of it.
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
	c.values = append(c.values[:0], make([]bson.RawValue, len(c.command.shape.fields))...)
	if err := c.readItems(); err != nil {
		return err
	}
	if err := c.command.shape.read(c.request.Body, c.values); err != nil {
		return err
	}
	return c.readShared()
}

// readItems checks the documents that came beside the body. They are the items of a list, which is then not in the body.
func (c *call) readItems() error {
	name, shape := c.request.Sequence, &c.command.shape
	if name == "" {
		return nil
	}
	at := shape.position(name)
	if at < 0 || shape.fields[at].item == nil {
		return shape.unknown(name)
	}
	c.values[at].Type = bson.TypeArray
	for _, item := range c.request.Items {
		if err := document.Validate(item, 0); err != nil {
			return err
		}
		if err := shape.fields[at].item(shape.name, name, bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: item}); err != nil {
			return err
		}
	}
	return nil
}

// field returns the value of a field; its type is 0 when it is missing. The others below return what is as good as none.
func (c *call) field(name string) bson.RawValue {
	if at := c.command.shape.position(name); at >= 0 {
		return c.values[at]
	}
	return bson.RawValue{}
}

func (c *call) has(name string) bool { return c.field(name).Type != 0 }

func (c *call) text(name string) string {
	text, _ := c.field(name).StringValueOK()
	return text
}

func (c *call) count(name string, otherwise int) int {
	if number, ok := document.Whole(c.field(name)); ok {
		return int(number)
	}
	return otherwise
}

func (c *call) boolean(name string, otherwise bool) bool {
	if flag, ok := document.Truth(c.field(name)); ok {
		return flag
	}
	return otherwise
}

// documents returns a list of documents, which may have come beside the body.
func (c *call) documents(name string) []bson.Raw {
	if c.request.Sequence == name {
		return c.request.Items
	}
	var items []bson.Raw
	for _, item := range document.Elements(c.field(name).Value) {
		items = append(items, item.Value)
	}
	return items
}

// readShared reads the fields that many commands have, and checks how they go together.
func (c *call) readShared() error {
	switch c.database = c.text("$db"); {
	case c.request.Legacy:
		c.database = "admin"
	case c.database == "":
		return failure.New(failure.MissingField, "BSON field '%s.$db' is missing but a required field", c.name)
	}
	if c.command.onCollection {
		collection := c.text(c.name)
		if err := query.CheckNamespace(c.database, collection); err != nil {
			return err
		}
		c.namespace = c.database + "." + collection
	}
	if c.has("lsid") {
		c.session = sessionID(c.field("lsid").Value)
	}
	c.number, _ = c.field("txnNumber").Int64OK()
	limit := c.store.options.CommandTime
	if requested := c.count("maxTimeMS", 0); requested > 0 {
		limit = min(limit, time.Duration(requested)*time.Millisecond)
	}
	c.timed = timed{c.context, time.Now().Add(limit)}
	if deadline := c.request.Deadline; !deadline.IsZero() && deadline.Before(c.timed.until) {
		c.timed.until = deadline
	}
	c.context = &c.timed
	return c.checkTransaction()
}

// checkTransaction checks the fields that say how the command belongs to a session and to a transaction.
func (c *call) checkTransaction() error {
	inside, starts, numbered := c.inTransaction(), c.has("startTransaction"), c.has("txnNumber")
	level := document.Field(c.field("readConcern").Value, "level")
	if inside && !c.command.inTxn && !c.command.concludes {
		return failure.New(failure.NotSupportedInTransaction, "Cannot run '%s' in a multi-document transaction.", c.name)
	}
	for _, rule := range []struct {
		isBroken bool
		message  string
	}{
		{inside && !numbered, "'autocommit' field requires a transaction number to also be specified"},
		{numbered && !c.has("lsid"), "Transaction number requires a session ID to also be specified"},
		{starts && !inside, "'startTransaction' field requires 'autocommit' field to also be specified"},
		{numbered && !inside && !(c.command.writes && c.command.inTxn), "it takes no transaction number outside of a transaction"},
		{c.command.concludes && !inside, "it must be run within a transaction"},
		{c.command.concludes && c.database != "admin", "it may only be run against the admin database"},
		{level.Type != 0 && inside && !starts, "Only the first command in a transaction may specify a readConcern"},
		{isSame(level, "snapshot") && !starts, "the embedded store takes the read concern level snapshot at the start of a transaction only"},
		{c.has("writeConcern") && inside && !c.command.concludes, "writeConcern is not allowed within a multi-statement transaction"},
	} {
		if rule.isBroken {
			return failure.New(failure.InvalidOptions, "'%s' is refused: %s", c.name, rule.message)
		}
	}
	return nil
}

// inTransaction reports whether the command is part of a transaction, or concludes one.
func (c *call) inTransaction() bool { return c.has("autocommit") }

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
	if !c.has("txnNumber") {
		return write()
	}
	answer, err := c.store.sessions.WriteOnce(c.session, c.number, func() ([]byte, error) {
		err := write()
		return bytes.Clone(c.reply.Buffer[start:]), err
	})
	c.reply.Buffer = append(c.reply.Buffer[:start], answer...)
	return err
}
