package wiretest

import (
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Hello returns the answer to hello of the primary of a replica set with one member, with some fields set differently.
func Hello(setName, address string, changes ...bson.E) bson.D {
	hello := bson.D{
		{Key: "ok", Value: 1}, {Key: "helloOk", Value: true}, {Key: "isWritablePrimary", Value: true}, {Key: "ismaster", Value: true},
		{Key: "secondary", Value: false}, {Key: "setName", Value: setName}, {Key: "setVersion", Value: 1},
		{Key: "hosts", Value: bson.A{address}}, {Key: "primary", Value: address}, {Key: "me", Value: address},
		{Key: "maxBsonObjectSize", Value: 16 << 20}, {Key: "maxMessageSizeBytes", Value: 48_000_000},
		{Key: "maxWriteBatchSize", Value: 100_000}, {Key: "logicalSessionTimeoutMinutes", Value: 30},
		{Key: "minWireVersion", Value: 0}, {Key: "maxWireVersion", Value: 25}, {Key: "readOnly", Value: false},
		{Key: "localTime", Value: time.Now()},
	}
	for _, change := range changes {
		hello = withField(hello, change)
	}
	return hello
}

func withField(document bson.D, change bson.E) bson.D {
	for i := range document {
		if document[i].Key == change.Key {
			document[i].Value = change.Value
			return document
		}
	}
	return append(document, change)
}

// IsHello reports whether a command opens a connection or watches the server.
func (c Command) IsHello() bool {
	return c.Name == "hello" || c.Name == "isMaster" || c.Name == "ismaster"
}

// Failure returns the answer that a command failed with a code, and labels.
func Failure(code int, labels ...string) bson.D {
	answer := bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: code}, {Key: "errmsg", Value: "as the script says"}}
	if len(labels) > 0 {
		answer = append(answer, bson.E{Key: "errorLabels", Value: labels})
	}
	return answer
}
