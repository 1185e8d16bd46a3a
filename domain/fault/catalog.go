package fault

import "slices"

// catalog has every entry: requests first, then each family.
var catalog = slices.Concat(
	requestEntries, documentEntries, idempotencyEntries, tenantEntries, accessEntries, roleAccountEntries, userAccessEntries,
	accessRuleEntries,
)

// positions has the position of each entry in the catalogue.
var positions = positionsOf(catalog)

func positionsOf(entries []Entry) map[Reason]int {
	positions := make(map[Reason]int, len(entries))
	for i, entry := range entries {
		positions[entry.Reason] = i
	}
	return positions
}

// Catalog returns every entry: requests first, then each family. The caller may change the list.
func Catalog() []Entry { return slices.Clone(catalog) }

// Lookup returns the entry of a reason, or that of ServerFailed if the reason is not in the catalogue.
func Lookup(reason Reason) Entry {
	i, ok := positions[reason]
	if !ok {
		i = positions[ServerFailed]
	}
	return catalog[i]
}
