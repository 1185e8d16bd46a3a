package embedded

import (
	"time"

	"accessgraph/mongo/embedded/document"
	"accessgraph/mongo/embedded/wire"
)

// maxBatch is how many statements a command has at most, as in MongoDB.
const maxBatch = 100_000

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
	c.reply.Boolean("helloOk", true)
	c.reply.Boolean(primary, true)
	c.reply.Boolean("secondary", false)
	c.reply.Text("setName", setName)
	c.reply.Int32("setVersion", 1)
	c.reply.Array("hosts")
	c.reply.Text("0", hostPort)
	c.reply.End()
	c.reply.Text("primary", hostPort)
	c.reply.Text("me", hostPort)
	c.reply.Int32("maxBsonObjectSize", document.MaxSize)
	c.reply.Int32("maxMessageSizeBytes", wire.MaxMessageSize)
	c.reply.Int32("maxWriteBatchSize", maxBatch)
	c.reply.Int32("logicalSessionTimeoutMinutes", int(c.store.options.SessionLife/time.Minute))
	c.reply.Int32("minWireVersion", minWireVersion)
	c.reply.Int32("maxWireVersion", maxWireVersion)
	c.reply.Boolean("readOnly", false)
	c.reply.Time("localTime", time.Now())
	return nil
}

// ping fails unless the store takes work.
func (c *call) ping() error { return c.store.engine.Probe() }
