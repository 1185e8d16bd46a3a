// Package dataloaders reads what the fields of one request ask for by ID, many at once.
package dataloaders

import (
	"context"
	"errors"

	"golang.org/x/sync/semaphore"

	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/audit"
	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
)

// listsAtOnce is how many lists one request reads side by side: a connection within a list is one for each parent.
const listsAtOnce = 8

// ErrNone says that a context carries no loaders: it is not the context of a request with a caller.
var ErrNone = errors.New("no loaders in the context")

// Stores is what loaders read from.
type Stores struct {
	Accesses             document.Reader[access.Access]
	AccessRules          document.Reader[accessrule.AccessRule]
	Applications         document.Reader[tenant.Application]
	AuditRecords         document.Reader[audit.Record]
	Companies            document.Reader[tenant.Company]
	Customers            document.Reader[useraccess.Customer]
	ExternalIdentities   document.Reader[roleaccount.ExternalPersonalIdentity]
	ExternalRoles        document.Reader[roleaccount.ExternalRole]
	ExternalRoleAccounts document.Reader[roleaccount.ExternalRoleAccount]
	Identifiers          document.Reader[accessrule.Identifier]
	Passages             document.Reader[accessrule.Passage]
	Readers              document.Reader[accessrule.Reader]
	Users                document.Reader[useraccess.User]
	UserAccesses         document.Reader[useraccess.Record]
	UserAccessRoles      useraccess.RolesByCode
	Counters             commit.CounterReader
	LiveAccessRules      LiveReader
	KeyUses              tenant.KeyUses
}

// Loaders reads for one request, within one company. It keeps what it has read until Forget.
type Loaders struct {
	accesses             *Documents[access.Access]
	accessRules          *Documents[accessrule.AccessRule]
	applications         *Documents[tenant.Application]
	auditRecords         *Documents[audit.Record]
	companies            *Documents[tenant.Company]
	customers            *Documents[useraccess.Customer]
	externalIdentities   *Documents[roleaccount.ExternalPersonalIdentity]
	externalRoles        *Documents[roleaccount.ExternalRole]
	externalRoleAccounts *Documents[roleaccount.ExternalRoleAccount]
	identifiers          *Documents[accessrule.Identifier]
	passages             *Documents[accessrule.Passage]
	readers              *Documents[accessrule.Reader]
	users                *Documents[useraccess.User]
	userAccesses         *Documents[useraccess.Record]
	userAccessRoles      *Documents[useraccess.UserAccessRole]
	rolesByCode          *RolesByCode

	apiKeyUses           *Times
	identifierReferences *Counts
	liveAccessRules      *Live
	passesLeft           *Counts

	lists *semaphore.Weighted
	pages *pages
}

// New returns the loaders of one request. The company is the caller's.
func New(stores Stores, companyID string) *Loaders {
	return &Loaders{
		accesses:             newAccesses(stores, companyID),
		accessRules:          newAccessRules(stores, companyID),
		applications:         newApplications(stores, companyID),
		auditRecords:         newAuditRecords(stores, companyID),
		companies:            newCompanies(stores, companyID),
		customers:            newCustomers(stores, companyID),
		externalIdentities:   newExternalIdentities(stores, companyID),
		externalRoles:        newExternalRoles(stores, companyID),
		externalRoleAccounts: newExternalRoleAccounts(stores, companyID),
		identifiers:          newIdentifiers(stores, companyID),
		passages:             newPassages(stores, companyID),
		readers:              newReaders(stores, companyID),
		users:                newUsers(stores, companyID),
		userAccesses:         newUserAccesses(stores, companyID),
		userAccessRoles:      newUserAccessRoles(stores, companyID),
		rolesByCode:          newRolesByCode(stores, companyID),
		apiKeyUses:           newAPIKeyUses(stores, companyID),
		identifierReferences: newIdentifierReferences(stores, companyID),
		liveAccessRules:      newLiveAccessRules(stores, companyID),
		passesLeft:           newPassesLeft(stores, companyID),
		lists:                semaphore.NewWeighted(listsAtOnce),
		pages:                newPages(),
	}
}

// Forget drops everything that was read: a mutation may have changed it, and the fields after it read anew.
func (l *Loaders) Forget() {
	for _, loader := range []interface{ forget() }{
		l.accesses, l.accessRules, l.applications, l.auditRecords, l.companies, l.customers, l.externalIdentities, l.externalRoles,
		l.externalRoleAccounts, l.identifiers, l.passages, l.readers, l.users, l.userAccesses, l.userAccessRoles,
		l.rolesByCode, l.apiKeyUses, l.identifierReferences, l.liveAccessRules, l.passesLeft, l.pages,
	} {
		loader.forget()
	}
}

// List runs the reading of one list, when fewer than 8 of the request are being read, or returns the context's error.
func (l *Loaders) List(ctx context.Context, read func() error) error {
	if err := l.lists.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.lists.Release(1)
	return read()
}

type contextKey struct{}

// Into returns a context that carries the loaders.
func (l *Loaders) Into(ctx context.Context) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// For returns the loaders of the request, or ErrNone.
func For(ctx context.Context) (*Loaders, error) {
	loaders, ok := ctx.Value(contextKey{}).(*Loaders)
	if !ok {
		return nil, ErrNone
	}
	return loaders, nil
}
