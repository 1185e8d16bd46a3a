package embedded

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/failure"
	"accessgraph/mongo/embedded/txn"
)

// runInTransaction carries the command out in the transaction that it is part of. A command that fails aborts it.
func (c *call) runInTransaction() (err error) {
	if c.has("startTransaction") {
		c.transaction, err = c.store.sessions.Begin(c.session, c.number, c.request.Remote)
	} else {
		c.transaction, err = c.store.sessions.Enter(c.session, c.number)
	}
	if err != nil {
		return err
	}
	failed := true
	defer func() { c.transaction.Leave(failed) }()
	err = c.command.run(c)
	if err == nil {
		failed = c.refused
		return nil
	}
	problem := c.problem(err)
	// A read that meets damage ends no transaction, so that its client can read past the damage (allowPartialResults).
	failed = c.command.writes || problem.Code != failure.InternalError
	if problem.Code == failure.WriteConflict {
		return problem.Labelled(failure.Transient)
	}
	return err
}

func (c *call) commitTransaction() error {
	return c.store.sessions.Commit(c.context, c.session, c.number)
}

func (c *call) abortTransaction() error { return c.store.sessions.Abort(c.session, c.number) }

// endSessions ends sessions: their transactions are aborted, and their cursors closed.
func (c *call) endSessions() error {
	for _, name := range c.documents(c.name) {
		id := sessionID(name)
		c.store.sessions.End(id)
		c.store.cursors.drop(func(open *cursor) bool { return open.session == id })
	}
	return nil
}

// sessionID reads the name of a session.
func sessionID(name bson.Raw) txn.ID {
	_, id := document.Field(name, "id").Binary()
	return txn.ID(id)
}
