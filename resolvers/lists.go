package resolvers

import (
	"context"

	"accessgraph/dataloaders"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
	"accessgraph/graph/model"
)

// listing is a list that a field answers with.
type listing[D, F any] struct {
	// name is the list's own, for its cursors: the same list by the same name, wherever it is reached.
	name   string
	from   document.Lister[D, F]
	filter F
	order  document.Order
	// loader is spared the documents of the page.
	loader choose[D]
}

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

// list answers with a page of documents as they are.
func list[D, F any, P connection.Pointer[D]](ctx context.Context, wanted listing[D, F], asked document.Window) (*connection.Connection[P], error) {
	return listAs(ctx, wanted, asked, func(shown P) P { return shown })
}

// listAs answers with a page of documents, each as the schema shows it.
func listAs[T, D, F any, P connection.Pointer[D]](
	ctx context.Context, wanted listing[D, F], asked document.Window, show func(P) T,
) (*connection.Connection[T], error) {
	sent, err := authenticatedRequest(ctx)
	if err != nil {
		return nil, err
	}
	described, err := document.NewList(wanted.name, wanted.filter, wanted.order)
	if err != nil {
		return nil, err
	}
	request, err := described.Page(asked)
	if err != nil {
		return nil, err
	}
	loaders := sent.Loaders
	var page document.Page[D]
	if err := loaders.List(ctx, func() (err error) {
		page, err = dataloaders.Page(ctx, loaders, described.Key(request), func() (document.Page[D], error) {
			return wanted.from.List(ctx, sent.Caller.CompanyID, wanted.filter, request)
		})
		return err
	}); err != nil {
		return nil, err
	}
	wanted.loader(loaders).PrimeAll(page.Items, func(item *D) string { return P(item).Meta().ID })
	return connection.Of(&described, page, show), nil
}
