package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// within restricts a filter to the objects of an owner and returns the lister to read them from. The lister is empty if the
// filter names another owner.
func within[D, F any](lister document.Lister[D, F], ownerField **string, owner string) document.Lister[D, F] {
	if *ownerField != nil && **ownerField != owner {
		return emptyLister[D, F]{}
	}
	*ownerField = &owner
	return lister
}

// emptyLister lists nothing.
type emptyLister[D, F any] struct{}

// List returns an empty page.
func (emptyLister[D, F]) List(_ context.Context, _ string, _ F, request document.PageRequest) (document.Page[D], error) {
	return document.Cut([]*D{}, func(*D) string { return "" }, request), nil
}

func pageArguments(first *int, after *string, last *int, before *string) document.PageArguments {
	return document.PageArguments{First: first, After: after, Last: last, Before: before}
}

// valueOrZero returns the value that p points to, or the zero value if p is nil.
func valueOrZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// newOrder returns the order of a list.
func newOrder(byName bool, direction model.OrderDirection) document.Order {
	return document.Order{ByName: byName, Descending: direction == model.OrderDirectionDesc}
}

// list returns a page of objects that are documents.
func list[D, F any, P connection.Pointer[D]](
	ctx context.Context, e entity[D, F], lister document.Lister[D, F], filter F, order document.Order, arguments document.PageArguments,
) (*connection.Connection[P], error) {
	return listAs(ctx, e, lister, filter, order, arguments, func(stored P) P { return stored })
}

// listAs returns a page of the objects that convert returns for documents. lister is the entity's collection or another
// list of its documents.
func listAs[T, D, F any, P connection.Pointer[D]](
	ctx context.Context, e entity[D, F], lister document.Lister[D, F], filter F, order document.Order, arguments document.PageArguments, convert func(P) T,
) (*connection.Connection[T], error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	documents, err := document.NewList(e.list, filter, order)
	if err != nil {
		return nil, err
	}
	pageRequest, err := documents.Page(arguments)
	if err != nil {
		return nil, err
	}
	var page document.Page[D]
	if err := request.Loaders.List(ctx, func() (err error) {
		page, err = dataloaders.Page(ctx, request.Loaders, documents.Key(pageRequest), func() (document.Page[D], error) {
			return lister.List(ctx, request.Caller.CompanyID, filter, pageRequest)
		})
		return err
	}); err != nil {
		return nil, err
	}
	e.loader(request.Loaders).PrimeAll(page.Items, func(item *D) string { return P(item).Meta().ID })
	return connection.Of(&documents, page, convert), nil
}

// cutDerived returns a page of objects that are derived, and stored nowhere: all of them are there, in the order of their names.
// The name and the identity tell the list from others.
func cutDerived[T any, P interface {
	connection.Pointer[T]
	document.Searchable
}](name string, identity []any, all []*T, page document.PageArguments) (*connection.Connection[P], error) {
	derived, err := document.NewList(name, identity, document.Order{ByName: true})
	if err != nil {
		return nil, err
	}
	request, err := derived.Page(page)
	if err != nil {
		return nil, err
	}
	cut := document.Cut(all, func(item *T) string { return P(item).Key().NameKey }, request)
	return connection.Of(&derived, cut, func(item P) P { return item }), nil
}
