package mongo

import (
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// migration brings a store from the version before its number to its number. Every migration creates the missing indexes, and
// computes derived fields, claims and counters of all documents again. reshape is what it does besides.
type migration struct {
	number int
	// name says in words what is new.
	name string
	// reshape changes documents of earlier forms, by collection.
	reshape map[string]reshapeFunc
}

// reshapeFunc returns a document in the form of a migration, and the fields that this form does not have any more. It returns
// a document that already has the form as it is: imports and resumed migrations pass such documents, too.
type reshapeFunc func(raw bson.Raw) (bson.Raw, []string, error)

// migrations lists all migrations in the order of their numbers, which begin with 1 and have no gaps. A change of what is
// stored, of the folding of names or of the normal form of numbers adds a migration, even without anything to reshape.
var migrations = []migration{
	{
		number: 1, name: "user accesses name the path to their customer; documents have the keys of their names",
		reshape: map[string]reshapeFunc{userAccessesDescriptor.name: addCustomerPath},
	},
	{
		number: 2,
		name: "every document that is edited names its creator; more documents have the keys of their names; " +
			"types of user accesses are named without CONNECTION",
		reshape: withCreators(map[string]reshapeFunc{userAccessesDescriptor.name: shortenType}),
	},
	{
		number: 3,
		name: "identifiers are enabled or not; names, role names, role codes and plates are folded by version 2, " +
			"and role names, role codes and plates are unique by that",
		reshape: map[string]reshapeFunc{identifiersDescriptor.name: foldPlate},
	},
	{
		number: 4, name: "the domains of e-mail addresses are in lower case",
		reshape: map[string]reshapeFunc{
			externalPersonalIdentitiesDescriptor.name: lowerCaseDomain, externalRoleAccountsDescriptor.name: lowerCaseDomain,
		},
	},
	{
		number: 5, name: "identifiers and passages have a holder; people are found by name and e-mail address together; " +
			"invitations can be revoked; activations name the agreement that was accepted, whose text is stored",
	},
	{
		number: 6, name: "instants are in the years 0001 to 9999",
		reshape: map[string]reshapeFunc{
			applicationsDescriptor.name: limitYears, userAccessesDescriptor.name: limitYears, identifiersDescriptor.name: limitYears,
		},
	},
	{
		number: 7, name: "users and user accesses are enabled or not",
		reshape: map[string]reshapeFunc{usersDescriptor.name: enable, userAccessesDescriptor.name: enable},
	},
	{
		number: 8, name: "access rules and identifiers have time profiles, and customers count their subsidiaries",
		reshape: map[string]reshapeFunc{accessRulesDescriptor.name: withoutTimeProfiles, identifiersDescriptor.name: withoutTimeProfiles},
	},
}

// currentVersion returns the version of the stores that the program works with: the number of the latest migration.
func currentVersion() int { return len(migrations) }

// reshape applies all migrations to a document, in their order.
func reshape(collection string, raw bson.Raw) (bson.Raw, []string, error) {
	var removed []string
	for _, m := range migrations {
		change, ok := m.reshape[collection]
		if !ok {
			continue
		}
		reshaped, fields, err := change(raw)
		if err != nil {
			return nil, nil, fmt.Errorf("cannot be migrated (%s): %w", m.name, err)
		}
		raw, removed = reshaped, append(removed, fields...)
	}
	return raw, removed, nil
}
