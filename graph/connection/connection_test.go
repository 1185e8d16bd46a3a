package connection_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/id"
	"accessgraph/domain/useraccess"
	"accessgraph/graph/connection"
)

func cursorOf[T any](t *testing.T, get func() (T, error)) T {
	t.Helper()
	cursor, err := get()
	require.NoError(t, err)
	return cursor
}

func itself(user *useraccess.User) *useraccess.User { return user }

func usersList(t *testing.T) *document.List {
	t.Helper()
	list, err := document.NewList("users", nil, document.Order{})
	require.NoError(t, err)
	return &list
}

// users returns users in the order of their creation.
func users(t *testing.T, count int) []*useraccess.User {
	t.Helper()
	all := make([]*useraccess.User, count)
	for i := range all {
		userID, err := domaintest.NewID(id.User)
		require.NoError(t, err)
		all[i] = &useraccess.User{Base: document.Base{ID: userID}}
	}
	return all
}

func cut(all []*useraccess.User, request document.PageRequest) document.Page[useraccess.User] {
	return document.Cut(all, func(user *useraccess.User) string { return user.ID }, request)
}

func TestOf_EmptyPage(t *testing.T) {
	all := users(t, 7)
	c := connection.Of(usersList(t), cut(all, document.PageRequest{First: 3, After: all[6].ID}), itself)
	require.NotNil(t, c.Edges)
	require.NotNil(t, c.Nodes)
	require.Nil(t, cursorOf(t, c.PageInfo.StartCursor))
	require.Nil(t, cursorOf(t, c.PageInfo.EndCursor))
	requireAround(t, c, false, true, 7)
}

func requireAround(t *testing.T, c *connection.Connection[*useraccess.User], next, previous bool, total int) {
	t.Helper()
	hasNext, err := c.PageInfo.HasNextPage(t.Context())
	require.NoError(t, err)
	hasPrevious, err := c.PageInfo.HasPreviousPage(t.Context())
	require.NoError(t, err)
	count, err := c.TotalCount(t.Context())
	require.NoError(t, err)
	require.Equal(t, []any{next, previous, total}, []any{hasNext, hasPrevious, *count})
}

func TestOf_Cursors(t *testing.T) {
	all := users(t, 5)
	page := cut(all, document.PageRequest{First: 3})
	c := connection.Of(usersList(t), page, itself)
	require.Equal(t, page.Items, c.Nodes)
	require.Len(t, c.Edges, 3)
	for i, edge := range c.Edges {
		require.Same(t, page.Items[i], edge.Node)
		cursor := cursorOf(t, edge.Cursor)
		request, err := usersList(t).Page(document.PageArguments{After: &cursor})
		require.NoError(t, err)
		require.Equal(t, page.Items[i].ID, request.After)
	}
	require.Equal(t, cursorOf(t, c.Edges[0].Cursor), *cursorOf(t, c.PageInfo.StartCursor))
	require.Equal(t, cursorOf(t, c.Edges[2].Cursor), *cursorOf(t, c.PageInfo.EndCursor))
	requireAround(t, c, true, false, 5)
}
