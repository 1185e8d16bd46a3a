package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// within anchors a filter to the object that a list belongs to, and returns where the list is read from: nowhere, when the
// filter names another object.
func within[D, F any](from document.Lister[D, F], anchor **string, owner string) document.Lister[D, F] {
	if *anchor != nil && **anchor != owner {
		return nowhere[D, F]{}
	}
	*anchor = &owner
	return from
}

// nowhere is an empty list.
type nowhere[D, F any] struct{}

// List returns an empty page.
func (nowhere[D, F]) List(_ context.Context, _ string, _ F, request document.PageRequest) (document.Page[D], error) {
	return document.Cut([]*D{}, func(*D) string { return "" }, request), nil
}

func window(first *int, after *string, last *int, before *string) document.Window {
	return document.Window{First: first, After: after, Last: last, Before: before}
}

// given is a filter that may be left out.
func given[F any](filter *F) F {
	if filter == nil {
		var everything F
		return everything
	}
	return *filter
}

func ordered(byName bool, direction model.OrderDirection) document.Order {
	return document.Order{ByName: byName, Descending: direction == model.OrderDirectionDesc}
}

// list returns a page of objects that are documents.
func list[D, F any, P connection.Pointer[D]](
	ctx context.Context, of entity[D, F], from document.Lister[D, F], filter F, order document.Order, window document.Window,
) (*connection.Connection[P], error) {
	return listAs(ctx, of, from, filter, order, window, func(stored P) P { return stored })
}

// listAs returns a page of objects that are made of documents. It is read from the entity's collection, or from another list
// of the same documents.
func listAs[T, D, F any, P connection.Pointer[D]](
	ctx context.Context, of entity[D, F], from document.Lister[D, F], filter F, order document.Order, window document.Window, show func(P) T,
) (*connection.Connection[T], error) {
	request, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	described, err := document.NewList(of.list, filter, order)
	if err != nil {
		return nil, err
	}
	asked, err := described.Page(window)
	if err != nil {
		return nil, err
	}
	var page document.Page[D]
	if err := request.Loaders.List(ctx, func() (err error) {
		page, err = dataloaders.Page(ctx, request.Loaders, described.Key(asked), func() (document.Page[D], error) {
			return from.List(ctx, request.Caller.CompanyID, filter, asked)
		})
		return err
	}); err != nil {
		return nil, err
	}
	of.loader(request.Loaders).PrimeAll(page.Items, func(item *D) string { return P(item).Meta().ID })
	return connection.Of(&described, page, show), nil
}
