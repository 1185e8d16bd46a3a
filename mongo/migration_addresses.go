package mongo

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/roleaccount"
)

// lowerCaseDomain brings the e-mail address of an identity or account into its stored form, in which its domain is in lower case.
func lowerCaseDomain(raw bson.Raw) (bson.Raw, []string, error) {
	address, isText := raw.Lookup(emailAddressField).StringValueOK()
	stored := roleaccount.StoredAddress(address)
	if !isText || stored == address {
		return raw, nil, nil
	}
	encoded, err := withFields(raw, bson.D{{Key: emailAddressField, Value: stored}})
	return encoded, nil, err
}

// storedAddress returns an address of a filter in the form in which addresses are stored; nil for nil.
func storedAddress(address *string) *string {
	if address == nil {
		return nil
	}
	stored := roleaccount.StoredAddress(*address)
	return &stored
}
