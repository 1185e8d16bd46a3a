package dataloaders

import (
	"context"
	"time"
)

// Times loads one instant for each of many IDs.
type Times struct{ *values[time.Time] }

func newAPIKeyUses(stores Stores, companyID string) *Times {
	return &Times{newValues(func(ctx context.Context, ids []string) (map[string]time.Time, error) {
		return stores.KeyUses.LastUsed(ctx, companyID, ids)
	})}
}

// APIKeyUses loads, by an API key's ID, when it was last used.
func (l *Loaders) APIKeyUses() *Times { return l.apiKeyUses }
