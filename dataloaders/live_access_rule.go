package dataloaders

import "context"

// maxLiveBatch is as many access rules as a page of identifiers can name, so that one call tells of all of them.
const maxLiveBatch = 10_000

// LiveReader tells which documents exist, without reading them. It takes up to 10,000 IDs.
type LiveReader interface {
	Live(ctx context.Context, companyID string, ids []string) (map[string]bool, error)
}

// Live tells which of many documents exist.
type Live struct{ *values[bool] }

func newLiveAccessRules(stores Stores, companyID string) *Live {
	live := newValues(func(ctx context.Context, ids []string) (map[string]bool, error) {
		return stores.LiveAccessRules.Live(ctx, companyID, ids)
	})
	live.batch = maxLiveBatch
	return &Live{live}
}

// LiveAccessRules loads, by an access rule's ID, whether it exists: document.ErrAbsent when it does not.
func (l *Loaders) LiveAccessRules() *Live { return l.liveAccessRules }
