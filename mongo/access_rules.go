package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/accessrule"
	"accessgraph/mongo/decoders"
)

const ruleReaderField = "settings.reader"

// AccessRules returns the collection of access rules.
func (s *Store) AccessRules() *Collection[accessrule.AccessRule, accessrule.AccessRuleFilter] {
	return newCollection(s, accessRulesDescriptor, decoders.AccessRule, accessRuleSelection)
}

func accessRuleSelection(filter accessrule.AccessRuleFilter) selection {
	return selection{namePrefix: filter.NameStartsWith, conditions: []condition{
		equalsIfSet(ruleReaderField, filter.Reader), equalsIfSet(timeProfileIDsField, filter.TimeProfileID),
	}}
}

// LiveAccessRules looks up which access rules exist. It reads the index alone.
type LiveAccessRules struct{ stored companyCollection }

// LiveAccessRules returns the lookup of which access rules exist.
func (s *Store) LiveAccessRules() LiveAccessRules {
	return LiveAccessRules{s.collection(accessRulesDescriptor)}
}

// Live returns the IDs that are IDs of access rules of the company. It takes as many IDs as a page of identifiers can hold.
func (l LiveAccessRules) Live(ctx context.Context, companyID string, ids []string) (map[string]bool, error) {
	live := make(map[string]bool, len(ids))
	findOptions := options.Find().SetProjection(bson.D{{Key: idField, Value: 1}}).SetBatchSize(singleReplyBatch)
	err := l.stored.each(ctx, withAnyOf(companyID, idField, ids), findOptions, func(raw bson.Raw) error {
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
