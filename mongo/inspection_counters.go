package mongo

import (
	"context"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"accessgraph/domain/commit"
	"accessgraph/domain/id"
)

// documentTally is a counter that a document must have.
type documentTally struct {
	commit.Tally
	documentID, companyID string
}

func (t documentTally) counterID() string { return counterID(t.Counter, t.documentID) }

// talliesOfDocument returns the counters that a document must have.
func talliesOfDocument(doc *decodedDocument) []documentTally {
	tallied, ok := doc.value.(commit.Tallied)
	if !ok {
		return nil
	}
	var tallies []documentTally
	for _, tally := range tallied.Tallies() {
		tallies = append(tallies, documentTally{tally, doc.id, doc.companyID})
	}
	return tallies
}

// inspectTallies compares the counters of documents with a new count.
func (b *batch) inspectTallies(ctx context.Context) error {
	var tallies []documentTally
	var ids []string
	for _, raw := range b.raws {
		doc, err := b.descriptor.decode(raw)
		if err != nil {
			continue // the pass over the documents reports it
		}
		for _, tally := range talliesOfDocument(doc) {
			tallies, ids = append(tallies, tally), append(ids, tally.counterID())
		}
	}
	counters, err := b.store.unscoped(countersDescriptor.name).getMany(ctx, ids)
	if err != nil {
		return err
	}
	for _, tally := range tallies {
		stored, exists := counters[tally.counterID()]
		if err := b.inspectTally(ctx, tally, stored, exists); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) inspectTally(ctx context.Context, tally documentTally, stored bson.Raw, exists bool) error {
	value, numeric := stored.Lookup(counterValueField).AsInt64OK()
	expected, err := b.recount(ctx, tally, value)
	if err != nil || exists && numeric && value == expected {
		return err
	}
	counters := b.store.collection(countersDescriptor)
	if !exists {
		what := fmt.Sprintf("has no counter %s, which must be %d", tally.Counter, expected)
		return b.reportAndRepair(tally.documentID, what, func() error {
			raw, err := newCounter(tally.companyID, commit.Count{Counter: tally.Counter, ID: tally.documentID, By: int(expected)})
			if err != nil {
				return err
			}
			return counters.insert(ctx, raw)
		})
	}
	what := fmt.Sprintf("has %d as its counter %s, which must be %d", value, tally.Counter, expected)
	return b.reportAndRepair(tally.documentID, what, func() error {
		update := bson.D{{Key: "$set", Value: bson.D{{Key: counterValueField, Value: expected}}}}
		_, err := counters.update(ctx, withID(tally.companyID, tally.counterID()), update)
		return err
	})
}

// recount returns the value that a counter must have. A counter that is used up cannot be counted again: it keeps its value,
// within its bounds, and is zero if it has none. A repair gives away no passes.
func (b *batch) recount(ctx context.Context, tally documentTally, value int64) (int64, error) {
	if tally.Kind == "" {
		return min(max(value, 0), int64(tally.Most)), nil
	}
	stored := b.store.collectionOfKind(tally.Kind)
	filter := inCompany(tally.companyID, bson.E{Key: tally.Field, Value: tally.Value})
	count, err := stored.count(ctx, filter, options.Count().SetHint(idIndex(tally.Field)))
	if err != nil {
		return 0, stored.readFailure(err)
	}
	return count, nil
}

// inspectCounters reports counters of documents that do not exist or must not have such a counter.
func (b *batch) inspectCounters(ctx context.Context) error {
	idsByKind := map[id.Kind][]string{}
	var counters []*decodedDocument
	for _, raw := range b.raws {
		counter, err := b.descriptor.decode(raw)
		if err != nil {
			b.report(counter.id, err.Error())
			continue
		}
		counters = append(counters, counter)
		_, documentID, _ := strings.Cut(counter.id, counterSeparator)
		if kind, err := id.Parse(documentID); err == nil {
			idsByKind[kind] = append(idsByKind[kind], documentID)
		}
	}
	expected, err := b.expectedCounters(ctx, idsByKind)
	if err != nil {
		return err
	}
	for _, counter := range counters {
		if expected[counter.id] {
			continue
		}
		err := b.reportAndRepair(counter.id, "is a counter of nothing that has it", func() error {
			_, err := b.store.collection(b.descriptor).delete(ctx, withID(counter.companyID, counter.id))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// expectedCounters returns the IDs of the counters that documents must have. For a document that cannot be read it returns
// those of all counters.
func (b *batch) expectedCounters(ctx context.Context, idsByKind map[id.Kind][]string) (map[string]bool, error) {
	expected := map[string]bool{}
	for kind, ids := range idsByKind {
		d, ok := descriptorsByKind[kind]
		if !ok {
			continue
		}
		raws, err := b.store.unscoped(d.name).getMany(ctx, ids)
		if err != nil {
			return nil, err
		}
		for documentID, raw := range raws {
			doc, err := d.decode(raw)
			if err != nil {
				for _, counter := range commit.Counters() {
					expected[counterID(counter, documentID)] = true
				}
				continue
			}
			for _, tally := range talliesOfDocument(doc) {
				expected[tally.counterID()] = true
			}
		}
	}
	return expected, nil
}
