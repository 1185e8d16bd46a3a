package embedded

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/mongo/embedded/failure"
)

// This file is the closed list of what the store serves. The code reads it, and so does the test that compares it with
// the documentation. What is not in it is refused by name.

// command is one command of the closed list.
type command struct {
	run func(*call) error
	// fields are its own options; shared ones come with the traits below.
	fields       []field
	of           field // its first field, if that means something
	onCollection bool  // its first field names a collection
	writes       bool  // takes a writeConcern and, if it may be part of a transaction, is made once per txnNumber
	inTxn        bool  // may be part of a transaction
	concludes    bool  // ends a transaction
	shape        shape // all of its fields
}

// sharedFields may come with every command.
var sharedFields = []field{
	may("$db", text), may("lsid", nested(sessionName)), may("$readPreference", nested(readPreference)), may("comment", anything),
	may("maxTimeMS", count),
}

// transactionFields come with those that may be part of a transaction, and with those that conclude one. That it is part of one
// any command may say: checkTransaction then refuses those that may not be.
var transactionFields = []field{may("txnNumber", long), may("startTransaction", only(boolean, true)), may("autocommit", only(boolean, false))}

var commands = shaped(map[string]*command{
	"hello":    {run: (*call).hello, fields: helloFields},
	"isMaster": {run: (*call).hello, fields: helloFields},
	"ismaster": {run: (*call).hello, fields: helloFields},
	"ping":     {run: (*call).ping},

	"find": {run: (*call).find, onCollection: true, inTxn: true, fields: []field{
		may("filter", object), may("sort", object), may("projection", object), may("hint", object), may("limit", count),
		may("batchSize", count), may("singleBatch", boolean), may("allowPartialResults", boolean),
	}},
	"aggregate": {run: (*call).aggregate, onCollection: true, inTxn: true,
		fields: []field{list("pipeline", object), may("cursor", nested(noFields)), may("hint", object)}},
	"getMore": {run: (*call).getMore, inTxn: true, of: must("getMore", long),
		fields: []field{must("collection", text), may("batchSize", count)}},
	"killCursors": {run: (*call).killCursors, onCollection: true, inTxn: true, fields: []field{list("cursors", long)}},

	"insert": {run: (*call).insert, onCollection: true, writes: true, inTxn: true,
		fields: []field{list("documents", object), may("ordered", boolean)}},
	"update": {run: (*call).update, onCollection: true, writes: true, inTxn: true,
		fields: []field{list("updates", nested(updateEntry)), may("ordered", boolean)}},
	"delete": {run: (*call).delete, onCollection: true, writes: true, inTxn: true,
		fields: []field{list("deletes", nested(deleteEntry)), may("ordered", boolean)}},

	"createIndexes": {run: (*call).createIndexes, onCollection: true, writes: true, fields: []field{list("indexes", object)}},
	"listIndexes":   {run: (*call).listIndexes, onCollection: true, fields: []field{may("cursor", nested(noFields))}},
	"validate":      {run: (*call).validate, onCollection: true, fields: []field{may("full", boolean)}},
	"validateStore": {run: (*call).validateStore},

	"commitTransaction": {run: (*call).commitTransaction, writes: true, concludes: true},
	"abortTransaction":  {run: (*call).abortTransaction, writes: true, concludes: true},
	"endSessions":       {run: (*call).endSessions, of: list("endSessions", nested(sessionName))},
})

// helloFields say what a client is and understands; none of it asks for anything that the store would have to do.
var helloFields = []field{may("helloOk", anything), may("client", anything), may("compression", anything), may("backpressure", anything)}

// The documents inside of commands.
var (
	updateEntry = &shape{"update.updates", []field{
		must("q", object), must("u", change), may("multi", only(boolean, false)), may("upsert", only(boolean, false)),
	}}
	deleteEntry = &shape{"delete.deletes", []field{must("q", object), must("limit", only(count, int32(1)))}}
	sessionName = &shape{"lsid", []field{must("id", uuid)}}
	// readPreference has every mode that the one node, which is the primary, satisfies.
	readPreference = &shape{"$readPreference", []field{may("mode", only(text, "primary", "primaryPreferred", "secondaryPreferred", "nearest"))}}
	// readConcern has the levels that one node gives by itself: what it reads is always committed and durable.
	readConcern = &shape{"readConcern", []field{may("level", only(text, "local", "majority", "snapshot"))}}
	// writeConcern has what is always given: acknowledged, on disk, by every node there is.
	writeConcern = &shape{"writeConcern", []field{may("w", only(anything, int32(1), "majority")), may("j", boolean), may("wtimeout", count)}}
	noFields     = &shape{name: "cursor"}
)

// pipeline are the stages of the one pipeline that is served, the count of documents, in this order. The second may be missing.
var pipeline = []shape{
	{"aggregate.pipeline", []field{must("$match", object)}},
	{"aggregate.pipeline", []field{must("$limit", positive)}},
	{"aggregate.pipeline", []field{must("$group", nested(&shape{"$group", []field{
		must("_id", only(anything, int32(1))), must("n", nested(&shape{"$group.n", []field{must("$sum", only(anything, int32(1)))}})),
	}}))}},
}

// change is what an update does to a document.
func change(_, _ string, value bson.RawValue) error {
	switch value.Type {
	case bson.TypeEmbeddedDocument:
		return nil
	case bson.TypeArray:
		return failure.Unserved("updates by an aggregation pipeline")
	default:
		return failure.New(failure.FailedToParse, "Update argument must be either an object or an array")
	}
}

// shaped completes the commands with the fields that come with their traits.
func shaped(table map[string]*command) map[string]*command {
	for name, c := range table {
		switch {
		case c.onCollection:
			c.of = must(name, text)
		case c.of.name == "":
			c.of = must(name, anything)
		}
		fields := slices.Concat([]field{c.of}, c.fields, sharedFields, transactionFields)
		if c.inTxn || c.concludes {
			fields = append(fields, may("readConcern", nested(readConcern)))
		}
		if c.writes {
			fields = append(fields, may("writeConcern", nested(writeConcern)))
		}
		c.shape = shape{name, fields}
	}
	return table
}
