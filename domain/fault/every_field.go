package fault

import "slices"

// EveryField returns the entries that any field of the schema can answer with. Each field declares its others.
func EveryField() []Entry {
	particular := []Reason{InputRequired, CommitOutcomeUnknown, DataNotValid, SchemaCoordinateNotValid}
	everywhere := append(requestEntries(), Lookup(ValueNotValid))
	return slices.DeleteFunc(everywhere, func(entry Entry) bool { return slices.Contains(particular, entry.Reason) })
}
