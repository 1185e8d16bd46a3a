package mongo

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/erasure"
	"accessgraph/domain/id"
	"accessgraph/domain/idempotency"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
	"accessgraph/mongo/decoders"
)

// descriptor describes a collection. Reads, commits, indexes, archives, migrations, verification and repair all go by the
// descriptors of this file. What the documents of a type hold follows from the interfaces that the type implements:
// document.Searchable (derived keys), document.Consistent, commit.Claimant, commit.Tallied, commit.Sharer and
// commit.Referrer.
type descriptor struct {
	name string
	// kind is the kind of the documents' IDs; empty for documents that are not the domain's.
	kind id.Kind
	// indexes are the indexes besides MongoDB's own on _id. Each serves lists or lookups of the collection's file.
	indexes []bson.D
	// newDocument returns a pointer to a new value of the documents' type; nil for the records of the store itself.
	newDocument func() any
	// decodeObject decodes a document that clients know by its ID; nil for all others.
	decodeObject func(bson.Raw) (document.Document, error)
	// expires is set if documents are removed once the time in their field expiresAt has passed: by a TTL index on
	// MongoDB, by a background job on the embedded store.
	expires bool
	// derivedIDs is set if the IDs of the documents are made of their content, and say nothing of the time.
	derivedIDs bool
}

var (
	storeDescriptor = descriptor{name: "store", indexes: []bson.D{idIndex()}}

	accessesDescriptor = descriptor{
		name: "accesses", kind: id.Access, newDocument: newOf[access.Access], decodeObject: objectDecoder(decoders.Access),
		indexes: []bson.D{
			idIndex(), idIndex(privateIDField), idIndex(privateIDField, stateField),
			idIndex(roleAccountIDField), idIndex(roleAccountIDField, stateField),
			idIndex(managedField), idIndex(managedField, stateField),
			idIndex(typeField), idIndex(typeField, stateField), idIndex(stateField),
			nameIndex(), nameIndex(privateIDField), nameIndex(roleAccountIDField), nameIndex(managedField), nameIndex(typeField),
			nameIndex(stateField),
			idIndex(agreementVersionField), idIndex(agreementVersionField, stateField), nameIndex(agreementVersionField),
			ascending(invitationHashField),
		},
	}
	externalPersonalIdentitiesDescriptor = descriptor{
		name: "externalPersonalIdentities", kind: id.ExternalPersonalIdentity,
		newDocument: newOf[roleaccount.ExternalPersonalIdentity], decodeObject: objectDecoder(decoders.ExternalPersonalIdentity),
		indexes: []bson.D{
			idIndex(), idIndex(emailAddressField), idIndex(emailAddressField, stateField), idIndex(stateField),
			nameIndex(), nameIndex(stateField), nameIndex(emailAddressField), nameIndex(emailAddressField, stateField),
		},
	}
	externalRolesDescriptor = descriptor{
		name: "externalRoles", kind: id.ExternalRole,
		newDocument: newOf[roleaccount.ExternalRole], decodeObject: objectDecoder(decoders.ExternalRole),
		indexes: []bson.D{idIndex(), idIndex(enabledField), nameIndex(), nameIndex(enabledField)},
	}
	externalRoleAccountsDescriptor = descriptor{
		name: "externalRoleAccounts", kind: id.ExternalRoleAccount,
		newDocument: newOf[roleaccount.ExternalRoleAccount], decodeObject: objectDecoder(decoders.ExternalRoleAccount),
		indexes: []bson.D{
			idIndex(), idIndex(emailAddressField), idIndex(emailAddressField, stateField),
			idIndex(roleIDField), idIndex(roleIDField, stateField), idIndex(stateField),
			idIndex(personalIdentityIDField), idIndex(personalIdentityIDField, stateField),
			nameIndex(), nameIndex(stateField), nameIndex(emailAddressField), nameIndex(roleIDField), nameIndex(personalIdentityIDField),
			nameIndex(emailAddressField, roleIDField, stateField),
		},
	}

	customersDescriptor = descriptor{
		name: "customers", kind: id.Customer, newDocument: newOf[useraccess.Customer], decodeObject: objectDecoder(decoders.Customer),
		indexes: []bson.D{idIndex(), idIndex(parentIDField), nameIndex(), nameIndex(parentIDField)},
	}
	usersDescriptor = descriptor{
		name: "users", kind: id.User, newDocument: newOf[useraccess.User], decodeObject: objectDecoder(decoders.User),
		indexes: []bson.D{idIndex(), nameIndex(), idIndex(customerIDField), nameIndex(customerIDField), idIndex(enabledField), nameIndex(enabledField)},
	}
	// An index can hold one array at most: a list by customer path and role compares the roles of the documents that it reads.
	userAccessesDescriptor = descriptor{
		name: "userAccesses", kind: id.UserAccess, newDocument: newOf[useraccess.StoredUserAccess], decodeObject: objectDecoder(decoders.StoredUserAccess),
		indexes: []bson.D{
			idIndex(), idIndex(userIDField), idIndex(ssoIDField), idIndex(typeField),
			idIndex(customerIDField), idIndex(customerIDField, typeField),
			idIndex(customerPathIDField), idIndex(customerPathIDField, typeField),
			idIndex(rolesField), idIndex(rolesField, typeField), idIndex(enabledField),
		},
	}
	userAccessRolesDescriptor = descriptor{
		name: "userAccessRoles", kind: id.UserAccessRole,
		newDocument: newOf[useraccess.UserAccessRole], decodeObject: objectDecoder(decoders.UserAccessRole),
		indexes: []bson.D{idIndex(), idIndex(codeField), nameIndex()},
	}

	accessRulesDescriptor = descriptor{
		name: "accessRules", kind: id.AccessRule, newDocument: newOf[accessrule.AccessRule], decodeObject: objectDecoder(decoders.AccessRule),
		indexes: []bson.D{
			idIndex(), nameIndex(), idIndex(ruleReaderField), nameIndex(ruleReaderField),
			idIndex(timeProfileIDsField), nameIndex(timeProfileIDsField),
		},
	}
	readersDescriptor = descriptor{
		name: "readers", kind: id.Reader, newDocument: newOf[accessrule.Reader], decodeObject: objectDecoder(decoders.Reader),
		indexes: []bson.D{idIndex(), nameIndex()}, derivedIDs: true,
	}
	identifiersDescriptor = descriptor{
		name: "identifiers", kind: id.Identifier, newDocument: newOf[accessrule.Identifier], decodeObject: objectDecoder(decoders.Identifier),
		indexes: []bson.D{
			idIndex(), idIndex(accessRuleIDsField), idIndex(typeField), idIndex(typeField, numberField), idIndex(affiliationField), idIndex(enabledField),
			idIndex(holderIDField), idIndex(timeProfileIDsField),
			nameIndex(), nameIndex(accessRuleIDsField), nameIndex(typeField), nameIndex(typeField, numberField), nameIndex(affiliationField), nameIndex(enabledField),
			nameIndex(holderIDField), nameIndex(timeProfileIDsField),
		},
	}
	passagesDescriptor = descriptor{
		name: "passages", kind: id.Passage, newDocument: newOf[accessrule.Passage], decodeObject: objectDecoder(decoders.Passage),
		indexes: []bson.D{idIndex(), idIndex(identifierIDField), idIndex(passageReaderField), idIndex(grantedField), idIndex(denialField)},
	}
	accessRuleDetachmentsDescriptor = descriptor{
		name: "accessRuleDetachments", kind: id.AccessRuleDetachment, newDocument: newOf[accessrule.Detachment],
		indexes: []bson.D{idIndex()},
	}

	timeProfilesDescriptor = descriptor{
		name: "timeProfiles", kind: id.TimeProfile, newDocument: newOf[timeprofile.TimeProfile], decodeObject: objectDecoder(decoders.TimeProfile),
		indexes: []bson.D{idIndex(), nameIndex(), idIndex(holidayCalendarIDsField), nameIndex(holidayCalendarIDsField)},
	}
	holidayCalendarsDescriptor = descriptor{
		name: "holidayCalendars", kind: id.HolidayCalendar,
		newDocument: newOf[timeprofile.HolidayCalendar], decodeObject: objectDecoder(decoders.HolidayCalendar),
		indexes: []bson.D{idIndex(), nameIndex()},
	}

	erasureJobsDescriptor = descriptor{name: "erasureJobs", kind: id.ErasureJob, newDocument: newOf[erasure.Job], indexes: []bson.D{idIndex()}}

	applicationsDescriptor = descriptor{
		name: "applications", kind: id.Application, newDocument: newOf[tenant.Application], decodeObject: objectDecoder(decoders.Application),
		indexes: []bson.D{
			idIndex(), idIndex(scopesField), idIndex(enabledField), nameIndex(), nameIndex(scopesField), nameIndex(enabledField),
			ascending(keyHashField),
		},
	}
	companiesDescriptor = descriptor{
		name: "companies", kind: id.Company, newDocument: newOf[tenant.Company], decodeObject: objectDecoder(decoders.Company),
		indexes: []bson.D{idIndex()},
	}
	userAgreementsDescriptor = descriptor{name: "userAgreements", newDocument: newOf[access.StoredAgreement], indexes: []bson.D{idIndex()}}

	countersDescriptor     = descriptor{name: "counters", newDocument: newOf[counterDocument], indexes: []bson.D{idIndex()}}
	claimsDescriptor       = descriptor{name: "claims", newDocument: newOf[claimDocument], indexes: []bson.D{idIndex()}}
	auditRecordsDescriptor = descriptor{
		name: "auditRecords", kind: id.AuditRecord, newDocument: newOf[audit.Record],
		indexes: []bson.D{idIndex(), idIndex(subjectIDField), idIndex(applicationIDField), idIndex(actionField), idIndex(requestIDField)},
	}
	apiKeyUsesDescriptor         = descriptor{name: "apiKeyUses", newDocument: newOf[keyUseDocument], indexes: []bson.D{idIndex()}}
	idempotencyRecordsDescriptor = descriptor{
		name: "idempotencyRecords", newDocument: newOf[idempotency.Record], indexes: []bson.D{idIndex(), ascending(expiresField)}, expires: true,
	}
)

// descriptors lists every collection, in the order of archives and of docs/store.md.
var descriptors = []descriptor{
	storeDescriptor,
	accessesDescriptor, externalPersonalIdentitiesDescriptor, externalRolesDescriptor, externalRoleAccountsDescriptor,
	customersDescriptor, usersDescriptor, userAccessesDescriptor, userAccessRolesDescriptor,
	holidayCalendarsDescriptor, timeProfilesDescriptor,
	accessRulesDescriptor, readersDescriptor, identifiersDescriptor, passagesDescriptor, accessRuleDetachmentsDescriptor,
	erasureJobsDescriptor, applicationsDescriptor, companiesDescriptor, userAgreementsDescriptor,
	countersDescriptor, claimsDescriptor, auditRecordsDescriptor, apiKeyUsesDescriptor, idempotencyRecordsDescriptor,
}

// inspectionOrder lists the collections that are inspected, all but the store's own records. A migration that is resumed
// relies on the order: its checkpoint counts the passes over the collections.
var inspectionOrder = []descriptor{
	companiesDescriptor, applicationsDescriptor,
	externalPersonalIdentitiesDescriptor, externalRolesDescriptor, externalRoleAccountsDescriptor, accessesDescriptor,
	customersDescriptor, usersDescriptor, userAccessRolesDescriptor, userAccessesDescriptor,
	holidayCalendarsDescriptor, timeProfilesDescriptor,
	accessRulesDescriptor, readersDescriptor, identifiersDescriptor, passagesDescriptor, accessRuleDetachmentsDescriptor, erasureJobsDescriptor,
	auditRecordsDescriptor, idempotencyRecordsDescriptor, apiKeyUsesDescriptor, userAgreementsDescriptor,
	claimsDescriptor, countersDescriptor,
}

var (
	descriptorsByName = indexDescriptors(func(d descriptor) string { return d.name })
	// descriptorsByKind has the collections whose documents have IDs of the domain.
	descriptorsByKind = indexDescriptors(func(d descriptor) id.Kind { return d.kind })
)

// indexDescriptors returns the descriptors by a key, without those whose key is empty.
func indexDescriptors[K ~string](key func(descriptor) K) map[K]descriptor {
	byKey := make(map[K]descriptor, len(descriptors))
	for _, d := range descriptors {
		if key(d) != "" {
			byKey[key(d)] = d
		}
	}
	return byKey
}

// isExpiryIndex reports whether an index is the one by whose field documents expire.
func (d descriptor) isExpiryIndex(keys bson.D) bool { return d.expires && keys[0].Key == expiresField }

// newOf returns a pointer to a new T.
func newOf[T any]() any { return new(T) }

// objectDecoder returns a decoder of any type of document that decodes with the decoder of one type.
func objectDecoder[T any, P interface {
	*T
	document.Document
}](decode func(bson.Raw) (*T, error)) func(bson.Raw) (document.Document, error) {
	return func(raw bson.Raw) (document.Document, error) {
		object, err := decode(raw)
		if err != nil {
			return nil, err
		}
		return P(object), nil
	}
}

// idIndex returns the index of lists in the order of creation that are filtered by fields. Every collection has the one
// without fields, which is also its shard key.
func idIndex(fields ...string) bson.D {
	return ascending(slices.Concat([]string{companyField}, fields, []string{idField})...)
}

// nameIndex returns the index of lists in the order of names that are filtered by fields. Name keys are unique.
func nameIndex(fields ...string) bson.D {
	return ascending(slices.Concat([]string{companyField}, fields, []string{nameKeyField})...)
}

// ascending returns an ascending index on fields, which is also an ascending sort by them.
func ascending(fields ...string) bson.D {
	keys := make(bson.D, len(fields))
	for i, field := range fields {
		keys[i] = bson.E{Key: field, Value: ascendingOrder}
	}
	return keys
}

// documentHead is what every stored document begins with.
type documentHead struct {
	ID            string `bson:"_id"`
	CompanyID     string `bson:"companyId"`
	SchemaVersion int    `bson:"schemaVersion"`
}
