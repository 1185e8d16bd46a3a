package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Readers is the resolver for the readers field.
func (r *queryResolver) Readers(ctx context.Context, first *int, after *string, last *int, before *string, filter *accessrule.ReaderFilter, orderBy *model.ReaderOrder) (*connection.Connection[*accessrule.Reader], error) {
	selected := given(filter)
	if err := selected.Check(); err != nil {
		return nil, err
	}
	order := document.Order{ByName: true}
	if orderBy != nil {
		order = ordered(true, orderBy.Direction)
	}
	return list(ctx, r.readers, r.readers, selected, order, window(first, after, last, before))
}

// AccessRules is the batch resolver for the accessRules field.
func (r *readerResolver) AccessRules(ctx context.Context, objs []*accessrule.Reader, first *int, after *string, last *int, before *string, filter *accessrule.RuleFilter, orderBy *model.AccessRuleOrder) ([]*connection.Connection[*accessrule.AccessRule], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *accessrule.Reader) (*connection.Connection[*accessrule.AccessRule], error) {
		selected := given(filter).Normal()
		from := within(r.rulesBy(selected), &selected.Reader, obj.Reader)
		return r.listAccessRules(ctx, from, selected, orderBy, window(first, after, last, before))
	})
}

// Reader returns generated.ReaderResolver implementation.
func (r *Resolver) Reader() generated.ReaderResolver { return &readerResolver{r} }

type readerResolver struct{ *Resolver }
