package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
)

// addShares adds the step that changes how many documents share other documents. However many shared documents there are, the
// step reads them in one call, and inserts, updates and deletes them in one call each. Every write is guarded by the number
// that was read, so that no change is lost or made twice.
func (p *commitPlan) addShares(shares []commit.Share) {
	if len(shares) == 0 {
		return
	}
	stored, err := p.store.collectionOfID(shares[0].Document.Meta().ID)
	p.addStep(func(ctx context.Context) error {
		counts, err := stored.sharerCounts(ctx, p.companyID, shares)
		if err != nil {
			return err
		}
		var inserts []bson.Raw
		var updates []driver.WriteModel
		for _, share := range shares {
			if count, exists := counts[share.Document.Meta().ID]; exists {
				updates = append(updates, shareUpdate(p.companyID, share, count))
				continue
			}
			if share.By <= 0 {
				continue // there is nothing to subtract from: verify reports it, and repair inserts the document again
			}
			raw, err := newShared(share.Document, share.By)
			if err != nil {
				return err
			}
			inserts = append(inserts, raw)
		}
		if err := stored.insertShared(ctx, inserts); err != nil {
			return err
		}
		return requireMatch(stored.write(ctx, updates))
	}, err)
}

// sharerCounts returns how many documents share each shared document, by the ID of the latter. It omits shared documents that
// do not exist.
func (c companyCollection) sharerCounts(ctx context.Context, companyID string, shares []commit.Share) (map[string]int64, error) {
	ids := make([]string, len(shares))
	for i, share := range shares {
		ids[i] = share.Document.Meta().ID
	}
	countField := shares[0].Document.Sharers().CountField
	counts := make(map[string]int64, len(shares))
	err := c.each(ctx, withAnyOf(companyID, idField, ids), options.Find().SetBatchSize(singleReplyBatch), func(raw bson.Raw) error {
		count, ok := raw.Lookup(countField).AsInt64OK()
		if !ok {
			return c.unreadable(raw, fmt.Errorf("its %s is not a number", countField))
		}
		documentID, _ := raw.Lookup(idField).StringValueOK()
		counts[documentID] = count
		return nil
	})
	return counts, err
}

// shareUpdate returns the write that changes the number of documents that share another, from the count that was read. It
// deletes the shared document with the last of them.
func shareUpdate(companyID string, share commit.Share, count int64) driver.WriteModel {
	field := share.Document.Sharers().CountField
	guard := withID(companyID, share.Document.Meta().ID, bson.E{Key: field, Value: count})
	if count+int64(share.By) <= 0 {
		return driver.NewDeleteOneModel().SetFilter(guard.elements)
	}
	update := bson.D{{Key: "$inc", Value: bson.D{{Key: field, Value: int64(share.By)}}}}
	return driver.NewUpdateOneModel().SetFilter(guard.elements).SetUpdate(update)
}

// newShared returns a shared document as it is stored, with the number of documents that share it.
func newShared(shared commit.Shared, count int) (bson.Raw, error) {
	*shared.Sharers().Count = count
	return encode(shared)
}

// insertShared inserts shared documents. It loses the race if another commit has inserted one of them in the meantime.
func (c companyCollection) insertShared(ctx context.Context, documents []bson.Raw) error {
	if len(documents) == 0 {
		return nil
	}
	err := c.insert(ctx, documents...)
	if driver.IsDuplicateKeyError(err) {
		return commit.ErrLostRace
	}
	return err
}
