package mongo

import (
	"time"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/idempotency"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

// model is a collection with the type of its documents. What documents of the type hold follows from the interfaces that
// it implements: document.Searchable (a derived key), document.Consistent, commit.Claimant, commit.Tallied and
// commit.Referrer. Import, migrate, verify and repair all go by this table.
type model struct {
	table descriptor
	// empty returns a new value of the type, to be decoded into.
	empty func() any
}

// models lists the collections whose documents have a type: all but the store's own records.
func models() []model {
	return []model{
		{companiesTable(), func() any { return new(tenant.Company) }},
		{applicationsTable(), func() any { return new(tenant.Application) }},
		{externalPersonalIdentitiesTable(), func() any { return new(roleaccount.ExternalPersonalIdentity) }},
		{externalRolesTable(), func() any { return new(roleaccount.ExternalRole) }},
		{externalRoleAccountsTable(), func() any { return new(roleaccount.ExternalRoleAccount) }},
		{accessesTable(), func() any { return new(access.Access) }},
		{customersTable(), func() any { return new(useraccess.Customer) }},
		{usersTable(), func() any { return new(useraccess.User) }},
		{userAccessRolesTable(), func() any { return new(useraccess.UserAccessRole) }},
		{userAccessesTable(), func() any { return new(useraccess.Record) }},
		{accessRulesTable(), func() any { return new(accessrule.AccessRule) }},
		{readersTable(), func() any { return new(accessrule.Reader) }},
		{identifiersTable(), func() any { return new(accessrule.Identifier) }},
		{passagesTable(), func() any { return new(accessrule.Passage) }},
		{accessRuleDetachmentsTable(), func() any { return new(accessrule.Detachment) }},
		{auditRecordsTable(), func() any { return new(audit.Record) }},
		{idempotencyRecordsTable(), func() any { return new(idempotency.Record) }},
		{apiKeyUsesTable(), func() any { return new(keyUseDocument) }},
		{claimsTable(), func() any { return new(claimDocument) }},
		{countersTable(), func() any { return new(counterDocument) }},
	}
}

// modelOf returns the model of a collection by its name.
func descriptorOf(collection string) (model, bool) {
	for _, candidate := range models() {
		if candidate.table.name == collection {
			return candidate, true
		}
	}
	return model{}, false
}

// head is what every stored document begins with.
type documentHead struct {
	ID            string `bson:"_id"`
	CompanyID     string `bson:"companyId"`
	SchemaVersion int    `bson:"schemaVersion"`
}

// keyUse is the document of a key's last use.
type keyUseDocument struct {
	Head       documentHead `bson:",inline"`
	LastUsedAt time.Time    `bson:"lastUsedAt"`
}

// storedClaim is the document of a claim. Its _id is the hash of what is claimed.
type claimDocument struct {
	Head   documentHead `bson:",inline"`
	Kind   string       `bson:"kind"`
	Holder string       `bson:"holder"`
}

// storedCounter is the document of a counter. Its _id is the counter's name and the document that it belongs to.
type counterDocument struct {
	Head  documentHead `bson:",inline"`
	Value int64        `bson:"value"`
}
