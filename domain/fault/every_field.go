package fault

import "slices"

// EveryField returns the entries that every field of the schema can raise. A field declares the others that it can raise.
func EveryField() []Entry {
	declared := []Reason{InputRequired, CommitOutcomeUnknown, SchemaCoordinateNotValid}
	entries := append(slices.Clone(requestEntries), Lookup(ValueNotValid))
	return slices.DeleteFunc(entries, func(entry Entry) bool { return slices.Contains(declared, entry.Reason) })
}

// EveryMutation returns the entries that every mutation can raise, besides those of EveryField.
func EveryMutation() []Entry { return slices.Clone(idempotencyEntries) }
