package resolvers

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"

	"accessgraph/dataloaders"
	"accessgraph/domain/actor"
	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
	"accessgraph/graph/connection"
)

// maxNodes is the most objects that one field reads by their IDs.
const maxNodes = 100

// nodeType is one type of object that node finds.
type nodeType struct {
	// missing returns the scope that the caller needs for the object and does not hold; empty when none is missing.
	missing func(calling actor.Caller, documentID string) actor.Scope
	load    func(ctx context.Context, documentID string) (document.Document, error)
}

// nodeTypes are the types of the schema that implement Node, by the kind of their IDs.
func nodeTypes() map[id.Kind]nodeType {
	return map[id.Kind]nodeType{
		id.Company:                  {nothingMissing, asNode((*dataloaders.Loaders).Companies)},
		id.Application:              {missingForApplication, asNode((*dataloaders.Loaders).Applications)},
		id.Access:                   {missing(actor.AccessRead), asNode((*dataloaders.Loaders).Accesses)},
		id.ExternalPersonalIdentity: {missing(actor.RoleAccountRead), asNode((*dataloaders.Loaders).ExternalIdentities)},
		id.ExternalRole:             {missing(actor.RoleAccountRead), asNode((*dataloaders.Loaders).ExternalRoles)},
		id.ExternalRoleAccount:      {missing(actor.RoleAccountRead), asNode((*dataloaders.Loaders).ExternalRoleAccounts)},
		id.Customer:                 {missing(actor.UserAccessRead), asNode((*dataloaders.Loaders).Customers)},
		id.User:                     {missing(actor.UserAccessRead), asNode((*dataloaders.Loaders).Users)},
		id.UserAccess:               {missing(actor.UserAccessRead), userAccessNode},
		id.UserAccessRole:           {missing(actor.UserAccessRead), asNode((*dataloaders.Loaders).UserAccessRoles)},
		id.AccessRule:               {missing(actor.AccessRuleRead), asNode((*dataloaders.Loaders).AccessRules)},
		id.Identifier:               {missing(actor.AccessRuleRead), asNode((*dataloaders.Loaders).Identifiers)},
	}
}

// node reads any object of the caller's company. It returns document.ErrAbsent when there is none, and raises
// SCOPE_REQUIRED by the type that the ID names, whether the object exists or not.
func node(ctx context.Context, nodeID string) (document.Document, error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	kind, err := id.Parse(nodeID)
	found, known := nodeTypes()[kind]
	if err != nil || !known {
		return nil, document.ErrAbsent
	}
	if scope := found.missing(calling, nodeID); scope != "" {
		return nil, scopeRequired(ctx, scope)
	}
	return found.load(ctx, nodeID)
}

// nodes answers null in the place of what is absent or failed, with an error in the place of what failed.
func nodes(ctx context.Context, nodeIDs []string) ([]document.Document, error) {
	if len(nodeIDs) > maxNodes {
		limit := fault.Number(maxNodes)
		return nil, fault.New(fault.TooManyIDs, limit, fault.Number(len(nodeIDs))).With("ids", "must have at most "+limit+" entries").Err()
	}
	found := make([]document.Document, len(nodeIDs))
	for i, one := range each(nodeIDs, func(nodeID string) (document.Document, error) { return node(ctx, nodeID) }) {
		if one.err == nil {
			found[i] = one.value
		} else if !errors.Is(one.err, document.ErrAbsent) {
			place := graphql.WithFieldContext(ctx, &graphql.FieldContext{Index: &i})
			graphql.AddError(place, one.err)
		}
	}
	return found, nil
}

func nothingMissing(actor.Caller, string) actor.Scope { return "" }

func missing(needed actor.Scope) func(actor.Caller, string) actor.Scope {
	return func(calling actor.Caller, _ string) actor.Scope {
		if calling.Holds(needed) {
			return ""
		}
		return needed
	}
}

// missingForApplication is none for the caller's own application.
func missingForApplication(calling actor.Caller, applicationID string) actor.Scope {
	if calling.MayReadApplication(applicationID) {
		return ""
	}
	return actor.Admin
}

func asNode[D any, P connection.Pointer[D]](
	from func(*dataloaders.Loaders) *dataloaders.Documents[D],
) func(context.Context, string) (document.Document, error) {
	return func(ctx context.Context, documentID string) (document.Document, error) {
		found, err := load(ctx, from, documentID)
		if err != nil {
			return nil, err
		}
		return P(found), nil
	}
}

func userAccessNode(ctx context.Context, documentID string) (document.Document, error) {
	found, err := load(ctx, (*dataloaders.Loaders).UserAccesses, documentID)
	if err != nil {
		return nil, err
	}
	return found.View(), nil
}
