package resolvers

import (
	"context"
	"time"

	"accessgraph/domain/accessrule"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Changes is the resolver for the changes field.
func (r *passagePreviewResolver) Changes(ctx context.Context, obj *accessrule.Preview, first *int, after *string, last *int, before *string) (*connection.Connection[*accessrule.PassageChange], error) {
	return cutDerived("previewPassages", obj.Arguments, obj.Changes, pageArguments(first, after, last, before))
}

// PreviewPassages is the resolver for the previewPassages field.
func (r *queryResolver) PreviewPassages(ctx context.Context, changes []model.PassageChangeInput, reader *string, at *time.Time) (*accessrule.Preview, error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	tried := make([]accessrule.TriedChange, len(changes))
	for i, change := range changes {
		tried[i] = triedChange(change)
	}
	previewer := accessrule.Previewer{Doors: r.Services.AccessRule, TimeProfiles: r.Services.TimeProfile, IdentifierLists: r.identifiers}
	return previewer.Preview(ctx, caller, tried, reader, at)
}

// PassagePreview returns generated.PassagePreviewResolver implementation.
func (r *Resolver) PassagePreview() generated.PassagePreviewResolver {
	return &passagePreviewResolver{r}
}

type passagePreviewResolver struct{ *Resolver }
