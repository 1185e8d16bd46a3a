package mongo

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/id"
)

// table describes a collection: its name, the kind of ID that its documents have, and the indexes besides that on _id.
type descriptor struct {
	name string
	// kind is empty for a collection whose documents are not the domain's.
	kind    id.Kind
	indexes []bson.D
	// expires says whether documents are removed when the time in their field expiresAt is over. The index on it does
	// that on MongoDB; a sweep does on the embedded store.
	expires bool
}

// expiresBy says whether an index is the one on the time when documents are removed.
func (t descriptor) isExpiryIndex(keys bson.D) bool { return t.expires && keys[0].Key == expiresField }

// tables lists every collection. Each stands in the file of its name, beside the queries that its indexes serve.
func descriptors() []descriptor {
	return []descriptor{
		storeTable(),
		accessesTable(), externalPersonalIdentitiesTable(), externalRolesTable(), externalRoleAccountsTable(),
		customersTable(), usersTable(), userAccessesTable(), userAccessRolesTable(),
		accessRulesTable(), readersTable(), identifiersTable(), passagesTable(), accessRuleDetachmentsTable(),
		applicationsTable(), companiesTable(),
		countersTable(), claimsTable(), auditRecordsTable(), apiKeyUsesTable(), idempotencyRecordsTable(),
	}
}

// byCompany is the index that every collection has: a company's documents in the order of their IDs. It is the shard
// key, too.
func idIndex() bson.D { return ascending(companyField, idField) }

// byCompanyAnd is the index of a list that is anchored on fields, in the order of creation.
func idIndexAnd(fields ...string) bson.D {
	return ascending(slices.Concat([]string{companyField}, fields, []string{idField})...)
}

// byNameAnd is the index of a list that is anchored on fields, in the order of names. Their keys are unique.
func nameIndex(fields ...string) bson.D {
	return ascending(slices.Concat([]string{companyField}, fields, []string{nameKeyField})...)
}

// keys is an ascending index on fields.
func ascending(fields ...string) bson.D {
	index := make(bson.D, len(fields))
	for at, field := range fields {
		index[at] = bson.E{Key: field, Value: ascendingOrder}
	}
	return index
}
