package fault

import (
	"slices"
	"sync"
)

// table is the catalogue in order, with the position of each entry by its reason.
type table struct {
	entries  []Entry
	byReason map[Reason]int
}

// catalog returns the table. It is built once, when it is first needed: an entry is looked up for every error that is answered.
var catalog = sync.OnceValue(func() table {
	built := table{entries: slices.Concat(
		requestEntries(), documentEntries(), idempotencyEntries(), tenantEntries(),
		accessEntries(), roleAccountEntries(), userAccessEntries(), accessRuleEntries(),
	)}
	built.byReason = make(map[Reason]int, len(built.entries))
	for i, entry := range built.entries {
		built.byReason[entry.Reason] = i
	}
	return built
})

// Catalog returns every entry: requests first, then each family. The list is the caller's own.
func Catalog() []Entry { return slices.Clone(catalog().entries) }

// Lookup returns the entry of a reason; that of ServerFailed for a reason that is not in the catalogue.
func Lookup(reason Reason) Entry {
	built := catalog()
	i, ok := built.byReason[reason]
	if !ok {
		i = built.byReason[ServerFailed]
	}
	return built.entries[i]
}
