package document_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/access"
	"accessgraph/domain/document"
	"accessgraph/domain/domaintest"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

func listOf(t require.TestingT, name string, filter any, order document.Order) document.List {
	list, err := document.NewList(name, filter, order)
	require.NoError(t, err)
	return list
}

func newAccess(t require.TestingT, lastName string) *access.Access {
	documentID, err := domaintest.NewID(id.Access)
	require.NoError(t, err)
	created := &access.Access{Base: document.Base{ID: documentID}, LastName: lastName}
	document.Index(created)
	return created
}

func TestList_Cursor_LeadsBackToItsPosition(t *testing.T) {
	for _, order := range []document.Order{{}, {ByName: true}, {Descending: true}, {ByName: true, Descending: true}} {
		listed := newAccess(t, "Łukasz \"Ö\"")
		list := listOf(t, "accesses", nil, order)
		cursor, err := list.Cursor(listed)
		require.NoError(t, err)
		place, err := order.PositionOf(listed)
		require.NoError(t, err)
		page, err := list.Page(document.PageArguments{After: &cursor})
		require.NoError(t, err)
		require.Equal(t, document.PageRequest{Order: order, First: document.DefaultPageSize, After: place}, page)
		last := 7
		page, err = list.Page(document.PageArguments{Last: &last, Before: &cursor})
		require.NoError(t, err)
		require.Equal(t, document.PageRequest{Order: order, Last: 7, Before: place}, page)
	}
}

func TestList_Page_RefusesACursorOfAnotherListFilterOrOrder(t *testing.T) {
	active := access.Filter{States: []access.State{access.Active}}
	cursor, err := listOf(t, "accesses", active, document.Order{}).Cursor(newAccess(t, "Byron"))
	require.NoError(t, err)
	for _, other := range []document.List{
		listOf(t, "accesses of epi_1", active, document.Order{}),
		listOf(t, "accesses", access.Filter{}, document.Order{}),
		listOf(t, "accesses", active, document.Order{Descending: true}),
		listOf(t, "accesses", active, document.Order{ByName: true}),
	} {
		_, err := other.Page(document.PageArguments{Before: &cursor})
		requireReasons(t, err, fault.CursorNotValid)
	}
}

func TestList_Page_ReportsAllArgumentsAtOnce(t *testing.T) {
	first, last, cursor := 101, 0, "nonsense"
	_, err := listOf(t, "accesses", nil, document.Order{}).Page(document.PageArguments{First: &first, Last: &last, After: &cursor, Before: &cursor})
	requireReasons(t, err, fault.PageSizeNotValid, fault.PageSizeNotValid, fault.PageDirectionNotValid, fault.CursorNotValid, fault.CursorNotValid)
	require.EqualError(t, err, "A page has 1 to 100 entries, not 101.")
}

func TestList_Page_LimitsThePageSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(-1000, 1000).Draw(t, "size")
		list := listOf(t, "accesses", nil, document.Order{})
		for _, arguments := range []document.PageArguments{{First: &size}, {Last: &size}} {
			_, err := list.Page(arguments)
			require.Equal(t, size >= 1 && size <= document.MaxPageSize, err == nil)
		}
	})
}

func TestList_Page_RefusesAnyOtherTextAsACursor(t *testing.T) {
	for _, order := range []document.Order{{}, {ByName: true}} {
		list := listOf(t, "accesses", nil, order)
		rapid.Check(t, func(t *rapid.T) {
			cursor := base64.RawURLEncoding.EncodeToString(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
			_, err := list.Page(document.PageArguments{After: &cursor})
			require.Error(t, err)
		})
	}
}

func requireReasons(t *testing.T, err error, reasons ...fault.Reason) {
	t.Helper()
	var refusal *fault.Error
	require.ErrorAs(t, err, &refusal)
	var got []fault.Reason
	for _, violation := range refusal.Violations {
		got = append(got, violation.Reason)
	}
	require.Equal(t, reasons, got)
}
