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

// maxNodes is the most objects that one `nodes` field returns.
const maxNodes = 100

// nodeType describes a type that implements Node to the fields that find objects of any type.
type nodeType struct {
	// name is the name of the type in the schema.
	name string
	kind id.Kind
	// scope is the scope that reading an object requires; empty if any key may read it.
	scope actor.Scope
	load  func(ctx context.Context, loaders dataloaders.Loaders, documentID string) (document.Document, error)
	keys  func(loaders dataloaders.Loaders, ids []string) dataloaders.Keys
}

// missingScope returns the scope that reading an object requires and the caller does not hold, or "". The caller's own
// application requires none.
func (t nodeType) missingScope(caller actor.Caller, documentID string) actor.Scope {
	if t.scope == "" || caller.Holds(t.scope) || t.kind == id.Application && caller.MayReadApplication(documentID) {
		return ""
	}
	return t.scope
}

// nodeTypeOf returns the type of the object that an ID names. ok is false if the ID is of no such type.
func (e *entities) nodeTypeOf(nodeID string) (t nodeType, ok bool) {
	kind, err := id.Parse(nodeID)
	if err != nil {
		return nodeType{}, false
	}
	t, ok = e.nodes[kind]
	return t, ok
}

// node returns an object of the caller's company, or document.ErrAbsent. It raises SCOPE_REQUIRED by the type of the ID,
// whether the object exists or not.
func (e *entities) node(ctx context.Context, nodeID string) (document.Document, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	t, ok := e.nodeTypeOf(nodeID)
	if !ok {
		return nil, document.ErrAbsent
	}
	if scope := t.missingScope(*request.Caller, nodeID); scope != "" {
		return nil, scopeRequired(ctx, scope)
	}
	return t.load(ctx, request.Loaders, nodeID)
}

// listNodes returns the objects in the order of their IDs. An object that is absent or cannot be read is null; the latter has
// an error as well.
func (e *entities) listNodes(ctx context.Context, nodeIDs []string) ([]document.Document, error) {
	if len(nodeIDs) > maxNodes {
		limit := fault.Number(maxNodes)
		return nil, fault.New(fault.IDCountExceeded, limit, fault.Number(len(nodeIDs))).With("ids", "must have at most "+limit+" entries").Err()
	}
	if err := e.prefetchNodes(ctx, nodeIDs); err != nil {
		return nil, err
	}
	nodes := make([]document.Document, len(nodeIDs))
	for i, nodeID := range nodeIDs {
		node, err := e.node(ctx, nodeID)
		switch {
		case err == nil:
			nodes[i] = node
		case !errors.Is(err, document.ErrAbsent):
			graphql.AddError(graphql.WithFieldContext(ctx, &graphql.FieldContext{Index: &i}), err)
		}
	}
	return nodes, nil
}

// readableNodes returns the object of each ID, read in one batch for each type. It is nil without an error if the ID is empty, if the
// object does not exist, and if the caller may not read it.
func (e *entities) readableNodes(ctx context.Context, nodeIDs []string) ([]document.Document, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	if err := e.prefetchNodes(ctx, nodeIDs); err != nil {
		return nil, err
	}
	return each(nodeIDs, func(nodeID string) (document.Document, error) {
		t, ok := e.nodeTypeOf(nodeID)
		if !ok || t.missingScope(*request.Caller, nodeID) != "" {
			return nullIfAbsent(nil, document.ErrAbsent)
		}
		return nullIfAbsent(t.load(ctx, request.Loaders, nodeID))
	})
}

// prefetchNodes reads the objects that the caller may read, in one batch for each type.
func (e *entities) prefetchNodes(ctx context.Context, nodeIDs []string) error {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return err
	}
	var keys []dataloaders.Keys
	for _, nodeID := range nodeIDs {
		if t, ok := e.nodeTypeOf(nodeID); ok && t.missingScope(*request.Caller, nodeID) == "" {
			keys = append(keys, t.keys(request.Loaders, []string{nodeID}))
		}
	}
	dataloaders.Prefetch(ctx, keys...)
	return nil
}

// nullIfAbsent returns a nil object without an error for document.ErrAbsent, and passes on every other result.
func nullIfAbsent(object document.Document, err error) (document.Document, error) {
	if errors.Is(err, document.ErrAbsent) {
		var null document.Document
		return null, nil
	}
	return object, err
}
