package document

import (
	"context"
	"errors"
	"maps"
	"slices"

	"accessgraph/domain/id"
)

// Load stores the document with an ID from an input in into. It leaves into unchanged if the company does not have the document, or
// if the text is not an ID of the kind.
func Load[T any](ctx context.Context, reader Reader[T], companyID string, kind id.Kind, documentID string, into **T) error {
	if !isID(kind, documentID) {
		return nil
	}
	doc, err := reader.Get(ctx, companyID, documentID)
	if errors.Is(err, ErrAbsent) {
		return nil
	}
	if err != nil {
		return err
	}
	*into = doc
	return nil
}

// maxBatch is the most IDs that a Reader takes at once.
const maxBatch = 100

// LoadMany returns documents by ID, each ID once. It omits texts that are not IDs of the kind, and IDs that the company does not have.
// It reads 100 documents in a call of the store, and calls no store for no IDs.
func LoadMany[T any](ctx context.Context, reader Reader[T], companyID string, kind id.Kind, documentIDs []string) (map[string]*T, error) {
	ids := slices.DeleteFunc(slices.Sorted(slices.Values(documentIDs)), func(documentID string) bool { return !isID(kind, documentID) })
	documents := make(map[string]*T, len(ids))
	for batch := range slices.Chunk(slices.Compact(ids), maxBatch) {
		documentsOfBatch, err := reader.GetMany(ctx, companyID, batch)
		if err != nil {
			return nil, err
		}
		maps.Copy(documents, documentsOfBatch)
	}
	return documents, nil
}

func isID(kind id.Kind, text string) bool { return id.Check(kind, text) == nil }
