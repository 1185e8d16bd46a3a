package resolvers

import (
	"context"
	"errors"

	"github.com/vektah/gqlparser/v2/ast"

	"accessgraph/dataloaders"
	"accessgraph/domain/access"
	"accessgraph/domain/accessrule"
	"accessgraph/domain/actor"
	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/domain/erasure"
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/timeprofile"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
)

// Collection reads and lists the documents of one type.
type Collection[T, F any] interface {
	document.Reader[T]
	document.Lister[T, F]
}

// Collections has the collection of each type of the schema that implements Node.
type Collections struct {
	Accesses                   Collection[access.Access, access.Filter]
	AccessRules                Collection[accessrule.AccessRule, accessrule.AccessRuleFilter]
	Applications               Collection[tenant.Application, tenant.ApplicationFilter]
	AuditRecords               Collection[audit.Record, audit.Filter]
	Companies                  Collection[tenant.Company, document.Everything]
	Customers                  Collection[useraccess.Customer, useraccess.CustomerFilter]
	ExternalPersonalIdentities Collection[roleaccount.ExternalPersonalIdentity, roleaccount.ExternalPersonalIdentityFilter]
	ExternalRoles              Collection[roleaccount.ExternalRole, roleaccount.ExternalRoleFilter]
	ExternalRoleAccounts       Collection[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter]
	Identifiers                Collection[accessrule.Identifier, accessrule.IdentifierFilter]
	HolidayCalendars           Collection[timeprofile.HolidayCalendar, timeprofile.HolidayCalendarFilter]
	Passages                   Collection[accessrule.Passage, accessrule.PassageFilter]
	Readers                    Collection[accessrule.Reader, accessrule.ReaderFilter]
	TimeProfiles               Collection[timeprofile.TimeProfile, timeprofile.TimeProfileFilter]
	Users                      Collection[useraccess.User, useraccess.UserFilter]
	UserAccesses               Collection[useraccess.StoredUserAccess, useraccess.UserAccessFilter]
	UserAccessRoles            Collection[useraccess.UserAccessRole, useraccess.RoleFilter]
}

// Services has the services that carry out mutations, one for each family of types.
type Services struct {
	Access      *access.Service
	Changes     *audit.Feed
	AccessRule  *accessrule.Service
	Erasure     *erasure.Service
	RoleAccount *roleaccount.Service
	Tenant      *tenant.Service
	TimeProfile *timeprofile.Service
	UserAccess  *useraccess.Service
}

// entity describes a type of object: how it is loaded and listed, and the error of an object that does not exist.
type entity[T, F any] struct {
	Collection[T, F]

	kind id.Kind
	// list names the list of all objects in cursors. Every list of the type has the same name, whichever field returns it.
	list string
	// notFound returns the error for an ID that no object of the company has.
	notFound func(documentID string) error
}

// entities has the entity of each type of the schema that implements Node.
type entities struct {
	accesses                   entity[access.Access, access.Filter]
	accessRules                entity[accessrule.AccessRule, accessrule.AccessRuleFilter]
	applications               entity[tenant.Application, tenant.ApplicationFilter]
	auditRecords               entity[audit.Record, audit.Filter]
	companies                  entity[tenant.Company, document.Everything]
	customers                  entity[useraccess.Customer, useraccess.CustomerFilter]
	externalPersonalIdentities entity[roleaccount.ExternalPersonalIdentity, roleaccount.ExternalPersonalIdentityFilter]
	externalRoles              entity[roleaccount.ExternalRole, roleaccount.ExternalRoleFilter]
	externalRoleAccounts       entity[roleaccount.ExternalRoleAccount, roleaccount.ExternalRoleAccountFilter]
	identifiers                entity[accessrule.Identifier, accessrule.IdentifierFilter]
	holidayCalendars           entity[timeprofile.HolidayCalendar, timeprofile.HolidayCalendarFilter]
	passages                   entity[accessrule.Passage, accessrule.PassageFilter]
	readers                    entity[accessrule.Reader, accessrule.ReaderFilter]
	timeProfiles               entity[timeprofile.TimeProfile, timeprofile.TimeProfileFilter]
	users                      entity[useraccess.User, useraccess.UserFilter]
	userAccesses               entity[useraccess.StoredUserAccess, useraccess.UserAccessFilter]
	userAccessRoles            entity[useraccess.UserAccessRole, useraccess.RoleFilter]

	// nodes describes the same types to the fields that find objects of any type, by the kind of their IDs.
	nodes map[id.Kind]nodeType
}

func newEntities(collections Collections, schema *ast.Schema) *entities {
	e := &entities{nodes: map[id.Kind]nodeType{}}
	e.accesses = describe(e, schema, collections.Accesses, "Access", id.Access, "accesses", access.NotFound)
	e.accessRules = describe(e, schema, collections.AccessRules, "AccessRule", id.AccessRule, "accessRules", accessrule.RuleNotFound)
	e.applications = describe(e, schema, collections.Applications, "Application", id.Application, "applications", tenant.ApplicationNotFound)
	e.auditRecords = describe(e, schema, collections.AuditRecords, "AuditRecord", id.AuditRecord, "auditLog", absent)
	e.companies = describe(e, schema, collections.Companies, "Company", id.Company, "", absent)
	e.customers = describe(e, schema, collections.Customers, "Customer", id.Customer, "customers", useraccess.CustomerNotFound)
	e.externalPersonalIdentities = describe(e, schema, collections.ExternalPersonalIdentities, "ExternalPersonalIdentity", id.ExternalPersonalIdentity,
		"externalPersonalIdentities", roleaccount.IdentityNotFound)
	e.externalRoles = describe(e, schema, collections.ExternalRoles, "ExternalRole", id.ExternalRole, "externalRoles", roleaccount.RoleNotFound)
	e.externalRoleAccounts = describe(e, schema, collections.ExternalRoleAccounts, "ExternalRoleAccount", id.ExternalRoleAccount,
		"externalRoleAccounts", roleaccount.AccountNotFound)
	e.identifiers = describe(e, schema, collections.Identifiers, "Identifier", id.Identifier, "identifiers", accessrule.IdentifierNotFound)
	e.passages = describe(e, schema, collections.Passages, "Passage", id.Passage, "passages", absent)
	e.readers = describe(e, schema, collections.Readers, "Reader", id.Reader, "readers", absent)
	e.holidayCalendars = describe(e, schema, collections.HolidayCalendars, "HolidayCalendar", id.HolidayCalendar, "holidayCalendars",
		timeprofile.HolidayCalendarNotFound)
	e.timeProfiles = describe(e, schema, collections.TimeProfiles, "TimeProfile", id.TimeProfile, "timeProfiles", timeprofile.TimeProfileNotFound)
	e.users = describe(e, schema, collections.Users, "User", id.User, "users", useraccess.UserNotFound)
	e.userAccesses = describeAs(e, schema, collections.UserAccesses, "UserAccess", id.UserAccess, "userAccesses", useraccess.UserAccessNotFound,
		func(record *useraccess.StoredUserAccess) document.Document { return record.View() })
	e.userAccessRoles = describe(e, schema, collections.UserAccessRoles, "UserAccessRole", id.UserAccessRole, "userAccessRoles", useraccess.UserAccessRoleNotFound)
	return e
}

// absent is the notFound of a type that only the field node looks up, which is null for an absent object.
func absent(string) error { return document.ErrAbsent }

// describe returns the entity of a type whose objects are its documents, and adds it to the nodes.
func describe[T, F any, P connection.Pointer[T]](
	e *entities, schema *ast.Schema, documents Collection[T, F], typeName string, kind id.Kind, list string, notFound func(documentID string) error,
) entity[T, F] {
	return describeAs(e, schema, documents, typeName, kind, list, notFound, func(stored *T) document.Document { return P(stored) })
}

// describeAs is like describe, for a type whose objects convert returns for documents.
func describeAs[T, F any](
	e *entities, schema *ast.Schema, documents Collection[T, F], typeName string, kind id.Kind, list string, notFound func(documentID string) error,
	convert func(stored *T) document.Document,
) entity[T, F] {
	described := entity[T, F]{Collection: documents, kind: kind, list: list, notFound: notFound}
	e.nodes[kind] = nodeType{
		kind: kind, name: typeName, scope: scopeOf(schema, typeName),
		keys: func(loaders dataloaders.Loaders, ids []string) dataloaders.Keys {
			return described.loader(loaders).Keys(ids)
		},
		load: func(ctx context.Context, loaders dataloaders.Loaders, documentID string) (document.Document, error) {
			stored, err := described.loader(loaders).Load(ctx, documentID)
			if err != nil {
				return nil, err
			}
			return convert(stored), nil
		},
	}
	return described
}

// scopeOf returns the scope that reading a type requires: that of the root fields that return it or a page of it. It is empty if
// they require none.
func scopeOf(schema *ast.Schema, typeName string) actor.Scope {
	for _, field := range schema.Query.Fields {
		if name := field.Type.Name(); name != typeName && name != typeName+"Connection" {
			continue
		}
		if directive := field.Directives.ForName("requiresScope"); directive != nil {
			return actor.Scope(directive.Arguments.ForName("scope").Value.Raw)
		}
	}
	return ""
}

// loader returns the request's loader of the entity.
func (e entity[T, F]) loader(loaders dataloaders.Loaders) dataloaders.Documents[T] {
	return dataloaders.DocumentsOf(loaders, e.kind, e.Collection)
}

// load returns an object of the caller's company, or document.ErrAbsent.
func (e entity[T, F]) load(ctx context.Context, documentID string) (*T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	return e.loader(loaders).Load(ctx, documentID)
}

// lookUp returns an object of the caller's company, or the error of notFound.
func (e entity[T, F]) lookUp(ctx context.Context, documentID string) (*T, error) {
	object, err := e.load(ctx, documentID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, e.notFound(documentID)
	}
	return object, err
}

// loadMany returns objects in the order of their IDs; nil for an object that the company does not have.
func (e entity[T, F]) loadMany(ctx context.Context, documentIDs []string) ([]*T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	loader := e.loader(loaders)
	loader.Prefetch(ctx, documentIDs)
	objects := make([]*T, len(documentIDs))
	for i, documentID := range documentIDs {
		objects[i], err = loader.Load(ctx, documentID)
		if err != nil && !errors.Is(err, document.ErrAbsent) {
			return nil, err
		}
	}
	return objects, nil
}
