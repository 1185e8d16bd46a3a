package fault

import "slices"

//go:generate sh -c "go run ./gen . > catalog.tmp && mv catalog.tmp catalog.generated.go"

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
