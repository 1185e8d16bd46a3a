package resolvers

import (
	"context"

	"accessgraph/graph/model"
)

// ServerInfo is the resolver for the serverInfo field.
func (r *queryResolver) ServerInfo(ctx context.Context) (*model.ServerInfo, error) {
	return &r.Server, nil
}
