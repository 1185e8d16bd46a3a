package document

import (
	"context"
	"errors"

	"accessgraph/domain/id"
)

// Load finds what an input names. It leaves into as it is when the company has no such document, which a text that is
// no ID of the kind cannot name either.
func Load[T any](ctx context.Context, reader Reader[T], companyID string, kind id.Kind, named string, into **T) error {
	if !isID(kind, named) {
		return nil
	}
	found, err := reader.Get(ctx, companyID, named)
	if errors.Is(err, ErrAbsent) {
		return nil
	}
	if err != nil {
		return err
	}
	*into = found
	return nil
}

func isID(kind id.Kind, text string) bool { return id.Check(kind, text) == nil }
