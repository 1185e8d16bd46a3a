package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/accessrule"
	"accessgraph/domain/document"
	"accessgraph/domain/id"
)

// outcomesPerBatch is the number of outcomes that the store returns at once.
const outcomesPerBatch = 5_000

// Outcomes calls visit for the newest passages that a filter selects, newest first, at most limit times. It reads them in one scan of the
// index of the list with that filter.
func (p Passages) Outcomes(
	ctx context.Context, companyID string, filter accessrule.PassageFilter, limit int, visit func(accessrule.PassageOutcome),
) error {
	query := passageSelection(filter).query(companyID, document.Order{Descending: true}, p.indexes)
	findOptions := options.Find().SetHint(query.index).SetSort(bson.D{{Key: idField, Value: -ascendingOrder}}).SetLimit(int64(limit)).
		SetBatchSize(outcomesPerBatch).SetProjection(ascending(schemaField, denialField, refusedAttemptsField))
	err := p.stored.each(ctx, query.filter(query.conditions(), query.keys), findOptions, func(raw bson.Raw) error {
		if err := p.stored.checkReadable(raw); err != nil {
			return err
		}
		outcome := accessrule.PassageOutcome{At: id.Time(raw.Lookup(idField).StringValue())}
		if reason, ok := raw.Lookup(denialField).StringValueOK(); ok {
			outcome.Denial = new(accessrule.PassageDenial(reason))
		}
		if refused, ok := raw.Lookup(refusedAttemptsField).AsInt64OK(); ok {
			outcome.RefusedAttempts = int(refused)
		}
		visit(outcome)
		return nil
	})
	if err != nil {
		return p.failure(err)
	}
	return nil
}
