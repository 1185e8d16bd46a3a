package resolvers

import (
	"context"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/generated"
	"accessgraph/graph/model"
)

// Reader is the resolver for the reader field.
func (r *queryResolver) Reader(ctx context.Context, reader string) (*accessrule.Reader, error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	readerID, err := accessrule.ReaderID(request.Caller.CompanyID, reader)
	if err != nil {
		return nil, err
	}
	return nilIfAbsent(r.readers.loader(request.Loaders).Load(ctx, readerID))
}

// Readers is the resolver for the readers field.
func (r *queryResolver) Readers(ctx context.Context, first *int, after *string, last *int, before *string, filter *accessrule.ReaderFilter, orderBy *model.ReaderOrder) (*connection.Connection[*accessrule.Reader], error) {
	criteria := valueOrZero(filter)
	if err := criteria.Check(); err != nil {
		return nil, err
	}
	order := document.Order{ByName: true}
	if orderBy != nil {
		order = newOrder(true, orderBy.Direction)
	}
	return list(ctx, r.readers, r.readers, criteria, order, pageArguments(first, after, last, before))
}

// AccessRules is the batch resolver for the accessRules field.
func (r *readerResolver) AccessRules(ctx context.Context, objs []*accessrule.Reader, first *int, after *string, last *int, before *string, filter *accessrule.AccessRuleFilter, orderBy *model.AccessRuleOrder) ([]*connection.Connection[*accessrule.AccessRule], error) {
	return eachPage(ctx, objs, func(ctx context.Context, obj *accessrule.Reader) (*connection.Connection[*accessrule.AccessRule], error) {
		criteria := valueOrZero(filter).Normal()
		lister := within(r.rulesFor(criteria), &criteria.Reader, obj.Reader)
		return r.listAccessRules(ctx, lister, criteria, orderBy, pageArguments(first, after, last, before))
	})
}

// Reader returns generated.ReaderResolver implementation.
func (r *Resolver) Reader() generated.ReaderResolver { return &readerResolver{r} }

type readerResolver struct{ *Resolver }
