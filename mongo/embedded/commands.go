package embedded

import "accessgraph/mongo/embedded/document"

// This file is the closed list of what the store serves. The code reads it, and so does the test that compares it with
// the documentation. What is not in it is refused by name.

// command is one command of the closed list.
type command struct {
	run func(*call) error
	// fields are its own options; shared ones come with the traits below.
	fields       []string
	onCollection bool // its first field names a collection
	writes       bool // takes a writeConcern and, if it may be part of a transaction, is made once per txnNumber
	inTxn        bool // may be part of a transaction
	concludes    bool // ends a transaction
}

// sharedFields may come with every command.
var sharedFields = []string{"$db", "lsid", "$readPreference", "comment", "maxTimeMS"}

// transactionFields come with those that may be part of a transaction, and with those that conclude one.
var transactionFields = []string{"txnNumber", "startTransaction", "autocommit"}

var commands = map[string]*command{
	"hello":    {run: (*call).hello, fields: helloFields},
	"isMaster": {run: (*call).hello, fields: helloFields},
	"ismaster": {run: (*call).hello, fields: helloFields},
	"ping":     {run: (*call).ping},

	"find": {run: (*call).find, onCollection: true, inTxn: true,
		fields: []string{"filter", "sort", "projection", "hint", "limit", "batchSize", "singleBatch", "allowPartialResults"}},
	"aggregate":   {run: (*call).aggregate, onCollection: true, inTxn: true, fields: []string{"pipeline", "cursor", "hint"}},
	"getMore":     {run: (*call).getMore, inTxn: true, fields: []string{"collection", "batchSize"}},
	"killCursors": {run: (*call).killCursors, onCollection: true, inTxn: true, fields: []string{"cursors"}},

	"insert": {run: (*call).insert, onCollection: true, writes: true, inTxn: true, fields: []string{"documents", "ordered"}},
	"update": {run: (*call).update, onCollection: true, writes: true, inTxn: true, fields: []string{"updates", "ordered"}},
	"delete": {run: (*call).delete, onCollection: true, writes: true, inTxn: true, fields: []string{"deletes", "ordered"}},

	"createIndexes": {run: (*call).createIndexes, onCollection: true, writes: true, fields: []string{"indexes"}},
	"listIndexes":   {run: (*call).listIndexes, onCollection: true, fields: []string{"cursor"}},
	"validate":      {run: (*call).validate, onCollection: true, fields: []string{"full"}},
	"validateStore": {run: (*call).validateStore},

	"commitTransaction": {run: (*call).commitTransaction, writes: true, concludes: true},
	"abortTransaction":  {run: (*call).abortTransaction, writes: true, concludes: true},
	"endSessions":       {run: (*call).endSessions},
}

// helloFields say what a client is and understands; none of it asks for anything that the store would have to do.
var helloFields = []string{"helloOk", "client", "compression", "backpressure"}

// The fields of the documents inside commands.
var (
	updateFields = []string{"q", "u", "multi", "upsert"}
	deleteFields = []string{"q", "limit"}
)

// pipelineStages are the stages of the one pipeline that is served, the count of documents, in this order.
var pipelineStages = []string{"$match", "$limit", "$group"}

// takes reports whether the command takes a field. That it is part of a transaction any command may say: readSession then
// refuses those that may not be.
func (c *command) takes(name []byte) bool {
	switch {
	case document.Contains(c.fields, name), document.Contains(sharedFields, name), document.Contains(transactionFields, name):
		return true
	case string(name) == "readConcern":
		return c.inTxn || c.concludes
	default:
		return c.writes && string(name) == "writeConcern"
	}
}
