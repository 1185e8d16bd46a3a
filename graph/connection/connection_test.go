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

func itself(user *useraccess.User) *useraccess.User { return user }

func usersList(t *testing.T) document.List {
	t.Helper()
	list, err := document.NewList("users", nil, document.Order{})
	require.NoError(t, err)
	return list
}

func TestAnEmptyPageHasNoCursors(t *testing.T) {
	total := 7
	page := document.Page[useraccess.User]{Standing: document.Standing{HasPrevious: true, Total: &total}}
	made, err := connection.Of(usersList(t), page, itself)
	require.NoError(t, err)
	require.NotNil(t, made.Edges)
	require.NotNil(t, made.Nodes)
	require.Equal(t, connection.PageInfo{HasPreviousPage: true}, made.PageInfo)
	require.Equal(t, &total, made.TotalCount)
}

func TestAPageHasACursorForEachOfItsEntries(t *testing.T) {
	page := document.Page[useraccess.User]{Standing: document.Standing{HasNext: true}}
	for range 3 {
		made, err := domaintest.NewID(id.User)
		require.NoError(t, err)
		page.Items = append(page.Items, &useraccess.User{Base: document.Base{ID: made}})
	}
	made, err := connection.Of(usersList(t), page, itself)
	require.NoError(t, err)
	require.Equal(t, page.Items, made.Nodes)
	require.Len(t, made.Edges, 3)
	for i, edge := range made.Edges {
		require.Same(t, page.Items[i], edge.Node)
		request, err := usersList(t).Page(document.Window{After: &edge.Cursor})
		require.NoError(t, err)
		require.Equal(t, page.Items[i].ID, request.After)
	}
	require.Equal(t, made.Edges[0].Cursor, *made.PageInfo.StartCursor)
	require.Equal(t, made.Edges[2].Cursor, *made.PageInfo.EndCursor)
	require.True(t, made.PageInfo.HasNextPage)
	require.False(t, made.PageInfo.HasPreviousPage)
}
