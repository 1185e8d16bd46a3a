package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
)

// inspectShares reports shared documents that do not exist. inspectSharers, whose pass comes before, has compared the numbers
// of those that exist.
func (b *batch) inspectShares(ctx context.Context) error {
	var shares []commit.Shared
	var sharerIDs, ids []string
	seen := map[string]bool{}
	for _, raw := range b.raws {
		doc, err := b.descriptor.decode(raw)
		if err != nil {
			continue // the pass over the documents reports it
		}
		for _, shared := range sharesOfDocument(doc) {
			if sharedID := shared.Meta().ID; !seen[sharedID] {
				seen[sharedID] = true
				shares, sharerIDs, ids = append(shares, shared), append(sharerIDs, doc.id), append(ids, sharedID)
			}
		}
	}
	if len(shares) == 0 {
		return nil
	}
	stored, err := b.store.collectionOfID(ids[0])
	if err != nil {
		return err
	}
	existing, err := b.store.unscoped(stored.name()).getMany(ctx, ids)
	if err != nil {
		return err
	}
	for i, shared := range shares {
		if _, exists := existing[ids[i]]; exists {
			continue
		}
		if err := b.insertShared(ctx, stored, sharerIDs[i], shared); err != nil {
			return err
		}
	}
	return nil
}

// sharesOfDocument returns the shared documents that a document shares.
func sharesOfDocument(doc *decodedDocument) []commit.Shared {
	sharer, ok := doc.value.(commit.Sharer)
	if !ok {
		return nil
	}
	return sharer.Shares()
}

func (b *batch) insertShared(ctx context.Context, stored companyCollection, sharerID string, shared commit.Shared) error {
	what := fmt.Sprintf("has in its %s %q, which is missing among the %s", shared.Sharers().Field, shared.Sharers().Value, stored.name())
	return b.reportAndRepair(sharerID, what, func() error {
		count, err := b.countSharers(ctx, shared)
		if err != nil {
			return err
		}
		raw, err := newShared(shared, count)
		if err != nil {
			return err
		}
		return stored.insert(ctx, raw)
	})
}

// inspectSharers compares how many documents share a document with a new count. It reports shared documents that no document
// shares.
func (b *batch) inspectSharers(ctx context.Context) error {
	for _, raw := range b.raws {
		doc, err := b.descriptor.decode(raw)
		if err != nil {
			continue // the pass over the documents reports it
		}
		shared, ok := doc.value.(commit.Shared)
		if !ok {
			continue
		}
		if err := b.inspectSharersOf(ctx, doc, shared); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) inspectSharersOf(ctx context.Context, doc *decodedDocument, shared commit.Shared) error {
	sharers := shared.Sharers()
	if doc.id != sharers.SharedID {
		return b.deleteShared(ctx, doc, "does not have the _id that follows from its fields")
	}
	storedCount := *sharers.Count
	count, err := b.countSharers(ctx, shared)
	if err != nil || count == storedCount && count > 0 {
		return err
	}
	if count == 0 {
		return b.deleteShared(ctx, doc, "is shared by nothing that has it in its "+sharers.Field)
	}
	stored := b.store.collection(b.descriptor)
	what := fmt.Sprintf("has %d as its %s, which must be %d", storedCount, sharers.CountField, count)
	return b.reportAndRepair(doc.id, what, func() error {
		update := bson.D{{Key: "$set", Value: bson.D{{Key: sharers.CountField, Value: int64(count)}}}}
		_, err := stored.update(ctx, withID(doc.companyID, doc.id), update)
		return err
	})
}

func (b *batch) deleteShared(ctx context.Context, doc *decodedDocument, what string) error {
	return b.reportAndRepair(doc.id, what, func() error {
		_, err := b.store.collection(b.descriptor).delete(ctx, withID(doc.companyID, doc.id))
		return err
	})
}

// countSharers counts the documents that share a document.
func (b *batch) countSharers(ctx context.Context, shared commit.Shared) (int, error) {
	sharers := shared.Sharers()
	stored := b.store.collectionOfKind(sharers.Kind)
	filter := inCompany(shared.Meta().CompanyID, bson.E{Key: sharers.Field, Value: sharers.Value})
	count, err := stored.count(ctx, filter, options.Count().SetHint(idIndex(sharers.Field)))
	if err != nil {
		return 0, stored.readFailure(err)
	}
	return int(count), nil
}
