package mongo

import "go.mongodb.org/mongo-driver/v2/bson"

// withoutTimeProfiles adds that no time profile is attached to an access rule or identifier: it opens at any time, as before.
func withoutTimeProfiles(raw bson.Raw) (bson.Raw, []string, error) {
	if raw.Lookup(timeProfileIDsField).Type != 0 {
		return raw, nil, nil
	}
	encoded, err := withFields(raw, bson.D{{Key: timeProfileIDsField, Value: bson.A{}}})
	return encoded, nil, err
}
