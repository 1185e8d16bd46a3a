package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// LiveAccessRules tells which access rules exist, from the index alone.
type LiveAccessRules struct{ stored companyCollection }

// LiveAccessRules tells which access rules exist.
func (s *Store) LiveAccessRules() LiveAccessRules {
	return LiveAccessRules{s.collection(accessRulesTable())}
}

// Live returns those of the IDs that are of access rules of the company. It takes as many as a page of identifiers can name.
func (l LiveAccessRules) Live(ctx context.Context, companyID string, ids []string) (map[string]bool, error) {
	live := make(map[string]bool, len(ids))
	how := options.Find().SetProjection(bson.D{{Key: idField, Value: 1}}).SetBatchSize(maxReply)
	err := l.stored.each(ctx, withAnyOf(companyID, idField, ids), how, func(raw bson.Raw) error {
		if ruleID, ok := raw.Lookup(idField).StringValueOK(); ok {
			live[ruleID] = true
		}
		return nil
	})
	if err != nil {
		return nil, l.stored.readFailure(err)
	}
	return live, nil
}
