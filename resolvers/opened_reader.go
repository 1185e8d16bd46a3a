package resolvers

import (
	"context"
	"time"

	"accessgraph/domain/accessrule"
	"accessgraph/graph/connection"
)

// Opens is the batch resolver for the opens field.
func (r *identifierResolver) Opens(ctx context.Context, objs []*accessrule.Identifier, first *int, after *string, last *int, before *string, at *time.Time) ([]*connection.Connection[*accessrule.OpenedReader], error) {
	caller, err := callerOf(ctx)
	if err != nil {
		return nil, err
	}
	opened, err := r.Services.AccessRule.Opens(ctx, caller.CompanyID, objs, at)
	if err != nil {
		return nil, err
	}
	return each(indexes(len(objs)), func(i int) (*connection.Connection[*accessrule.OpenedReader], error) {
		return cutDerived("opens", []any{objs[i].ID, at}, opened[i], pageArguments(first, after, last, before))
	})
}
