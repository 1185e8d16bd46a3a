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
)

// maxNodes is the most objects that one field reads by their IDs.
const maxNodes = 100

// nodeType is one type of object that node finds.
type nodeType struct {
	kind id.Kind
	// scope is what reading an object needs; empty if any key will do.
	scope actor.Scope
	load  func(ctx context.Context, loaders dataloaders.Loaders, documentID string) (document.Document, error)
	need  func(loaders dataloaders.Loaders, ids []string) dataloaders.Need
}

// missing returns the scope that a caller needs for an object and does not hold; empty if none is missing. The caller's own
// application needs none.
func (t nodeType) missing(caller actor.Caller, documentID string) actor.Scope {
	if t.scope == "" || caller.Holds(t.scope) || t.kind == id.Application && caller.MayReadApplication(documentID) {
		return ""
	}
	return t.scope
}

// nodeTypeOf returns the type that an ID names; false if there is none.
func (e *entities) nodeTypeOf(nodeID string) (nodeType, bool) {
	kind, err := id.Parse(nodeID)
	if err != nil {
		return nodeType{}, false
	}
	found, ok := e.nodes[kind]
	return found, ok
}

// node reads any object of the caller's company. It returns document.ErrAbsent when there is none, and raises
// SCOPE_REQUIRED by the type that the ID names, whether the object exists or not.
func (e *entities) node(ctx context.Context, nodeID string) (document.Document, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	nodeType, ok := e.nodeTypeOf(nodeID)
	if !ok {
		return nil, document.ErrAbsent
	}
	if scope := nodeType.missing(*request.Caller, nodeID); scope != "" {
		return nil, scopeRequired(ctx, scope)
	}
	return nodeType.load(ctx, request.Loaders, nodeID)
}

// listNodes returns null in the place of an object that is absent or failed, with an error in the place of one that failed.
func (e *entities) listNodes(ctx context.Context, nodeIDs []string) ([]document.Document, error) {
	if len(nodeIDs) > maxNodes {
		limit := fault.Number(maxNodes)
		return nil, fault.New(fault.IDCountExceeded, limit, fault.Number(len(nodeIDs))).With("ids", "must have at most "+limit+" entries").Err()
	}
	if err := e.fetchNodes(ctx, nodeIDs); err != nil {
		return nil, err
	}
	found := make([]document.Document, len(nodeIDs))
	for i, nodeID := range nodeIDs {
		one, err := e.node(ctx, nodeID)
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
func (e *entities) fetchNodes(ctx context.Context, nodeIDs []string) error {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return err
	}
	var needs []dataloaders.Need
	for _, nodeID := range nodeIDs {
		if nodeType, ok := e.nodeTypeOf(nodeID); ok && nodeType.missing(*request.Caller, nodeID) == "" {
			needs = append(needs, nodeType.need(request.Loaders, []string{nodeID}))
		}
	}
	dataloaders.Fetch(ctx, needs...)
	return nil
}
