package mongo

import "go.mongodb.org/mongo-driver/v2/bson"

// enable adds that a user or a user access is enabled: before they could be turned off, every user could act and pass, and every
// access could be used.
func enable(raw bson.Raw) (bson.Raw, []string, error) {
	if raw.Lookup(enabledField).Type != 0 {
		return raw, nil, nil
	}
	encoded, err := withFields(raw, bson.D{{Key: enabledField, Value: true}})
	return encoded, nil, err
}
