package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/wiremessage"
)

// MaxMessageSize is the maximum size of a message in bytes, its header included, as in MongoDB.
const MaxMessageSize = 48_000_000

const (
	headerSize = 16
	// requiredFlags are the flags of OP_MSG that a client must not send to a server that does not know them. This server knows
	// none of them, not even checksums.
	requiredFlags = 0xFFFF
)

var errMalformed = errors.New("malformed message")

// Request is a command as a client sent it. Of its documents only the lengths that they state have been checked.
type Request struct {
	// Body is the command.
	Body bson.Raw
	// Sequence is the name of the documents beside the body, or empty if there are none; Items are these documents.
	Sequence string
	Items    []bson.Raw
	// Legacy reports whether this is the OP_QUERY by which drivers open a connection. It is addressed to the database admin.
	Legacy bool
	// Remote reports whether it came through the socket.
	Remote bool
	// Deadline is when the client stops waiting; it is zero if that is unknown.
	Deadline time.Time

	id int32
}

// split returns the first message of a stream and what follows it. The message is nil while it is incomplete. A length that
// is out of bounds is refused as soon as it is there: nobody waits for such a message.
func split(stream []byte) (message, rest []byte, err error) {
	if len(stream) < headerSize {
		return nil, stream, nil
	}
	length := int(int32(binary.LittleEndian.Uint32(stream)))
	switch {
	case length < headerSize || length > MaxMessageSize:
		return nil, nil, fmt.Errorf("%w: its length is %d and must be between %d and %d", errMalformed, length, headerSize, MaxMessageSize)
	case length > len(stream):
		return nil, stream, nil
	default:
		return stream[:length], stream[length:], nil
	}
}

// parse reads a whole message. The request shares its memory.
func parse(message []byte) (Request, error) {
	_, id, _, operation, rest, _ := wiremessage.ReadHeader(message)
	request := Request{id: id}
	ok := operation == wiremessage.OpMsg && request.parseMsg(rest) || operation == wiremessage.OpQuery && request.parseQuery(rest)
	if !ok {
		return Request{}, fmt.Errorf("%w, or one that is not served: %s", errMalformed, operation)
	}
	return request, nil
}

func (r *Request) parseMsg(rest []byte) bool {
	flags, rest, ok := wiremessage.ReadMsgFlags(rest)
	ok = ok && flags&requiredFlags == 0
	for ok && len(rest) > 0 {
		section := wiremessage.SectionType(rest[0])
		switch {
		case section == wiremessage.SingleDocument && r.Body == nil:
			r.Body, rest, ok = document(wiremessage.ReadMsgSectionSingleDocument(rest[1:]))
		case section == wiremessage.DocumentSequence && r.Sequence == "":
			rest, ok = r.parseSequence(rest[1:])
		default:
			ok = false
		}
	}
	return ok && r.Body != nil
}

func (r *Request) parseSequence(rest []byte) (_ []byte, ok bool) {
	var data []byte
	r.Sequence, data, rest, ok = wiremessage.ReadMsgSectionRawDocumentSequence(rest)
	for ok && len(data) > 0 {
		var item bson.Raw
		item, data, ok = document(wiremessage.ReadMsgSectionSingleDocument(data))
		r.Items = append(r.Items, item)
	}
	return rest, ok && r.Sequence != ""
}

func (r *Request) parseQuery(rest []byte) (ok bool) {
	_, rest, _ = wiremessage.ReadQueryFlags(rest)
	collection, rest, _ := wiremessage.ReadQueryFullCollectionName(rest)
	_, rest, _ = wiremessage.ReadQueryNumberToSkip(rest)
	_, rest, _ = wiremessage.ReadQueryNumberToReturn(rest)
	r.Body, rest, ok = document(wiremessage.ReadQueryQuery(rest))
	r.Legacy = true
	return ok && collection == "admin.$cmd" && len(rest) == 0
}

// document converts what a function of the driver has read.
func document[D ~[]byte](doc D, rest []byte, ok bool) (bson.Raw, []byte, bool) {
	return bson.Raw(doc), rest, ok
}

// appendReply appends what precedes the document of a reply. The length in the header is missing.
func (r *Request) appendReply(reply []byte) []byte {
	if r.Legacy {
		_, reply = wiremessage.AppendHeaderStart(reply, wiremessage.NextRequestID(), r.id, wiremessage.OpReply)
		reply = wiremessage.AppendReplyFlags(reply, 0)
		reply = wiremessage.AppendReplyCursorID(reply, 0)
		reply = wiremessage.AppendReplyStartingFrom(reply, 0)
		return wiremessage.AppendReplyNumberReturned(reply, 1)
	}
	_, reply = wiremessage.AppendHeaderStart(reply, wiremessage.NextRequestID(), r.id, wiremessage.OpMsg)
	reply = wiremessage.AppendMsgFlags(reply, 0)
	return wiremessage.AppendMsgSectionType(reply, wiremessage.SingleDocument)
}
