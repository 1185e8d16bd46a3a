package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
)

// checkShares finds documents that are shared and do not exist. The numbers of existing ones were compared by checkSharers,
// which counts each once and comes before.
func (b *batch) inspectShares(ctx context.Context) error {
	var all []commit.Shared
	var holders, ids []string
	seen := map[string]bool{}
	for _, raw := range b.raws {
		read, err := b.model.decode(raw)
		if err != nil {
			continue // the pass over the documents reports it
		}
		for _, shared := range sharesOfDocument(read) {
			if sharedID := shared.Meta().ID; !seen[sharedID] {
				seen[sharedID] = true
				all, holders, ids = append(all, shared), append(holders, read.id), append(ids, sharedID)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	stored, err := b.store.collectionOfID(ids[0])
	if err != nil {
		return err
	}
	present, err := b.store.unscoped(stored.name()).getMany(ctx, ids)
	if err != nil {
		return err
	}
	for i, shared := range all {
		if _, exists := present[ids[i]]; exists {
			continue
		}
		if err := b.insertShared(ctx, stored, holders[i], shared); err != nil {
			return err
		}
	}
	return nil
}

func sharesOfDocument(read *decodedDocument) []commit.Shared {
	sharer, ok := read.value.(commit.Sharer)
	if !ok {
		return nil
	}
	return sharer.Shares()
}

func (b *batch) insertShared(ctx context.Context, into companyCollection, holder string, shared commit.Shared) error {
	what := fmt.Sprintf("has in its %s %q, which is missing among the %s", shared.Sharers().Field, shared.Sharers().Value, into.name())
	return b.repairable(holder, what, func() error {
		count, err := b.countSharers(ctx, shared)
		if err != nil {
			return err
		}
		raw, err := newShared(shared, count)
		if err != nil {
			return err
		}
		return into.insert(ctx, raw)
	})
}

// checkSharers compares the number of those who share a document with what is counted anew, and finds those that nobody
// shares.
func (b *batch) inspectSharers(ctx context.Context) error {
	for _, raw := range b.raws {
		read, err := b.model.decode(raw)
		if err != nil {
			continue // the pass over the documents reports it
		}
		shared, ok := read.value.(commit.Shared)
		if !ok {
			continue
		}
		if err := b.inspectSharersOf(ctx, read, shared); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) inspectSharersOf(ctx context.Context, read *decodedDocument, shared commit.Shared) error {
	sharers := shared.Sharers()
	if read.id != sharers.SharedID {
		return b.deleteShared(ctx, read, "does not have the _id that follows from its fields")
	}
	stored := *sharers.Count
	count, err := b.countSharers(ctx, shared)
	if err != nil || count == stored && count > 0 {
		return err
	}
	if count == 0 {
		return b.deleteShared(ctx, read, "is shared by nothing that has it in its "+sharers.Field)
	}
	into := b.store.collection(b.model.table)
	return b.repairable(read.id, fmt.Sprintf("has %d as its %s, which must be %d", stored, sharers.CountField, count), func() error {
		change := bson.D{{Key: "$set", Value: bson.D{{Key: sharers.CountField, Value: int64(count)}}}}
		_, err := into.update(ctx, withID(read.companyID, read.id), change)
		return err
	})
}

func (b *batch) deleteShared(ctx context.Context, read *decodedDocument, what string) error {
	return b.repairable(read.id, what, func() error {
		_, err := b.store.collection(b.model.table).delete(ctx, withID(read.companyID, read.id))
		return err
	})
}

func (b *batch) countSharers(ctx context.Context, shared commit.Shared) (int, error) {
	sharers := shared.Sharers()
	counted := b.store.collectionOfKind(sharers.Kind)
	filter := inCompany(shared.Meta().CompanyID, bson.E{Key: sharers.Field, Value: sharers.Value})
	count, err := counted.count(ctx, filter, options.Count().SetHint(idIndexAnd(sharers.Field)))
	if err != nil {
		return 0, counted.readFailure(err)
	}
	return int(count), nil
}
