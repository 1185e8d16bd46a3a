package resolvers

import (
	"context"
	"errors"

	"accessgraph/domain/document"
)

// loadMany returns documents in the order of their IDs, nil for what the company does not have.
func loadMany[T any](ctx context.Context, from choose[T], documentIDs []string) ([]*T, error) {
	loaders, err := loadersOf(ctx)
	if err != nil {
		return nil, err
	}
	loader := from(loaders)
	loader.Fetch(ctx, documentIDs)
	found := make([]*T, len(documentIDs))
	for at, documentID := range documentIDs {
		found[at], err = loader.Load(ctx, documentID)
		if err != nil && !errors.Is(err, document.ErrAbsent) {
			return nil, err
		}
	}
	return found, nil
}
