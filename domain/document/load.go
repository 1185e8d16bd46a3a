package document

import (
	"context"
	"errors"

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

func isID(kind id.Kind, text string) bool { return id.Check(kind, text) == nil }
