package mongo

import (
	"context"

	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// Objects loads objects of any type by their IDs. It implements idempotency.Objects.
type Objects struct{ store *Store }

// Objects returns the loader of objects of any type.
func (s *Store) Objects() Objects { return Objects{s} }

// Object returns the object of an ID, or document.ErrAbsent if the company has none.
func (o Objects) Object(ctx context.Context, companyID, documentID string) (document.Document, error) {
	kind, err := id.Parse(documentID)
	if err != nil {
		return nil, document.ErrAbsent
	}
	d, ok := descriptorsByKind[kind]
	if !ok || d.decodeObject == nil {
		return nil, document.ErrAbsent
	}
	stored := o.store.collection(d)
	raw, err := stored.get(ctx, companyID, documentID)
	if err != nil {
		return nil, err
	}
	if err := stored.checkReadable(raw); err != nil {
		return nil, err
	}
	object, err := d.decodeObject(raw)
	if err != nil {
		return nil, stored.unreadable(raw, err)
	}
	return object, nil
}
