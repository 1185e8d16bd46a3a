package wiretest

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/wiremessage"
)

const (
	expiryField = "expireAfterSeconds"
	// bodyStart is where the document of the first section of a message begins, after the flags and the section's type.
	bodyStart = headerSize + 4 + 1
)

// forStore returns a message without what the embedded store does not know: the version of the Stable API, snapshots outside of a
// transaction, and indexes whose documents expire. The server remembers the latter, and lists them as MongoDB does.
func (s *Server) forStore(message []byte, command Command) ([]byte, error) {
	var body bson.D
	if err := bson.Unmarshal(command.Body, &body); err != nil {
		return nil, err
	}
	inTransaction := command.Body.Lookup("autocommit").Type != 0
	body = slices.DeleteFunc(body, func(field bson.E) bool {
		return field.Key == "apiVersion" || field.Key == "readConcern" && !inTransaction
	})
	if command.Name == "createIndexes" {
		s.withoutExpiry(command.Text("createIndexes"), body)
	}
	return withBody(message, command.Body, body)
}

// withoutExpiry takes the expiry off the indexes of a command, and remembers which had one.
func (s *Server) withoutExpiry(collection string, body bson.D) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, field := range body {
		indexes, _ := field.Value.(bson.A)
		for i := range indexes {
			index, _ := indexes[i].(bson.D)
			if at := slices.IndexFunc(index, func(field bson.E) bool { return field.Key == expiryField }); at >= 0 {
				s.expiring[collection+"."+textOf(index, "name")] = index[at].Value
				indexes[i] = slices.Delete(index, at, at+1)
			}
		}
	}
}

// forClient returns the answer of the embedded store to a command, as MongoDB gives it.
func (s *Server) forClient(answer []byte, command Command) ([]byte, error) {
	if command.Name != "listIndexes" {
		return answer, nil
	}
	raw, err := bodyOf(wiremessage.OpMsg, answer[headerSize:])
	if err != nil {
		return nil, err
	}
	var body bson.D
	if err := bson.Unmarshal(raw, &body); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, field := range body {
		cursor, _ := field.Value.(bson.D)
		for _, part := range cursor {
			indexes, _ := part.Value.(bson.A)
			for i := range indexes {
				index, _ := indexes[i].(bson.D)
				if expiry := s.expiring[command.Text("listIndexes")+"."+textOf(index, "name")]; expiry != nil {
					indexes[i] = append(index, bson.E{Key: expiryField, Value: expiry})
				}
			}
		}
	}
	return withBody(answer, raw, body)
}

func textOf(document bson.D, name string) string {
	for _, field := range document {
		if field.Key == name {
			text, _ := field.Value.(string)
			return text
		}
	}
	return ""
}

// withBody returns a message with another document in place of that of its first section.
func withBody(message []byte, before bson.Raw, body bson.D) ([]byte, error) {
	encoded, err := bson.Marshal(body)
	if err != nil {
		return nil, err
	}
	changed := slices.Concat(message[:bodyStart], encoded, message[bodyStart+len(before):])
	return bsoncore.UpdateLength(changed, 0, int32(len(changed))), nil
}
