package mongo

import (
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// migration brings a store from the version before its number to its number. Whatever it is about, each migration makes
// the missing indexes, goes through all documents, and makes derived fields, claims and counters anew: reshape is what it
// does besides.
type migration struct {
	number int
	// name says in words what is new.
	name string
	// reshape changes documents of earlier forms, by collection: it returns the document in the form of the migration, and
	// the fields that this leaves out. It returns a document that is in that form already as it is: an import and a
	// migration that was interrupted give it those, too.
	reshape map[string]func(raw bson.Raw) (bson.Raw, []string, error)
}

// migrations lists all migrations in the order of their numbers, which begin with 1 and have no gaps. A change of what is
// stored, of the folding of names or of the normal form of a number adds one, even if it has nothing to reshape.
func migrations() []migration {
	return []migration{
		{
			number: 1, name: "user accesses name the path to their customer; documents have the keys of their names",
			reshape: map[string]func(bson.Raw) (bson.Raw, []string, error){userAccessesTable().name: addCustomerPath},
		},
		{
			number: 2,
			name: "every document that is edited names its creator; more documents have the keys of their names; " +
				"types of user accesses are named without CONNECTION",
			reshape: withCreators(map[string]func(bson.Raw) (bson.Raw, []string, error){userAccessesTable().name: shortenTypes}),
		},
	}
}

// currentVersion is the version of a store that the program works with: the number of the latest migration.
func currentVersion() int { return len(migrations()) }

// reshape applies the migrations to a document, in their order.
func reshape(collection string, raw bson.Raw) (bson.Raw, []string, error) {
	var unset []string
	for _, next := range migrations() {
		change, ok := next.reshape[collection]
		if !ok {
			continue
		}
		reshaped, left, err := change(raw)
		if err != nil {
			return nil, nil, fmt.Errorf("cannot be migrated (%s): %w", next.name, err)
		}
		raw, unset = reshaped, append(unset, left...)
	}
	return raw, unset, nil
}

// shortTypeNames puts UI, SSO and API in the place of UI_CONNECTION, SSO_CONNECTION and API_CONNECTION.
func shortenTypes(raw bson.Raw) (bson.Raw, []string, error) {
	name, _ := raw.Lookup(typeField).StringValueOK()
	short, long := strings.CutSuffix(name, "_CONNECTION")
	if !long {
		return raw, nil, nil
	}
	var access bson.D
	if err := bson.Unmarshal(raw, &access); err != nil {
		return nil, nil, err
	}
	for i := range access {
		if access[i].Key == typeField {
			access[i].Value = short
		}
	}
	encoded, err := encode(access)
	return encoded, nil, err
}

// pathOfCustomers puts the path to the customer, which ends in the customer, in the place of the customer's ancestors.
func addCustomerPath(raw bson.Raw) (bson.Raw, []string, error) {
	const ancestors = "customerAncestorIds"
	above := raw.Lookup(ancestors)
	if above.Type == 0 {
		return raw, nil, nil
	}
	var access bson.D
	if err := bson.Unmarshal(raw, &access); err != nil {
		return nil, nil, err
	}
	path := bson.A{}
	if list, ok := above.ArrayOK(); ok {
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
		if field.Key != ancestors && field.Key != customerPathIDField {
			reshaped = append(reshaped, field)
		}
	}
	reshaped = append(reshaped, bson.E{Key: customerPathIDField, Value: append(path, raw.Lookup(customerIDField))})
	encoded, err := encode(reshaped)
	return encoded, []string{ancestors}, err
}
