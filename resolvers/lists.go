package resolvers

import (
	"context"
	"slices"

	"accessgraph/dataloaders"
	"accessgraph/domain/document"
	"accessgraph/graph/connection"
)

// listing is a list that a field answers with.
type listing[D, F any] struct {
	// name is the list's own, for its cursors: the same list by the same name, wherever it is reached.
	name   document.List
	from   document.Lister[D, F]
	filter F
	// loader is spared the documents of the page.
	loader choose[D]
}

// list answers with a page of documents as they are.
func list[D, F any, P connection.Pointer[D]](ctx context.Context, wanted listing[D, F], first *int, after *string) (*connection.Connection[P], error) {
	return listAs(ctx, wanted, first, after, func(shown P) P { return shown })
}

// listAs answers with a page of documents, each as the schema shows it.
func listAs[T, D, F any, P connection.Pointer[D]](
	ctx context.Context, wanted listing[D, F], first *int, after *string, show func(P) T,
) (*connection.Connection[T], error) {
	calling, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	request, err := wanted.name.Page(first, after)
	if err != nil {
		return nil, err
	}
	page, err := wanted.from.List(ctx, calling.CompanyID, wanted.filter, request)
	if err != nil {
		return nil, err
	}
	loaders, err := dataloaders.For(ctx)
	if err != nil {
		return nil, err
	}
	for _, item := range page.Items {
		wanted.loader(loaders).Prime(P(item).Meta().ID, item)
	}
	return connection.Of(wanted.name, page, show), nil
}

// references lists documents that another names by their IDs, in the order of their creation.
type references[D any] struct {
	ids    []string
	loader choose[D]
}

// List leaves out what the company does not have.
func (r references[D]) List(ctx context.Context, _ string, _ document.Everything, request document.PageRequest) (document.Page[D], error) {
	ids := slices.Sorted(slices.Values(r.ids))
	start, found := slices.BinarySearch(ids, request.AfterID)
	if found {
		start++
	}
	end := min(start+request.First, len(ids))
	page := document.Page[D]{HasNext: end < len(ids), HasPrevious: request.AfterID != ""}
	items, err := loadMany(ctx, r.loader, ids[start:end])
	page.Items = items
	return page, err
}
