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

// tallied is a counter that a document must have.
type documentTally struct {
	commit.Tally
	holder, companyID string
}

func (t documentTally) id() string { return counterID(t.Counter, t.holder) }

func talliesOfDocument(read *decodedDocument) []documentTally {
	holder, ok := read.value.(commit.Tallied)
	if !ok {
		return nil
	}
	var all []documentTally
	for _, tally := range holder.Tallies() {
		all = append(all, documentTally{tally, read.id, read.companyID})
	}
	return all
}

// checkTallies compares the counters of documents with what is counted anew.
func (b *batch) inspectTallies(ctx context.Context) error {
	var all []documentTally
	var ids []string
	for _, raw := range b.raws {
		read, err := b.model.decode(raw)
		if err != nil {
			continue // the pass over the documents reports it
		}
		for _, tally := range talliesOfDocument(read) {
			all, ids = append(all, tally), append(ids, tally.id())
		}
	}
	counters, err := b.store.unscoped(countersTable().name).getMany(ctx, ids)
	if err != nil {
		return err
	}
	for _, tally := range all {
		stored, present := counters[tally.id()]
		if err := b.inspectTally(ctx, tally, stored, present); err != nil {
			return err
		}
	}
	return nil
}

func (b *batch) inspectTally(ctx context.Context, tally documentTally, stored bson.Raw, present bool) error {
	value, numeric := stored.Lookup(counterValueField).AsInt64OK()
	expected, err := b.recount(ctx, tally, value)
	if err != nil || present && numeric && value == expected {
		return err
	}
	counters := b.store.collection(countersTable())
	if !present {
		what := fmt.Sprintf("has no counter %s, which must be %d", tally.Counter, expected)
		return b.repairable(tally.holder, what, func() error {
			raw, err := newCounter(tally.companyID, commit.Count{Counter: tally.Counter, ID: tally.holder, By: int(expected)})
			if err != nil {
				return err
			}
			return counters.insert(ctx, raw)
		})
	}
	what := fmt.Sprintf("has %d as its counter %s, which must be %d", value, tally.Counter, expected)
	return b.repairable(tally.holder, what, func() error {
		change := bson.D{{Key: "$set", Value: bson.D{{Key: counterValueField, Value: expected}}}}
		_, err := counters.update(ctx, withID(tally.companyID, tally.id()), change)
		return err
	})
}

// countAnew returns what a counter must be. A number that is used up is as it stands, within its bounds; where none stands
// it is zero: passes that nobody can tell of are not given away.
func (b *batch) recount(ctx context.Context, tally documentTally, value int64) (int64, error) {
	if tally.Kind == "" {
		return min(max(value, 0), int64(tally.Most)), nil
	}
	counted := b.store.collectionOfKind(tally.Kind)
	filter := inCompany(tally.companyID, bson.E{Key: tally.Field, Value: tally.Value})
	count, err := counted.count(ctx, filter, options.Count().SetHint(idIndexAnd(tally.Field)))
	if err != nil {
		return 0, counted.readFailure(err)
	}
	return count, nil
}

// checkCounters finds counters of documents that are gone or that have no such counter.
func (b *batch) inspectCounters(ctx context.Context) error {
	byKind := map[id.Kind][]string{}
	var counters []*decodedDocument
	for _, raw := range b.raws {
		read, err := b.model.decode(raw)
		if err != nil {
			b.unrepairable(read.id, err.Error())
			continue
		}
		counters = append(counters, read)
		_, holder, _ := strings.Cut(read.id, counterSeparator)
		if kind, err := id.Parse(holder); err == nil {
			byKind[kind] = append(byKind[kind], holder)
		}
	}
	expected, err := b.countersOfDocuments(ctx, byKind)
	if err != nil {
		return err
	}
	for _, read := range counters {
		if expected[read.id] {
			continue
		}
		err := b.repairable(read.id, "is a counter of nothing that has it", func() error {
			_, err := b.store.collection(b.model.table).delete(ctx, withID(read.companyID, read.id))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// countersOf returns the IDs of the counters that documents have. Those of a document that cannot be read are all that it
// could have.
func (b *batch) countersOfDocuments(ctx context.Context, byKind map[id.Kind][]string) (map[string]bool, error) {
	expected := map[string]bool{}
	for kind, ids := range byKind {
		of, known := descriptorOf(b.store.collectionNames[kind])
		if !known {
			continue
		}
		raws, err := b.store.unscoped(of.table.name).getMany(ctx, ids)
		if err != nil {
			return nil, err
		}
		for documentID, raw := range raws {
			read, err := of.decode(raw)
			if err != nil {
				for _, counter := range commit.Counters() {
					expected[counterID(counter, documentID)] = true
				}
				continue
			}
			for _, tally := range talliesOfDocument(read) {
				expected[tally.id()] = true
			}
		}
	}
	return expected, nil
}
