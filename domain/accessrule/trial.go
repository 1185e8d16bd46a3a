package accessrule

import (
	"context"
	"maps"
	"slices"

	"accessgraph/domain/commit"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
	"accessgraph/domain/timeprofile"
)

// trial carries out mutations without writing anything: its services decide as the real ones do, and read what they have decided before.
type trial struct {
	doors    *Service
	profiles *timeprofile.Service

	rules        *overlay[AccessRule]
	identifiers  *overlay[Identifier]
	timeProfiles *overlay[timeprofile.TimeProfile]
}

// newTrial returns copies of services whose commits go into overlays of what they read.
func newTrial(doors *Service, profiles *timeprofile.Service) *trial {
	t := &trial{
		rules: newOverlay(doors.Rules), identifiers: newOverlay[Identifier](doors.Identifiers), timeProfiles: newOverlay(profiles.TimeProfiles),
	}
	changes := &commit.Runner{Committer: t, Clock: doors.Changes.Clock, IDs: doors.Changes.IDs}
	triedDoors, triedProfiles := *doors, *profiles
	triedDoors.Rules, triedDoors.Identifiers, triedDoors.Changes = t.rules, triedIdentifiers{doors.Identifiers, t.identifiers}, changes
	triedDoors.Timetables.TimeProfiles = t.timeProfiles
	triedDoors.Queued = func() {}
	triedProfiles.TimeProfiles, triedProfiles.Changes = t.timeProfiles, changes
	t.doors, t.profiles = &triedDoors, &triedProfiles
	return t
}

// Commit remembers what a change replaces and deletes. Nothing else of it can be read by the changes that follow.
func (t *trial) Commit(_ context.Context, change commit.Commit) error {
	for _, replacement := range change.Replaces {
		switch doc := replacement.Document.(type) {
		case *AccessRule:
			t.rules.documents[doc.ID] = doc
		case *Identifier:
			t.identifiers.documents[doc.ID] = doc
		case *timeprofile.TimeProfile:
			t.timeProfiles.documents[doc.ID] = doc
		}
	}
	for _, deletion := range change.Deletes {
		if id.Check(id.AccessRule, deletion.ID) == nil {
			t.rules.documents[deletion.ID] = nil
		}
	}
	return nil
}

// identifiersAfter returns identifiers as the changes leave them.
func (t *trial) identifiersAfter(before []*Identifier) []*Identifier {
	after := slices.Clone(before)
	for i, identifier := range before {
		if changed := t.identifiers.documents[identifier.ID]; changed != nil {
			after[i] = changed
		}
	}
	return after
}

// overlay reads documents as changes leave them that are not made.
type overlay[T any] struct {
	stored document.Reader[T]
	// documents are the changed documents by their IDs; nil for one that is deleted.
	documents map[string]*T
}

func newOverlay[T any](stored document.Reader[T]) *overlay[T] {
	return &overlay[T]{stored: stored, documents: map[string]*T{}}
}

// Get returns a document.
func (o *overlay[T]) Get(ctx context.Context, companyID, documentID string) (*T, error) {
	doc, isChanged := o.documents[documentID]
	switch {
	case !isChanged:
		return o.stored.Get(ctx, companyID, documentID)
	case doc == nil:
		return nil, document.ErrAbsent
	default:
		return doc, nil
	}
}

// GetMany returns documents by ID.
func (o *overlay[T]) GetMany(ctx context.Context, companyID string, ids []string) (map[string]*T, error) {
	documents, err := o.stored.GetMany(ctx, companyID, ids)
	if err != nil {
		return nil, err
	}
	documents = maps.Clone(documents)
	for documentID, doc := range o.documents {
		_, isStored := documents[documentID]
		switch {
		case doc == nil:
			delete(documents, documentID)
		case isStored:
			documents[documentID] = doc
		}
	}
	return documents, nil
}

// changed returns the IDs of the changed documents.
func (o *overlay[T]) changed() []string { return slices.Sorted(maps.Keys(o.documents)) }

// triedIdentifiers reads identifiers by ID as changes leave them. No change that is tried reads one by its number.
type triedIdentifiers struct {
	Identifiers

	tried *overlay[Identifier]
}

// Get returns an identifier.
func (i triedIdentifiers) Get(ctx context.Context, companyID, identifierID string) (*Identifier, error) {
	return i.tried.Get(ctx, companyID, identifierID)
}

// GetMany returns identifiers by ID.
func (i triedIdentifiers) GetMany(ctx context.Context, companyID string, ids []string) (map[string]*Identifier, error) {
	return i.tried.GetMany(ctx, companyID, ids)
}
