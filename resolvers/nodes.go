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
	// from is where load reads, for many at once.
	from func(dataloaders.Loaders) fetcher
}

// fetcher is a loader of objects.
type fetcher interface {
	Of(ids []string) dataloaders.Need
}

// nodeTypes are the types of the schema that implement Node, by the kind of their IDs.
func nodeTypes() map[id.Kind]nodeType {
	return map[id.Kind]nodeType{
		id.Company:                  nodesOf(dataloaders.Loaders.Companies, nothingMissing),
		id.Application:              nodesOf(dataloaders.Loaders.Applications, missingForApplication),
		id.Access:                   nodesOf(dataloaders.Loaders.Accesses, missing(actor.AccessRead)),
		id.ExternalPersonalIdentity: nodesOf(dataloaders.Loaders.ExternalIdentities, missing(actor.RoleAccountRead)),
		id.ExternalRole:             nodesOf(dataloaders.Loaders.ExternalRoles, missing(actor.RoleAccountRead)),
		id.ExternalRoleAccount:      nodesOf(dataloaders.Loaders.ExternalRoleAccounts, missing(actor.RoleAccountRead)),
		id.Customer:                 nodesOf(dataloaders.Loaders.Customers, missing(actor.UserAccessRead)),
		id.User:                     nodesOf(dataloaders.Loaders.Users, missing(actor.UserAccessRead)),
		id.UserAccess:               {missing(actor.UserAccessRead), userAccessNode, fetcherOf(dataloaders.Loaders.UserAccesses)},
		id.UserAccessRole:           nodesOf(dataloaders.Loaders.UserAccessRoles, missing(actor.UserAccessRead)),
		id.AccessRule:               nodesOf(dataloaders.Loaders.AccessRules, missing(actor.AccessRuleRead)),
		id.Identifier:               nodesOf(dataloaders.Loaders.Identifiers, missing(actor.AccessRuleRead)),
		id.AuditRecord:              nodesOf(dataloaders.Loaders.AuditRecords, missing(actor.AuditRead)),
		id.Reader:                   nodesOf(dataloaders.Loaders.Readers, missing(actor.AccessRuleRead)),
		id.Passage:                  nodesOf(dataloaders.Loaders.Passages, missing(actor.AccessRuleRead)),
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
		return nil, fault.New(fault.IDCountExceeded, limit, fault.Number(len(nodeIDs))).With("ids", "must have at most "+limit+" entries").Err()
	}
	if err := fetchNodes(ctx, nodeIDs); err != nil {
		return nil, err
	}
	found := make([]document.Document, len(nodeIDs))
	for i, nodeID := range nodeIDs {
		one, err := node(ctx, nodeID)
		switch {
		case err == nil:
			found[i] = one
		case !errors.Is(err, document.ErrAbsent):
			graphql.AddError(graphql.WithFieldContext(ctx, &graphql.FieldContext{Index: &i}), err)
		}
	}
	return found, nil
}

// fetchNodes reads what the caller may read, one call for each type.
func fetchNodes(ctx context.Context, nodeIDs []string) error {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return err
	}
	var needs []dataloaders.Need
	types := nodeTypes()
	for _, nodeID := range nodeIDs {
		kind, err := id.Parse(nodeID)
		found, known := types[kind]
		if err == nil && known && found.missing(*request.Caller, nodeID) == "" {
			needs = append(needs, found.from(request.Loaders).Of([]string{nodeID}))
		}
	}
	dataloaders.Fetch(ctx, needs...)
	return nil
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

func nodesOf[D any, P connection.Pointer[D]](
	from func(dataloaders.Loaders) dataloaders.Documents[D], missing func(actor.Caller, string) actor.Scope,
) nodeType {
	return nodeType{missing: missing, from: fetcherOf(from), load: func(ctx context.Context, documentID string) (document.Document, error) {
		found, err := load(ctx, from, documentID)
		if err != nil {
			return nil, err
		}
		return P(found), nil
	}}
}

func fetcherOf[D any](from func(dataloaders.Loaders) dataloaders.Documents[D]) func(dataloaders.Loaders) fetcher {
	return func(loaders dataloaders.Loaders) fetcher { return from(loaders) }
}

func userAccessNode(ctx context.Context, documentID string) (document.Document, error) {
	found, err := load(ctx, dataloaders.Loaders.UserAccesses, documentID)
	if err != nil {
		return nil, err
	}
	return found.View(), nil
}
