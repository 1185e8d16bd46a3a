package embedded

import (
	"bytes"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/query"
	"accessgraph/mongo/embedded/txn"
)

// insert adds documents.
func (c *call) insert() error {
	docs := c.documents("documents")
	return c.write(func(w *txn.Writer) error {
		target, err := w.Load(c.namespace)
		if err != nil {
			return err
		}
		inserted := 0
		failed, err := c.statements(len(docs), func(at int) error {
			doc, err := insertable(docs[at])
			if err == nil {
				target, err = w.Insert(target, doc)
			}
			if err == nil {
				inserted++
			}
			return err
		})
		c.reply.Int32("n", inserted)
		c.writeErrors(failed)
		return err
	})
}

// insertable is a document with its _id in front, as MongoDB stores it.
func insertable(doc bson.Raw) (bson.Raw, error) {
	if len(doc) > document.MaxSize {
		return nil, failure.New(failure.BadValue, "object to insert too large. size in bytes: %d, max size: %d", len(doc), document.MaxSize)
	}
	id, place, err := query.OnlyID(doc)
	switch {
	case err != nil:
		return nil, err
	case id.Type == 0:
		return nil, failure.Unserved("documents without an _id")
	case place == 0:
		return doc, nil
	default:
		return document.WithID(doc, id), nil
	}
}

// update changes documents.
func (c *call) update() error {
	entries := c.documents("updates")
	return c.write(func(w *txn.Writer) error {
		matched, modified := 0, 0
		failed, err := c.statements(len(entries), func(at int) error {
			one, changed, err := c.updateOne(w, entries[at])
			matched, modified = matched+one, modified+changed
			return err
		})
		c.reply.Int32("n", matched)
		c.reply.Int32("nModified", modified)
		c.writeErrors(failed)
		return err
	})
}

func (c *call) updateOne(w *txn.Writer, entry bson.Raw) (matched, modified int, err error) {
	update, err := query.ParseUpdate(document.Field(entry, "u"))
	if err != nil {
		return 0, 0, err
	}
	target, before, err := c.first(w, entry)
	if err != nil || before.Version == 0 {
		return 0, 0, err
	}
	after, err := update.Apply(before.Raw)
	if err != nil {
		return 0, 0, err
	}
	if bytes.Equal(after, before.Raw) {
		return 1, 0, nil
	}
	if _, err := w.Change(target, before, after); err != nil {
		return 0, 0, err
	}
	return 1, 1, nil
}

// first returns the first document that a statement is about; its version is 0 when there is none.
func (c *call) first(w *txn.Writer, entry bson.Raw) (*query.Collection, query.Document, error) {
	sought, err := query.Parse(document.Field(entry, "q"), bson.RawValue{}, bson.RawValue{})
	if err != nil {
		return nil, query.Document{}, err
	}
	return w.First(c.namespace, sought)
}

// delete removes documents.
func (c *call) delete() error {
	entries := c.documents("deletes")
	return c.write(func(w *txn.Writer) error {
		deleted := 0
		failed, err := c.statements(len(entries), func(at int) error {
			target, before, err := c.first(w, entries[at])
			if err != nil || before.Version == 0 {
				return err
			}
			if _, err = w.Change(target, before, nil); err == nil {
				deleted++
			}
			return err
		})
		c.reply.Int32("n", deleted)
		c.writeErrors(failed)
		return err
	})
}

// writeError is the failure of one statement.
type writeError struct {
	at    int
	cause *failure.Error
}

// statements runs each of a command's statements and reports those that failed as MongoDB does: an ordered command
// stops at the first.
func (c *call) statements(count int, run func(at int) error) ([]writeError, error) {
	if count == 0 || count > maxBatch {
		return nil, failure.New(failure.InvalidLength, "Write batch sizes must be between 1 and %d. Got %d operations.", maxBatch, count)
	}
	ordered := c.boolean("ordered", true)
	var failed []writeError
	for at := 0; at < count && (len(failed) == 0 || !ordered && c.transaction == nil); at++ {
		if err := c.context.Err(); err != nil {
			return nil, err
		}
		err := run(at)
		if cause := (*failure.Error)(nil); errors.As(err, &cause) && isOfStatement(cause) {
			failed = append(failed, writeError{at, cause})
		} else if err != nil {
			return nil, err
		}
	}
	c.refused = len(failed) > 0
	return failed, nil
}

// isOfStatement reports whether an error concerns one statement, and not the command as a whole.
func isOfStatement(cause *failure.Error) bool {
	return cause.Code != failure.WriteConflict && cause.Code != failure.TransactionTooLarge && cause.Code != failure.InternalError
}

func (c *call) writeErrors(failed []writeError) {
	if len(failed) == 0 {
		return
	}
	c.reply.Array("writeErrors")
	for at, one := range failed {
		c.reply.Document(document.ItemName(at))
		c.reply.Int32("index", one.at)
		c.writeFailure(one.cause)
		c.reply.End()
	}
	c.reply.End()
}
