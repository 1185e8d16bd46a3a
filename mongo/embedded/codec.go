package embedded

import (
	"errors"
	"fmt"
	"hash/crc32"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/wiremessage"
)

// This file and package document alone touch the driver's packages that are marked unstable.

const (
	headerSize = 16
	// The flags of OP_MSG: a client must not send a required one (the lower half) that the server does not know.
	requiredFlags = 0xFFFF
)

// errMalformed says that bytes are not a message of the protocol: the connection is of no more use.
var errMalformed = errors.New("malformed message")

// message is one request.
type message struct {
	id       int32
	legacy   bool // OP_QUERY: answered by OP_REPLY
	body     bson.Raw
	sequence string // the name of the documents that came beside the body, "" when none did
	items    []bson.Raw
}

// readHeader returns the length of the whole message.
func readHeader(header []byte) (length, id int32, operation wiremessage.OpCode) {
	length, id, _, operation, _, _ = wiremessage.ReadHeader(header)
	return length, id, operation
}

// parseMessage takes a whole message apart, header included. It fails with errMalformed.
func parseMessage(raw []byte) (message, error) {
	if len(raw) < headerSize {
		return message{}, errMalformed
	}
	_, id, operation := readHeader(raw)
	request := message{id: id}
	var err error
	switch operation {
	case wiremessage.OpMsg:
		err = request.parseMsg(raw)
	case wiremessage.OpQuery:
		err = request.parseQuery(raw[headerSize:])
	default:
		err = fmt.Errorf("%w: operation %s is not served", errMalformed, operation)
	}
	return request, err
}

func (m *message) parseMsg(whole []byte) error {
	flags, rest, ok := wiremessage.ReadMsgFlags(whole[headerSize:])
	if !ok {
		return errMalformed
	}
	if flags&wiremessage.ChecksumPresent != 0 {
		if rest, ok = checked(whole, rest); !ok {
			return fmt.Errorf("%w: wrong checksum", errMalformed)
		}
	}
	if unknown := flags & requiredFlags &^ wiremessage.ChecksumPresent; unknown != 0 {
		return fmt.Errorf("%w: flags %b are not served", errMalformed, unknown)
	}
	for len(rest) > 0 {
		var section wiremessage.SectionType
		if section, rest, ok = wiremessage.ReadMsgSectionType(rest); !ok {
			return errMalformed
		}
		switch {
		case section == wiremessage.SingleDocument && m.body == nil:
			var body bsoncore.Document
			body, rest, ok = wiremessage.ReadMsgSectionSingleDocument(rest)
			m.body = bson.Raw(body)
		case section == wiremessage.DocumentSequence && m.sequence == "":
			rest, ok = m.parseSequence(rest)
		default:
			ok = false
		}
		if !ok {
			return errMalformed
		}
	}
	if m.body == nil {
		return fmt.Errorf("%w: no body", errMalformed)
	}
	return nil
}

// checked compares the checksum at the end and cuts it off.
func checked(whole, rest []byte) ([]byte, bool) {
	if len(rest) < 4 {
		return nil, false
	}
	sum, _, ok := wiremessage.ReadMsgChecksum(whole[len(whole)-4:])
	table := crc32.MakeTable(crc32.Castagnoli)
	return rest[:len(rest)-4], ok && sum == crc32.Checksum(whole[:len(whole)-4], table)
}

func (m *message) parseSequence(rest []byte) ([]byte, bool) {
	name, data, rest, ok := wiremessage.ReadMsgSectionRawDocumentSequence(rest)
	if !ok || name == "" {
		return nil, false
	}
	m.sequence = name
	for len(data) > 0 {
		var item bsoncore.Document
		if item, data, ok = bsoncore.ReadDocument(data); !ok {
			return nil, false
		}
		m.items = append(m.items, bson.Raw(item))
	}
	return rest, true
}

// parseQuery reads the legacy opening of a connection.
func (m *message) parseQuery(rest []byte) error {
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
	m.legacy, m.body = true, bson.Raw(body)
	return nil
}

// appendReply starts a reply; finishReply completes it once its document has been added.
func appendReply(dst []byte, request message) []byte {
	if request.legacy {
		_, dst = wiremessage.AppendHeaderStart(dst, wiremessage.NextRequestID(), request.id, wiremessage.OpReply)
		dst = wiremessage.AppendReplyFlags(dst, 0)
		dst = wiremessage.AppendReplyCursorID(dst, 0)
		dst = wiremessage.AppendReplyStartingFrom(dst, 0)
		return wiremessage.AppendReplyNumberReturned(dst, 1)
	}
	_, dst = wiremessage.AppendHeaderStart(dst, wiremessage.NextRequestID(), request.id, wiremessage.OpMsg)
	dst = wiremessage.AppendMsgFlags(dst, 0)
	return wiremessage.AppendMsgSectionType(dst, wiremessage.SingleDocument)
}

func finishReply(reply []byte) []byte {
	return bsoncore.UpdateLength(reply, 0, int32(len(reply)))
}
