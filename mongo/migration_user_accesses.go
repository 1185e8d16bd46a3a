package mongo

import (
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// addCustomerPath replaces the customer's ancestors in a user access by the path to the customer, which ends with the
// customer.
func addCustomerPath(raw bson.Raw) (bson.Raw, []string, error) {
	const ancestorIDsField = "customerAncestorIds"
	ancestorIDs := raw.Lookup(ancestorIDsField)
	if ancestorIDs.Type == 0 {
		return raw, nil, nil
	}
	var access bson.D
	if err := bson.Unmarshal(raw, &access); err != nil {
		return nil, nil, err
	}
	path := bson.A{}
	if list, ok := ancestorIDs.ArrayOK(); ok {
		values, err := list.Values()
		if err != nil {
			return nil, nil, err
		}
		for _, value := range values {
			path = append(path, value)
		}
	}
	var reshaped bson.D
	for _, field := range access {
		if field.Key != ancestorIDsField && field.Key != customerPathIDField {
			reshaped = append(reshaped, field)
		}
	}
	reshaped = append(reshaped, bson.E{Key: customerPathIDField, Value: append(path, raw.Lookup(customerIDField))})
	encoded, err := encode(reshaped)
	return encoded, []string{ancestorIDsField}, err
}

// shortenType replaces the types UI_CONNECTION, SSO_CONNECTION and API_CONNECTION of a user access by UI, SSO and API.
func shortenType(raw bson.Raw) (bson.Raw, []string, error) {
	storedType, _ := raw.Lookup(typeField).StringValueOK()
	shortType, isLong := strings.CutSuffix(storedType, "_CONNECTION")
	if !isLong {
		return raw, nil, nil
	}
	var access bson.D
	if err := bson.Unmarshal(raw, &access); err != nil {
		return nil, nil, err
	}
	for i := range access {
		if access[i].Key == typeField {
			access[i].Value = shortType
		}
	}
	encoded, err := encode(access)
	return encoded, nil, err
}
