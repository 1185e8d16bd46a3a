package accessrule

import (
	"cmp"
	"slices"
	"time"

	"accessgraph/domain/document"
)

// OpenedReader is a reader that an identifier opens, with what it opens there. It is derived, and stored nowhere.
type OpenedReader struct {
	Reader string
	// Relays are the relays to open, ascending.
	Relays []int
	// AccessRules are the open rules with the reader.
	AccessRules []*AccessRule

	// state is that of the identifier, and at the instant at which it opens the reader.
	state passageState
	at    time.Time
	// place is the reader as a document, with its position in lists by name.
	place *Reader
}

// ClosesAt returns the next instant at which the reader no longer opens for the identifier, or nil as in PassageDecision.
func (r *OpenedReader) ClosesAt() *time.Time {
	_, closesAt := r.state.changes(r.Reader, r.at)
	return closesAt
}

// Meta returns the base of the reader as a document.
func (r *OpenedReader) Meta() *document.Base { return r.place.Meta() }

// ListName returns the name by which lists are sorted.
func (r *OpenedReader) ListName() string { return r.Reader }

// Key returns the key of the name.
func (r *OpenedReader) Key() *document.Named { return r.place.Key() }

// openedReaders returns what the identifier opens at an instant, in the order of the readers' names. It agrees with decide for each
// reader, but looks at each setting once.
func (s passageState) openedReaders(at time.Time) []*OpenedReader {
	if s.denial(at) != "" || !s.isOpen(s.identifier.TimeProfileIDs, at) {
		return []*OpenedReader{}
	}
	byReader := map[string]*OpenedReader{}
	for _, rule := range s.rules {
		if !s.isOpen(rule.TimeProfileIDs, at) {
			continue
		}
		for _, setting := range rule.Settings {
			opened := byReader[setting.Reader]
			if opened == nil {
				opened = &OpenedReader{Reader: setting.Reader, state: s, at: at, place: newReader(rule.CompanyID, setting.Reader)}
				byReader[setting.Reader] = opened
			}
			opened.Relays = append(opened.Relays, setting.Relays...)
			opened.AccessRules = append(opened.AccessRules, rule)
		}
	}
	all := make([]*OpenedReader, 0, len(byReader))
	for _, opened := range byReader {
		slices.Sort(opened.Relays)
		opened.Relays = slices.Compact(opened.Relays)
		all = append(all, opened)
	}
	slices.SortFunc(all, func(a, b *OpenedReader) int { return cmp.Compare(a.place.NameKey, b.place.NameKey) })
	return all
}
