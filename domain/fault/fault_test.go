package fault_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"accessgraph/domain/fault"
)

func TestCatalog_EveryEntryIsCompleteAndUnique(t *testing.T) {
	seen := map[fault.Reason]bool{}
	for _, entry := range fault.Catalog() {
		require.Regexp(t, `^[A-Z][A-Z0-9_]+$`, string(entry.Reason))
		require.False(t, seen[entry.Reason], "%s appears twice", entry.Reason)
		seen[entry.Reason] = true
		require.NotEmpty(t, entry.Message, entry.Reason)
		require.NotEmpty(t, entry.Description, entry.Reason)
		require.GreaterOrEqual(t, entry.Status, 400, entry.Reason)
		require.Equal(t, entry, fault.Lookup(entry.Reason))
	}
}

func TestLookup_AReasonOutsideTheCatalogueIsServerFailed(t *testing.T) {
	require.Equal(t, fault.ServerFailed, fault.Lookup("NO_SUCH_REASON").Reason)
}

func TestFault_Message_ValuesAreNeverReadAsPlaceholders(t *testing.T) {
	require.Equal(t, "A page has 1 to <%2> entries, not 7.", fault.New(fault.PageSizeNotValid, "<%2>", "7").Message())
}

func TestFault_With_DataIsNotShared(t *testing.T) {
	first := fault.New(fault.DataNotValid).With("input.name", "must be specified")
	second := first.With("input.code", "must be specified")
	require.Len(t, first.Data, 1)
	require.Len(t, second.Data, 2)
}

func TestError_Details(t *testing.T) {
	err := fault.Error{Violations: []fault.Fault{
		fault.New(fault.AccessNameRequired).With("input.firstName", "must be specified"),
		fault.New(fault.DataNotValid).With("input.firstName", "must have at most 100 characters").With("input.lastName", "must have at most 100 characters"),
		fault.New(fault.AccessIDNotAllowed),
	}}
	require.Equal(t, map[string]any{
		"input.firstName": "must be specified", "input.lastName": "must have at most 100 characters",
	}, err.Details(), "the words of the first violation stay")
	require.Equal(t, map[string]any{"input.firstName": "must be specified"}, err.First().Details())
}
