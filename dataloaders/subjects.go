package dataloaders

import (
	"context"
	"time"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

// Accesses loads accesses.
func (l Loaders) Accesses() Documents[access.Access] {
	return documentsOf(l, id.Access, l.stores.Accesses)
}

// AccessRules loads access rules.
func (l Loaders) AccessRules() Documents[accessrule.AccessRule] {
	return documentsOf(l, id.AccessRule, l.stores.AccessRules)
}

// Applications loads applications.
func (l Loaders) Applications() Documents[tenant.Application] {
	return documentsOf(l, id.Application, l.stores.Applications)
}

// AuditRecords loads audit records.
func (l Loaders) AuditRecords() Documents[audit.Record] {
	return documentsOf(l, id.AuditRecord, l.stores.AuditRecords)
}

// Companies loads companies.
func (l Loaders) Companies() Documents[tenant.Company] {
	return documentsOf(l, id.Company, l.stores.Companies)
}

// Customers loads customers.
func (l Loaders) Customers() Documents[useraccess.Customer] {
	return documentsOf(l, id.Customer, l.stores.Customers)
}

// ExternalIdentities loads external personal identities.
func (l Loaders) ExternalIdentities() Documents[roleaccount.ExternalPersonalIdentity] {
	return documentsOf(l, id.ExternalPersonalIdentity, l.stores.ExternalIdentities)
}

// ExternalRoles loads external roles.
func (l Loaders) ExternalRoles() Documents[roleaccount.ExternalRole] {
	return documentsOf(l, id.ExternalRole, l.stores.ExternalRoles)
}

// ExternalRoleAccounts loads external role accounts.
func (l Loaders) ExternalRoleAccounts() Documents[roleaccount.ExternalRoleAccount] {
	return documentsOf(l, id.ExternalRoleAccount, l.stores.ExternalRoleAccounts)
}

// Identifiers loads identifiers.
func (l Loaders) Identifiers() Documents[accessrule.Identifier] {
	return documentsOf(l, id.Identifier, l.stores.Identifiers)
}

// Passages loads passages.
func (l Loaders) Passages() Documents[accessrule.Passage] {
	return documentsOf(l, id.Passage, l.stores.Passages)
}

// Readers loads readers.
func (l Loaders) Readers() Documents[accessrule.Reader] {
	return documentsOf(l, id.Reader, l.stores.Readers)
}

// Users loads users.
func (l Loaders) Users() Documents[useraccess.User] {
	return documentsOf(l, id.User, l.stores.Users)
}

// UserAccesses loads user accesses of every kind.
func (l Loaders) UserAccesses() Documents[useraccess.Record] {
	return documentsOf(l, id.UserAccess, l.stores.UserAccesses)
}

// UserAccessRoles loads roles of user accesses.
func (l Loaders) UserAccessRoles() Documents[useraccess.UserAccessRole] {
	return documentsOf(l, id.UserAccessRole, l.stores.UserAccessRoles)
}

// RolesByCode loads roles of user accesses by their codes.
func (l Loaders) RolesByCode() Values[*useraccess.UserAccessRole] {
	return valuesOf(l, "roles by code", maxBatch, l.stores.UserAccessRoles.ByCode)
}

// IdentifierReferences loads, by an access rule's ID, the number of identifiers that it is attached to.
func (l Loaders) IdentifierReferences() Values[int] {
	return countsOf(l, commit.IdentifiersOfAccessRule)
}

// PassesLeft loads, by the ID of a limited identifier, the number of passes that it has left.
func (l Loaders) PassesLeft() Values[int] { return countsOf(l, commit.PassesLeftOfIdentifier) }

func countsOf(l Loaders, counter commit.Counter) Values[int] {
	return valuesOf(l, string(counter), maxBatch, func(ctx context.Context, companyID string, ids []string) (map[string]int, error) {
		return l.stores.Counters.Values(ctx, companyID, counter, ids)
	})
}

// APIKeyUses loads, by an API key's ID, when the key was last used.
func (l Loaders) APIKeyUses() Values[time.Time] {
	return valuesOf(l, "uses of API keys", maxBatch, l.stores.KeyUses.LastUsed)
}

// LiveReader tells which documents exist, without reading them. It takes up to 10,000 IDs.
type LiveReader interface {
	Live(ctx context.Context, companyID string, ids []string) (map[string]bool, error)
}

// maxLiveBatch is as many access rules as a page of identifiers can name: one call tells of all of them.
const maxLiveBatch = 10_000

// LiveAccessRules loads, by an access rule's ID, whether it exists: document.ErrAbsent when it does not.
func (l Loaders) LiveAccessRules() Values[bool] {
	return valuesOf(l, "live access rules", maxLiveBatch, l.stores.LiveAccessRules.Live)
}
