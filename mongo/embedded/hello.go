package embedded

import (
	"time"

	"accessgraph/mongo/embedded/wire"
)

// The limits that are told to clients, as MongoDB's are.
const (
	maxDocumentSize = 16 << 20
	maxBatch        = 100_000
	// maxCommandSize is larger than a document, so that one fits into a command.
	maxCommandSize = maxDocumentSize + 16<<10
)

const (
	setName  = "accessgraph"
	hostName = "accessgraph.embedded"
	hostPort = hostName + ":27017"
	// The wire versions of MongoDB 7.0 and 8.0.
	minWireVersion = 21
	maxWireVersion = 25
)

// URI is what the driver is given, whichever dialer it is given with it.
const URI = "mongodb://" + hostName + "/?replicaSet=" + setName

// hello presents the store as a replica set of one node, which is what transactions need. It tells no topologyVersion,
// so that the driver asks from time to time instead of keeping one more connection open.
func (c *call) hello() error {
	primary := "isWritablePrimary"
	if c.name != "hello" {
		primary = "ismaster"
	}
	c.reply.boolean("helloOk", true)
	c.reply.boolean(primary, true)
	c.reply.boolean("secondary", false)
	c.reply.text("setName", setName)
	c.reply.int32("setVersion", 1)
	c.reply.array("hosts")
	c.reply.text("0", hostPort)
	c.reply.end()
	c.reply.text("primary", hostPort)
	c.reply.text("me", hostPort)
	c.reply.int32("maxBsonObjectSize", maxDocumentSize)
	c.reply.int32("maxMessageSizeBytes", wire.MaxMessageSize)
	c.reply.int32("maxWriteBatchSize", maxBatch)
	c.reply.int32("logicalSessionTimeoutMinutes", int(c.store.options.SessionLife/time.Minute))
	c.reply.int32("minWireVersion", minWireVersion)
	c.reply.int32("maxWireVersion", maxWireVersion)
	c.reply.boolean("readOnly", false)
	c.reply.time("localTime", time.Now())
	return nil
}

// ping fails unless the store takes work.
func (c *call) ping() error { return c.store.engine.Probe() }
