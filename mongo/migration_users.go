package mongo

import "go.mongodb.org/mongo-driver/v2/bson"

// enableUser adds that a user is enabled: before users could be turned off, every one could act and pass.
func enableUser(raw bson.Raw) (bson.Raw, []string, error) {
	if raw.Lookup(enabledField).Type != 0 {
		return raw, nil, nil
	}
	encoded, err := withFields(raw, bson.D{{Key: enabledField, Value: true}})
	return encoded, nil, err
}
