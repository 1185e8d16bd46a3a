package wire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/wiremessage"
)

// MaxMessageSize is the maximum size of a message in bytes, its header included, as in MongoDB.
const MaxMessageSize = 48_000_000

const (
	headerSize = 16
	// requiredFlags are the flags of OP_MSG that a client must not send to a server that does not know them.
	requiredFlags = 0xFFFF
)

// errMalformed reports bytes that are no message of the protocol.
var errMalformed = errors.New("malformed message")

// Request is a command as a client sent it. Its documents have the length that they state; nothing else in them has been
// checked.
type Request struct {
	// Body is the command.
	Body bson.Raw
	// Sequence is the name of the documents that were sent beside the body, and Items are these documents. At most one
	// sequence is accepted; the name is empty if there is none.
	Sequence string
	Items    []bson.Raw
	// Legacy reports whether this is the OP_QUERY by which drivers open a connection. It is addressed to the database admin.
	Legacy bool
	// Deadline is when the client stops waiting; it is zero if that is unknown.
	Deadline time.Time

	id int32
}

// split returns the first message of a stream and what follows it. The message is empty while it is incomplete. The length
// is checked as soon as it can be read, so that nobody waits, or makes room, for a message that would be refused.
func split(stream []byte) (message, rest []byte, err error) {
	if len(stream) < headerSize {
		return nil, stream, nil
	}
	length := int(int32(binary.LittleEndian.Uint32(stream)))
	if length < headerSize || length > MaxMessageSize {
		return nil, nil, fmt.Errorf("%w: its length is %d bytes and must be between %d and %d", errMalformed, length, headerSize, MaxMessageSize)
	}
	if len(stream) < length {
		return nil, stream, nil
	}
	return stream[:length], stream[length:], nil
}

// parse reads a whole message. The request shares its memory.
func parse(message []byte) (request Request, err error) {
	var operation wiremessage.OpCode
	_, request.id, _, operation, _, _ = wiremessage.ReadHeader(message)
	switch operation {
	case wiremessage.OpMsg:
		err = request.parseMsg(message)
	case wiremessage.OpQuery:
		err = request.parseQuery(message[headerSize:])
	default:
		err = fmt.Errorf("%w: operation %s is not served", errMalformed, operation)
	}
	return request, err
}

func (r *Request) parseMsg(message []byte) error {
	flags, rest, ok := wiremessage.ReadMsgFlags(message[headerSize:])
	if !ok {
		return errMalformed
	}
	if flags&wiremessage.ChecksumPresent != 0 {
		if rest, ok = cutChecksum(message, rest); !ok {
			return fmt.Errorf("%w: wrong checksum", errMalformed)
		}
	}
	if unknown := flags & requiredFlags &^ wiremessage.ChecksumPresent; unknown != 0 {
		return fmt.Errorf("%w: flags %b are not served", errMalformed, unknown)
	}
	for len(rest) > 0 {
		if rest, ok = r.parseSection(rest); !ok {
			return errMalformed
		}
	}
	if r.Body == nil {
		return fmt.Errorf("%w: no body", errMalformed)
	}
	return nil
}

// cutChecksum verifies the checksum at the end of a message and returns rest without it.
func cutChecksum(message, rest []byte) ([]byte, bool) {
	if len(rest) < crc32.Size {
		return nil, false
	}
	summed, sum := message[:len(message)-crc32.Size], message[len(message)-crc32.Size:]
	return rest[:len(rest)-crc32.Size], binary.LittleEndian.Uint32(sum) == crc32.Checksum(summed, crc32.MakeTable(crc32.Castagnoli))
}

func (r *Request) parseSection(rest []byte) ([]byte, bool) {
	section, rest, ok := wiremessage.ReadMsgSectionType(rest)
	switch {
	case ok && section == wiremessage.SingleDocument && r.Body == nil:
		var body bsoncore.Document
		body, rest, ok = wiremessage.ReadMsgSectionSingleDocument(rest)
		r.Body = bson.Raw(body)
		return rest, ok
	case ok && section == wiremessage.DocumentSequence && r.Sequence == "":
		return r.parseSequence(rest)
	default:
		return nil, false
	}
}

func (r *Request) parseSequence(rest []byte) ([]byte, bool) {
	name, data, rest, ok := wiremessage.ReadMsgSectionRawDocumentSequence(rest)
	if !ok || name == "" {
		return nil, false
	}
	r.Sequence = name
	for len(data) > 0 {
		var item bsoncore.Document
		if item, data, ok = bsoncore.ReadDocument(data); !ok {
			return nil, false
		}
		r.Items = append(r.Items, bson.Raw(item))
	}
	return rest, true
}

func (r *Request) parseQuery(rest []byte) error {
	_, rest, ok := wiremessage.ReadQueryFlags(rest)
	if !ok {
		return errMalformed
	}
	namespace, rest, ok := wiremessage.ReadQueryFullCollectionName(rest)
	if !ok || namespace != "admin.$cmd" || len(rest) < 8 {
		return fmt.Errorf("%w: OP_QUERY is served for the opening of a connection only", errMalformed)
	}
	body, rest, ok := wiremessage.ReadQueryQuery(rest[8:])
	if !ok || len(rest) > 0 {
		return errMalformed
	}
	r.Legacy, r.Body = true, bson.Raw(body)
	return nil
}

// appendReply appends what precedes the document in a reply. The length in the header is missing.
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
