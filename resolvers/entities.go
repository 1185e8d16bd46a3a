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
	"accessgraph/domain/id"
	"accessgraph/domain/roleaccount"
	"accessgraph/domain/tenant"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
)

// Collection is where the documents of one type are read.
type Collection[T, F any] interface {
	document.Reader[T]
	document.Lister[T, F]
}

// Collections are where the objects of the schema are read.
type Collections struct {
	Accesses             Collection[access.Access, access.Filter]
	AccessRules          Collection[accessrule.AccessRule, accessrule.RuleFilter]
	Applications         Collection[tenant.Application, tenant.ApplicationFilter]
	AuditRecords         Collection[audit.Record, audit.Filter]
	Companies            Collection[tenant.Company, document.Everything]
	Customers            Collection[useraccess.Customer, useraccess.CustomerFilter]
	ExternalIdentities   Collection[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter]
	ExternalRoles        Collection[roleaccount.ExternalRole, roleaccount.RoleFilter]
	ExternalRoleAccounts Collection[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter]
	Identifiers          Collection[accessrule.Identifier, accessrule.IdentifierFilter]
	Passages             Collection[accessrule.Passage, accessrule.PassageFilter]
	Readers              Collection[accessrule.Reader, accessrule.ReaderFilter]
	Users                Collection[useraccess.User, useraccess.UserFilter]
	UserAccesses         Collection[useraccess.Record, useraccess.UserAccessFilter]
	UserAccessRoles      Collection[useraccess.UserAccessRole, useraccess.RoleFilter]
}

// entity describes one type of object: how it is loaded, listed, and missed.
type entity[T, F any] struct {
	Collection[T, F]

	// typeName is the type's name in the schema. The scope that reading one needs is that of the root fields which return it.
	typeName string
	kind     id.Kind
	// list is the name of the type's list, for its cursors: the same wherever the list is reached.
	list string
	// notFound returns the error of an ID that no object of the company has.
	notFound func(documentID string) error
}

// entities has one entity for each type of the schema that implements Node.
type entities struct {
	accesses             entity[access.Access, access.Filter]
	accessRules          entity[accessrule.AccessRule, accessrule.RuleFilter]
	applications         entity[tenant.Application, tenant.ApplicationFilter]
	auditRecords         entity[audit.Record, audit.Filter]
	companies            entity[tenant.Company, document.Everything]
	customers            entity[useraccess.Customer, useraccess.CustomerFilter]
	externalIdentities   entity[roleaccount.ExternalPersonalIdentity, roleaccount.IdentityFilter]
	externalRoles        entity[roleaccount.ExternalRole, roleaccount.RoleFilter]
	externalRoleAccounts entity[roleaccount.ExternalRoleAccount, roleaccount.AccountFilter]
	identifiers          entity[accessrule.Identifier, accessrule.IdentifierFilter]
	passages             entity[accessrule.Passage, accessrule.PassageFilter]
	readers              entity[accessrule.Reader, accessrule.ReaderFilter]
	users                entity[useraccess.User, useraccess.UserFilter]
	userAccesses         entity[useraccess.Record, useraccess.UserAccessFilter]
	userAccessRoles      entity[useraccess.UserAccessRole, useraccess.RoleFilter]

	// nodes are the same, by the kind of their IDs.
	nodes map[id.Kind]nodeType
}

func newEntities(in Collections, schema *ast.Schema) *entities {
	e := &entities{nodes: map[id.Kind]nodeType{}}
	e.accesses = describe(e, schema, in.Accesses, "Access", id.Access, "accesses", access.NotFound)
	e.accessRules = describe(e, schema, in.AccessRules, "AccessRule", id.AccessRule, "accessRules", accessrule.RuleNotFound)
	e.applications = describe(e, schema, in.Applications, "Application", id.Application, "applications", tenant.ApplicationNotFound)
	e.auditRecords = describe(e, schema, in.AuditRecords, "AuditRecord", id.AuditRecord, "auditLog", absent)
	e.companies = describe(e, schema, in.Companies, "Company", id.Company, "", absent)
	e.customers = describe(e, schema, in.Customers, "Customer", id.Customer, "customers", useraccess.CustomerNotFound)
	e.externalIdentities = describe(e, schema, in.ExternalIdentities, "ExternalPersonalIdentity", id.ExternalPersonalIdentity,
		"externalPersonalIdentities", roleaccount.IdentityNotFound)
	e.externalRoles = describe(e, schema, in.ExternalRoles, "ExternalRole", id.ExternalRole, "externalRoles", roleaccount.RoleNotFound)
	e.externalRoleAccounts = describe(e, schema, in.ExternalRoleAccounts, "ExternalRoleAccount", id.ExternalRoleAccount,
		"externalRoleAccounts", roleaccount.AccountNotFound)
	e.identifiers = describe(e, schema, in.Identifiers, "Identifier", id.Identifier, "identifiers", accessrule.IdentifierNotFound)
	e.passages = describe(e, schema, in.Passages, "Passage", id.Passage, "passages", absent)
	e.readers = describe(e, schema, in.Readers, "Reader", id.Reader, "readers", absent)
	e.users = describe(e, schema, in.Users, "User", id.User, "users", useraccess.UserNotFound)
	e.userAccesses = describeAs(e, schema, in.UserAccesses, "UserAccess", id.UserAccess, "userAccesses", useraccess.UserAccessNotFound,
		func(record *useraccess.Record) document.Document { return record.View() })
	e.userAccessRoles = describe(e, schema, in.UserAccessRoles, "UserAccessRole", id.UserAccessRole, "userAccessRoles", useraccess.UserAccessRoleNotFound)
	return e
}

// absent is the error of a type whose objects no field looks up by ID, except node, which is null then.
func absent(string) error { return document.ErrAbsent }

// describe returns the entity of a type whose documents are its objects, and notes it as a node.
func describe[T, F any, P connection.Pointer[T]](
	e *entities, schema *ast.Schema, in Collection[T, F], typeName string, kind id.Kind, list string, notFound func(documentID string) error,
) entity[T, F] {
	return describeAs(e, schema, in, typeName, kind, list, notFound, func(stored *T) document.Document { return P(stored) })
}

// describeAs is describe for a type whose objects are made of documents.
func describeAs[T, F any](
	e *entities, schema *ast.Schema, in Collection[T, F], typeName string, kind id.Kind, list string, notFound func(documentID string) error,
	object func(stored *T) document.Document,
) entity[T, F] {
	described := entity[T, F]{Collection: in, typeName: typeName, kind: kind, list: list, notFound: notFound}
	e.nodes[kind] = nodeType{
		kind: kind, scope: scopeOf(schema, typeName),
		need: func(loaders dataloaders.Loaders, ids []string) dataloaders.Need {
			return described.loader(loaders).Of(ids)
		},
		load: func(ctx context.Context, loaders dataloaders.Loaders, documentID string) (document.Document, error) {
			stored, err := described.loader(loaders).Load(ctx, documentID)
			if err != nil {
				return nil, err
			}
			return object(stored), nil
		},
	}
	return described
}

// scopeOf returns the scope that the root fields require which return a type or a page of it; empty if none requires one.
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

// load reads an object of the caller's company. It returns document.ErrAbsent if there is none.
func (e entity[T, F]) load(ctx context.Context, documentID string) (*T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	return e.loader(loaders).Load(ctx, documentID)
}

// lookUp reads an object, or returns the documented error if there is none.
func (e entity[T, F]) lookUp(ctx context.Context, documentID string) (*T, error) {
	object, err := e.load(ctx, documentID)
	if errors.Is(err, document.ErrAbsent) {
		return nil, e.notFound(documentID)
	}
	return object, err
}

// loadMany returns objects in the order of their IDs, nil for those that the company does not have.
func (e entity[T, F]) loadMany(ctx context.Context, documentIDs []string) ([]*T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	loader := e.loader(loaders)
	loader.Fetch(ctx, documentIDs)
	objects := make([]*T, len(documentIDs))
	for i, documentID := range documentIDs {
		objects[i], err = loader.Load(ctx, documentID)
		if err != nil && !errors.Is(err, document.ErrAbsent) {
			return nil, err
		}
	}
	return objects, nil
}
