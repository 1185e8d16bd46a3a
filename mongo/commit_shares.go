package mongo

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
)

// share adds the step of a commit that moves the numbers of those who share documents: however many documents these are, it
// reads them in one call and creates, changes and deletes them in one call each. What it read is in the guard of every
// write, so that no number is lost or counted twice.
func (p *commitPlan) addShares(shares []commit.Share) {
	if len(shares) == 0 {
		return
	}
	stored, err := p.store.collectionOfID(shares[0].Document.Meta().ID)
	p.addStep(func(ctx context.Context) error {
		counts, err := stored.sharers(ctx, p.companyID, shares)
		if err != nil {
			return err
		}
		var created []bson.Raw
		var changes []driver.WriteModel
		for _, share := range shares {
			if count, present := counts[share.Document.Meta().ID]; present {
				changes = append(changes, shareChange(p.companyID, share, count))
				continue
			}
			if share.By <= 0 {
				continue // there is nothing to take away from: verify says so, and repair makes it anew
			}
			raw, err := newShared(share.Document, share.By)
			if err != nil {
				return err
			}
			created = append(created, raw)
		}
		if err := stored.insertShared(ctx, created); err != nil {
			return err
		}
		return requireMatch(stored.write(ctx, changes))
	}, err)
}

// sharers returns the numbers of those who share documents, by the documents' IDs, without those that do not exist.
func (c companyCollection) sharers(ctx context.Context, companyID string, shares []commit.Share) (map[string]int64, error) {
	ids := make([]string, len(shares))
	for i, share := range shares {
		ids[i] = share.Document.Meta().ID
	}
	countField := shares[0].Document.Sharers().CountField
	counts := make(map[string]int64, len(shares))
	err := c.each(ctx, withAnyOf(companyID, idField, ids), options.Find().SetBatchSize(maxReply), func(raw bson.Raw) error {
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

// shareChange moves the number of those who share a document, from what was read. With the last of them the document goes.
func shareChange(companyID string, share commit.Share, count int64) driver.WriteModel {
	field := share.Document.Sharers().CountField
	guard := withID(companyID, share.Document.Meta().ID, bson.E{Key: field, Value: count})
	if count+int64(share.By) <= 0 {
		return driver.NewDeleteOneModel().SetFilter(guard.elements)
	}
	change := bson.D{{Key: "$inc", Value: bson.D{{Key: field, Value: int64(share.By)}}}}
	return driver.NewUpdateOneModel().SetFilter(guard.elements).SetUpdate(change)
}

// newShared returns a document as it is stored, with the number of those who share it.
func newShared(shared commit.Shared, count int) (bson.Raw, error) {
	*shared.Sharers().Count = count
	return encode(shared)
}

// insertShared creates documents. One that another commit has created meanwhile is a lost race.
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
