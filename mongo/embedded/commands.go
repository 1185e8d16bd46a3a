package embedded

// This file is the closed list of what the store serves. The code reads it, and so does the test that compares it with
// the documentation. What is not in it is refused by name.

// command is one command of the closed list.
type command struct {
	run func(*call) error
	// fields are its own options; shared ones come with the traits below.
	fields       []string
	onCollection bool // its first field names a collection
	reads        bool // takes a readConcern
	writes       bool // takes a writeConcern and, if it may be part of a transaction, is applied once per txnNumber
	inTxn        bool // may be part of a transaction
	concludes    bool // ends a transaction
	stateless    bool // belongs to no session
}

// sharedFields may come with every command.
var sharedFields = []string{"$db", "lsid", "$readPreference", "comment", "maxTimeMS"}

// transactionFields come with those that may be part of a transaction, and with those that conclude one.
var transactionFields = []string{"txnNumber", "startTransaction", "autocommit", "readConcern"}

var commands = map[string]*command{
	"hello":    {run: (*call).hello, fields: helloFields, stateless: true},
	"isMaster": {run: (*call).hello, fields: helloFields, stateless: true},
	"ismaster": {run: (*call).hello, fields: helloFields, stateless: true},
	"ping":     {run: (*call).ping, stateless: true},

	"find": {run: (*call).find, onCollection: true, reads: true, inTxn: true,
		fields: []string{"filter", "sort", "projection", "hint", "limit", "batchSize", "singleBatch", "allowPartialResults"}},
	"aggregate": {run: (*call).aggregate, onCollection: true, reads: true, inTxn: true,
		fields: []string{"pipeline", "cursor", "hint"}},
	"getMore": {run: (*call).getMore, reads: true, inTxn: true,
		fields: []string{"collection", "batchSize"}},
	"killCursors": {run: (*call).killCursors, onCollection: true, inTxn: true,
		fields: []string{"cursors"}},

	"insert": {run: (*call).insert, onCollection: true, writes: true, inTxn: true,
		fields: []string{"documents", "ordered"}},
	"update": {run: (*call).update, onCollection: true, writes: true, inTxn: true,
		fields: []string{"updates", "ordered"}},
	"delete": {run: (*call).delete, onCollection: true, writes: true, inTxn: true,
		fields: []string{"deletes", "ordered"}},

	"createIndexes": {run: (*call).createIndexes, onCollection: true, writes: true,
		fields: []string{"indexes"}},
	"listIndexes": {run: (*call).listIndexes, onCollection: true,
		fields: []string{"cursor"}},
	"listCollections": {run: (*call).listCollections,
		fields: []string{"filter", "nameOnly", "cursor"}},
	"validate": {run: (*call).validate, onCollection: true,
		fields: []string{"full"}},
	"validateStore": {run: (*call).validateStore},

	"commitTransaction": {run: (*call).commitTransaction, writes: true, concludes: true},
	"abortTransaction":  {run: (*call).abortTransaction, writes: true, concludes: true},
	"endSessions":       {run: (*call).endSessions, stateless: true},
	"killSessions":      {run: (*call).endSessions, stateless: true},
}

// helloFields say what a client is and understands; none of it asks for anything that the store would have to do.
var helloFields = []string{"helloOk", "client", "compression", "backpressure"}

// The fields of the documents inside commands.
var (
	updateFields = []string{"q", "u", "multi", "upsert", "hint"}
	deleteFields = []string{"q", "limit", "hint"}
	indexFields  = []string{"key", "name", "v"}
)

// filterOperators are the operators of filters.
var filterOperators = map[string]struct{}{
	"$and": {}, "$eq": {}, "$in": {}, "$gt": {}, "$gte": {}, "$lt": {}, "$lte": {}, "$ne": {}, "$exists": {},
}

// updateOperators are the operators of updates.
var updateOperators = map[string]struct{}{
	"$set": {}, "$unset": {}, "$inc": {}, "$max": {},
}

// pipelineStages are the stages of the one pipeline that is served, the count of documents, in this order.
var pipelineStages = []string{"$match", "$limit", "$group"}
