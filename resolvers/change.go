package resolvers

import (
	"context"

	"accessgraph/domain/audit"
	"accessgraph/domain/document"
	"accessgraph/graph/generated"
)

// Subject is the batch resolver for the subject field.
func (r *changeEventResolver) Subject(ctx context.Context, objs []*audit.ChangeEvent) ([]document.Document, error) {
	records := make([]*audit.Record, len(objs))
	for i, event := range objs {
		records[i] = event.Record
	}
	return r.subjects(ctx, records)
}

// Changes is the resolver for the changes field.
func (r *queryResolver) Changes(ctx context.Context, after *string, first int, types []string, subjectIds []string) (*audit.ChangePage, error) {
	return r.followChanges(ctx, types, audit.ChangesRequest{After: after, First: first, SubjectIDs: subjectIds})
}

// ChangeEvent returns generated.ChangeEventResolver implementation.
func (r *Resolver) ChangeEvent() generated.ChangeEventResolver { return &changeEventResolver{r} }

type changeEventResolver struct{ *Resolver }
