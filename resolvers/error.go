package resolvers

import (
	"context"

	"accessgraph/domain/fault"
	"accessgraph/graph/generated"
)

// Source is the resolver for the source field.
func (r *errorDefinitionResolver) Source(ctx context.Context, obj *fault.Entry) (*string, error) {
	if obj.Source == "" {
		return none[string]()
	}
	return &obj.Source, nil
}

// ErrorCatalog is the resolver for the errorCatalog field.
func (r *queryResolver) ErrorCatalog(ctx context.Context, reasons []fault.Reason, codes []fault.Code) ([]fault.Entry, error) {
	return errorCatalog(reasons, codes)
}

// PossibleErrors is the resolver for the possibleErrors field.
func (r *queryResolver) PossibleErrors(ctx context.Context, coordinate string) ([]fault.Entry, error) {
	return possibleErrors(r.schema, coordinate)
}

// ErrorDefinition returns generated.ErrorDefinitionResolver implementation.
func (r *Resolver) ErrorDefinition() generated.ErrorDefinitionResolver {
	return &errorDefinitionResolver{r}
}

type errorDefinitionResolver struct{ *Resolver }
