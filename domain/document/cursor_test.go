package document_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"accessgraph/domain/document"
	"accessgraph/domain/fault"
	"accessgraph/domain/id"
)

func TestACursorLeadsBackToItsPlace(t *testing.T) {
	made, err := id.New(id.Access)
	require.NoError(t, err)
	list := document.List("accesses")
	cursor := list.Cursor(made)
	page, err := list.Page(nil, &cursor)
	require.NoError(t, err)
	require.Equal(t, document.PageRequest{First: document.DefaultPageSize, AfterID: made}, page)
}

func TestACursorOfAnotherListIsRefused(t *testing.T) {
	made, err := id.New(id.Access)
	require.NoError(t, err)
	cursor := document.List("accesses").Cursor(made)
	_, err = document.List("accesses of epi_1").Page(nil, &cursor)
	requireReasons(t, err, fault.CursorNotValid)
}

func TestBothArgumentsAreReportedAtOnce(t *testing.T) {
	first, after := 101, "nonsense"
	_, err := document.List("accesses").Page(&first, &after)
	requireReasons(t, err, fault.PageSizeNotValid, fault.CursorNotValid)
	require.EqualError(t, err, "A page has 1 to 100 entries, not 101.")
}

func TestPageSizesWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := rapid.IntRange(-1000, 1000).Draw(t, "first")
		_, err := document.List("accesses").Page(&first, nil)
		require.Equal(t, first >= 1 && first <= document.MaxPageSize, err == nil)
	})
}

func TestNoTextIsTakenForACursor(t *testing.T) {
	list := document.List("accesses")
	rapid.Check(t, func(t *rapid.T) {
		cursor := base64.RawURLEncoding.EncodeToString(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		_, err := list.Page(nil, &cursor)
		require.Error(t, err)
	})
}

func requireReasons(t *testing.T, err error, reasons ...fault.Reason) {
	t.Helper()
	var found *fault.Error
	require.ErrorAs(t, err, &found)
	var got []fault.Reason
	for _, violation := range found.Violations {
		got = append(got, violation.Reason)
	}
	require.Equal(t, reasons, got)
}
