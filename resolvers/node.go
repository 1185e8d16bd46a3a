package resolvers

import (
	"context"

	"accessgraph/domain/document"
)

// Node is the resolver for the node field.
func (r *queryResolver) Node(ctx context.Context, id string) (document.Document, error) {
	return nullIfAbsent(r.node(ctx, id))
}

// Nodes is the resolver for the nodes field.
func (r *queryResolver) Nodes(ctx context.Context, ids []string) ([]document.Document, error) {
	return r.listNodes(ctx, ids)
}
