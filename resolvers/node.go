package resolvers

import (
	"context"
	"errors"

	"accessgraph/domain/document"
)

// Node is the resolver for the node field.
func (r *queryResolver) Node(ctx context.Context, id string) (document.Document, error) {
	found, err := r.node(ctx, id)
	if errors.Is(err, document.ErrAbsent) {
		return found, nil
	}
	return found, err
}

// Nodes is the resolver for the nodes field.
func (r *queryResolver) Nodes(ctx context.Context, ids []string) ([]document.Document, error) {
	return r.listNodes(ctx, ids)
}
